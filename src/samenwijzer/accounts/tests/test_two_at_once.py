"""Two administrators at the same moment. Each thread has a connection of its own."""

import threading
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection
from django.db.models import Model

from samenwijzer.accounts import actions
from samenwijzer.accounts.models import (
    Department,
    Location,
    Municipality,
    Role,
    SignInLink,
    Team,
    User,
    WeekPattern,
    role_bits,
)
from samenwijzer.kernel.errors import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works: Callable[[], object]) -> list[Refusal]:
    """Start all of them at once, wait for the last; return the refusals, and raise what else went wrong."""
    start, wrong = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            work()
        except Exception as problem:  # noqa: BLE001 - told in the test's own thread.
            wrong.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    for problem in wrong:
        if not isinstance(problem, Refusal):
            raise problem
    return [problem for problem in wrong if isinstance(problem, Refusal)]


@pytest.fixture
def both(bram: User, fatima: User) -> tuple[User, User]:
    User.objects.update(role_bits=role_bits({Role.ADMINISTRATOR}))
    return User.objects.get(pk=bram.pk), User.objects.get(pk=fatima.pk)


def test_of_two_who_take_each_others_role_one_stays(both: tuple[User, User]) -> None:
    bram, fatima = both
    for _time in range(4):
        User.objects.update(role_bits=role_bits({Role.ADMINISTRATOR}))
        refused = together(
            lambda: actions.change_roles(person=fatima, roles=(), actor=bram),
            lambda: actions.change_roles(person=bram, roles=(), actor=fatima),
        )
        assert len(refused) == 1
        assert User.objects.filter(role_bits__gt=0).count() == 1


def test_of_two_who_block_each_other_one_stays(both: tuple[User, User]) -> None:
    bram, fatima = both
    refused = together(
        lambda: actions.block_person(person=fatima, actor=bram),
        lambda: actions.block_person(person=bram, actor=fatima),
    )
    assert len(refused) == 1
    assert User.objects.filter(is_active=True).count() == 1


def test_two_moves_make_no_circle(both: tuple[User, User], wmo: Department, inkomen: Department) -> None:
    bram, fatima = both
    for _time in range(4):
        Department.objects.update(parent=None)
        refused = together(
            lambda: actions.change_department(actor=bram, department=wmo, name="Wmo", parent=inkomen),
            lambda: actions.change_department(actor=fatima, department=inkomen, name="Inkomen", parent=wmo),
        )
        assert len(refused) == 1
        assert Department.objects.filter(parent__isnull=False).count() == 1


def test_an_address_is_taken_once(both: tuple[User, User]) -> None:
    bram, fatima = both
    values = actions.PersonValues(name="Kees", email="kees@example.org")
    refused = together(
        lambda: actions.add_person(actor=bram, values=values),
        lambda: actions.add_person(actor=fatima, values=values),
    )
    assert [one.field for one in refused] == ["email"]
    assert User.objects.filter(email="kees@example.org").count() == 1


def test_a_name_is_taken_once_whatever_its_capitals(both: tuple[User, User], wmo: Department) -> None:
    bram, fatima = both

    def names(make: Callable[[User, str], object]) -> list[str | None]:
        return [one.field for one in together(lambda: make(bram, "Beheer"), lambda: make(fatima, "beheer"))]

    assert names(lambda who, name: actions.make_department(actor=who, name=name)) == ["name"]
    assert names(lambda who, name: actions.make_department(actor=who, name=name, parent=wmo)) == ["name"]
    assert names(lambda who, name: actions.add_team(actor=who, name=name, department=wmo)) == ["name"]
    assert names(lambda who, name: actions.save_location(actor=who, location=None, name=name, about="")) == [
        "name"
    ]
    assert names(lambda who, name: actions.save_municipality(actor=who, municipality=None, name=name)) == [
        "name"
    ]


@pytest.mark.parametrize(
    "row",
    [
        lambda under: Department(name="WMO en jeugd"),
        lambda under: Department(name="WMO en jeugd", parent=under),
        lambda under: Team(name="WMO en jeugd", department=under),
        lambda under: Location(name="WMO en jeugd"),
        lambda under: Municipality(name="WMO en jeugd"),
        lambda under: WeekPattern(name="WMO en jeugd", working_day_bits=1),
    ],
)
def test_the_database_keeps_one_of_a_name(row: Callable[[Department], Model], wmo: Department) -> None:
    row(wmo).save()
    second = row(wmo)
    second.name = "Wmo en jeugd"  # type: ignore[attr-defined]
    with pytest.raises(IntegrityError):
        second.save()


def test_a_link_works_for_one_of_two(both: tuple[User, User]) -> None:
    bram, fatima = both
    secret = actions.make_sign_in_link(person=fatima, actor=bram)
    refused = together(
        lambda: actions.use_sign_in_link(secret=secret), lambda: actions.use_sign_in_link(secret=secret)
    )
    assert len(refused) == 1
    assert SignInLink.objects.get().used_at is not None


def test_a_change_of_many_is_taken_back_once(both: tuple[User, User], noor: User) -> None:
    bram, fatima = both
    change = actions.change_many(actor=bram, kind="block", people=[noor.pk])
    together(
        lambda: actions.undo_change(actor=bram, change=change),
        lambda: actions.undo_change(actor=fatima, change=change),
    )
    assert User.objects.get(pk=noor.pk).is_active
