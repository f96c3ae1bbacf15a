"""Whether somebody gets in: blocked, let in again, signed out, gone."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.actions._people import LockedPeople, end_sessions, ref, reread
from samenwijzer.accounts.models import GUEST_BIT, Right, User
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal
from samenwijzer.outbox import audit


class NotYourself(Refusal):
    """Who blocks himself cannot undo it."""


@transaction.atomic
def block_person(*, person: User, actor: User) -> None:
    """Let somebody in no longer, from the next request on. What he wrote and owns stays. May run twice."""
    require_right(actor, Right.ADMINISTER)
    locked = LockedPeople([person.pk])
    block_locked(locked, locked.person(person.pk), actor=actor)


def block_locked(locked: LockedPeople, person: User, *, actor: User) -> bool:
    """Block somebody whose row is locked; return whether that changed anything."""
    if person.pk == actor.pk:
        raise NotYourself(_("You cannot block yourself."))
    if not person.is_active:
        return False
    locked.keep_an_administrator(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(people=[person])
    audit.record(action="accounts.user.blocked", actor=actor, object=ref(person.pk))
    reread(person.pk)
    return True


@transaction.atomic
def unblock_person(*, person: User, actor: User) -> None:
    """Let somebody in again, also who had left. May run twice."""
    require_right(actor, Right.ADMINISTER)
    locked = LockedPeople([person.pk])
    unblock_locked(locked.person(person.pk), actor=actor)


def unblock_locked(person: User, *, actor: User) -> bool:
    """Let somebody in again whose row is locked; return whether that changed anything."""
    if person.is_active:
        return False
    action = "accounts.user.unblocked" if person.left_at is None else "accounts.user.came_back"
    if person.left_at is not None:
        person.leaves_on = None
    person.is_active, person.left_at = True, None
    person.save(update_fields=["is_active", "left_at", "leaves_on"])
    audit.record(action=action, actor=actor, object=ref(person.pk))
    reread(person.pk)
    return True


@transaction.atomic
def sign_out_everywhere(*, person: User, actor: User) -> None:
    """End a person's sessions, and his one-time links. May run twice."""
    require_right(actor, Right.ADMINISTER)
    locked = LockedPeople([person.pk])
    sign_out_locked(locked.person(person.pk), actor=actor)


def sign_out_locked(person: User, *, actor: User) -> None:
    """Sign out somebody whose row is locked."""
    end_sessions(people=[person])
    audit.record(action="accounts.user.signed_out_everywhere", actor=actor, object=ref(person.pk))


@transaction.atomic
def end_account(*, person: User, actor: User) -> None:
    """Note that somebody left: no session, no way in, no role any more. May run twice.

    What he owns and the teams he manages are handed on by who calls this.
    """
    require_right(actor, Right.ADMINISTER)
    locked = LockedPeople([person.pk])
    leaver = locked.person(person.pk)
    if leaver.pk == actor.pk:
        raise NotYourself(_("Ask another administrator to note that you leave."))
    if leaver.left_at is not None:
        return
    locked.keep_an_administrator(leaver)
    leaver.is_active, leaver.left_at = False, clock.now()
    leaver.role_bits &= GUEST_BIT
    leaver.save(update_fields=["is_active", "left_at", "role_bits"])
    end_sessions(people=[leaver])
    audit.record(action="accounts.user.left", actor=actor, object=ref(leaver.pk))
    reread(leaver.pk)
