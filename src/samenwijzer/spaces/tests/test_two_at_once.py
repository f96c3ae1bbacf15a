"""Two people at the same moment: one of them wins, and the space keeps an owner."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from samenwijzer.accounts.models import User
from samenwijzer.kernel.errors import Refusal
from samenwijzer.spaces import actions
from samenwijzer.spaces.models import Kind, Member, MembershipRequest, RequestKind, Role, Space
from samenwijzer.spaces.tests.factories import again, anew

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all of these at the same moment, and give what each came to: its outcome or its refusal."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait(10)
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_owners_who_leave_at_once_leave_one(joost: User, fatima: User, closed_space: Space) -> None:
    Member.objects.create(space=closed_space, person=fatima, role=Role.MANAGER)
    outcomes = _at_once(
        lambda: actions.leave_space(actor=again(joost), space=anew(closed_space)),
        lambda: actions.leave_space(actor=again(fatima), space=anew(closed_space)),
    )
    assert sum(isinstance(one, Refusal) for one in outcomes) == 1
    assert Member.objects.filter(space=closed_space, role=Role.MANAGER).count() == 1


def test_two_owners_who_take_each_other_out_leave_one(joost: User, fatima: User, closed_space: Space) -> None:
    first = Member.objects.get(space=closed_space, person=joost)
    second = Member.objects.create(space=closed_space, person=fatima, role=Role.MANAGER)
    outcomes = _at_once(
        lambda: actions.take_out(actor=again(joost), member=second),
        lambda: actions.take_out(actor=again(fatima), member=first),
    )
    assert sum(isinstance(one, Refusal) for one in outcomes) == 1
    assert Member.objects.filter(space=closed_space, role=Role.MANAGER).count() == 1


def test_one_sending_from_two_windows_makes_one_space(noor: User) -> None:
    sending = uuid.uuid4()

    def make() -> object:
        return actions.make_space(actor=again(noor), name="Kring", kind=Kind.CIRCLE, sending=sending)

    first, second = _at_once(make, make)
    assert first == second
    assert Member.objects.filter(space__name="Kring").count() == 1


def test_asking_and_answering_twice_at_once(
    joost: User, fatima: User, noor: User, closed_space: Space
) -> None:
    Member.objects.create(space=closed_space, person=fatima, role=Role.MANAGER)

    def ask() -> object:
        return actions.ask_to_enter(actor=again(noor), space=anew(closed_space), kind=RequestKind.ACCESS)

    _at_once(ask, ask)
    request = MembershipRequest.objects.get()
    outcomes = _at_once(
        lambda: actions.accept_request(actor=again(joost), request=request),
        lambda: actions.decline_request(actor=again(fatima), request=request),
    )
    assert sum(isinstance(one, Refusal) for one in outcomes) == 1
    let_in = Member.objects.filter(space=closed_space, person=noor).exists()
    assert let_in == (MembershipRequest.objects.get().state == "accepted")
