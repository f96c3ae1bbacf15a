"""The same for many people: at once when they are few, else by a job; and back again."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from samenwijzer.accounts.access import require_right, still_may
from samenwijzer.accounts.actions._people import ADMINISTRATOR, LockedPeople, end_sessions, ref, reread
from samenwijzer.accounts.actions._uses import NoSuchPlace
from samenwijzer.accounts.actions.roles import GIVEN_ROLES, change_roles_locked
from samenwijzer.accounts.actions.standing import block_locked, sign_out_locked, unblock_locked
from samenwijzer.accounts.models import (
    OVER,
    TO_DO,
    BulkChange,
    BulkKind,
    Department,
    Right,
    Role,
    Team,
    User,
    WorkState,
)
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal, require
from samenwijzer.kernel.jobs import job
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit

AT_ONCE = 20  # So many are changed while the page waits; more is work for a job.
CHUNK = 15  # In one transaction of a job, so that no other writer waits long.
UNDO_WITHIN = timedelta(hours=1)
KEEP = timedelta(days=7)
# What can be taken back: the columns of a person that such a change writes.
_COLUMNS = ("is_active", "role_bits", "department_id", "team_id")
_UNDOABLE = {
    BulkKind.BLOCK,
    BulkKind.UNBLOCK,
    BulkKind.TEAM,
    BulkKind.DEPARTMENT,
    BulkKind.GIVE_ROLE,
    BulkKind.TAKE_ROLE,
}


class CannotUndo(Refusal):
    """It is too long ago, or somebody took it back already."""


class ChangedSince(Refusal):
    """Somebody changed this person since; that stays."""


@transaction.atomic
def change_many(
    *, actor: User, kind: str, people: Sequence[int], target: str = "", sending: uuid.UUID | None = None
) -> BulkChange:
    """Do the same to all these people, at most AT_ONCE now and more by a job. Raises Refusal.

    `target` is the number of a team or department, or the name of a role. Who cannot be changed is listed in
    `refused` with the reason; the others are changed. The same `sending` twice is once.
    """
    require_right(actor, Right.ADMINISTER)
    require(actor.pk > 0, _("You are looking around as somebody else. Stop that first."))
    _require_target(kind, target)
    _forget_old()
    made = {
        "kind": kind,
        "target": target,
        "made_by": actor,
        "made_at": clock.now(),
        "people": list(dict.fromkeys(people)),
    }
    if sending is None:
        change = BulkChange.objects.create(**made)
    else:
        change, is_new = BulkChange.objects.get_or_create(sending=sending, defaults=made)
        if not is_new:
            return change
    audit.record(action="accounts.bulk_change.made", actor=actor, object=_ref(change))
    return _begin(change)


@transaction.atomic
def undo_change(*, actor: User, change: BulkChange) -> BulkChange:
    """Put back what stood there, where nobody changed it since. Raises CannotUndo; twice is once."""
    require_right(actor, Right.ADMINISTER)
    row = BulkChange.objects.select_for_update().get(pk=change.pk)
    if row.kind not in _UNDOABLE or row.made_at < clock.now() - UNDO_WITHIN:
        raise CannotUndo(_("This cannot be undone any more. Change it person by person."))
    if row.state not in OVER:
        raise CannotUndo(_("This is still going on. Stop it first."))
    if row.state == WorkState.FAILED:
        _end(row, WorkState.STOPPED)
    undoing, is_new = BulkChange.objects.get_or_create(
        undoes=row,
        defaults={
            "kind": BulkKind.UNDO,
            "made_by": actor,
            "made_at": clock.now(),
            "people": [int(pk) for pk in row.former],
        },
    )
    if not is_new:
        return undoing
    audit.record(action="accounts.bulk_change.undone", actor=actor, object=_ref(row))
    return _begin(undoing)


@transaction.atomic
def stop_change(*, actor: User, change: BulkChange) -> None:
    """Stop after the people who are done; what was done stays. Twice is once."""
    require_right(actor, Right.ADMINISTER)
    row = BulkChange.objects.select_for_update().get(pk=change.pk)
    if row.state in TO_DO:
        _end(row, WorkState.STOPPED)
        audit.record(action="accounts.bulk_change.stopped", actor=actor, object=_ref(row))


@transaction.atomic
def go_on(*, change_id: int) -> bool:
    """Change the next people of a change; return whether any are left. Who asked must still administer."""
    change = BulkChange.objects.select_for_update().filter(pk=change_id).first()
    if change is None or change.state not in TO_DO:
        return False
    actor = still_may(change.made_by_id, Right.ADMINISTER)
    if actor is None:
        _end(change, WorkState.NO_RIGHT)
        audit.record(action="accounts.bulk_change.stopped", actor=None, object=_ref(change), result="refused")
        return False
    with override(actor.language):
        _take_on(change, change.people[change.done : change.done + CHUNK], actor=actor)
    return change.state == WorkState.RUNNING


@transaction.atomic
def note_failed_change(*, change_id: int) -> None:
    """Say of a change that it failed; what was done stays. The job may be tried again."""
    going_on = BulkChange.objects.filter(pk=change_id, state__in=[WorkState.WAITING, WorkState.RUNNING])
    if going_on.update(state=WorkState.FAILED, finished_at=clock.now()):
        audit.record(
            action="accounts.bulk_change.failed", actor=None, object=Ref("accounts.bulk_change", change_id)
        )


@job(seconds=3_600, failed=note_failed_change)
def change_many_job(*, change_id: int) -> None:
    while go_on(change_id=change_id):
        pass


def _begin(change: BulkChange) -> BulkChange:
    if len(change.people) <= AT_ONCE:
        _take_on(change, change.people, actor=change.made_by)
    else:
        change_many_job.enqueue(change_id=change.pk)
    return change


def _end(change: BulkChange, state: WorkState) -> None:
    change.state, change.finished_at = state, clock.now()
    change.save(update_fields=["state", "finished_at"])


def _take_on(change: BulkChange, people: Sequence[int], *, actor: User) -> None:
    """Change these people, and write down how far it is."""
    locked = LockedPeople(people)
    for pk in people:
        try:
            person = locked.person(pk)
            before = _columns(person)
            with transaction.atomic():
                _do(change, locked, person, actor=actor)
            after = _columns(person)
            if after != before:
                change.former[str(pk)] = [before, after]
        except Refusal as refusal:
            change.refused.append([pk, str(refusal)])
    change.done += len(people)
    is_over = change.done >= len(change.people)
    change.state = WorkState.DONE if is_over else WorkState.RUNNING
    change.finished_at = clock.now() if is_over else None
    change.save(update_fields=["former", "refused", "done", "state", "finished_at"])


def _do(change: BulkChange, locked: LockedPeople, person: User, *, actor: User) -> None:
    kind = BulkKind(change.kind)
    if kind == BulkKind.UNDO and change.undoes is not None:
        former = change.undoes.former[str(person.pk)]
        _restore(locked, person, *former, actor=actor)
        return
    doing: dict[BulkKind, Callable[[], Any]] = {
        BulkKind.BLOCK: lambda: block_locked(locked, person, actor=actor),
        BulkKind.UNBLOCK: lambda: _unblock(person, actor=actor),
        BulkKind.SIGN_OUT: lambda: sign_out_locked(person, actor=actor),
        BulkKind.TEAM: lambda: _move_to_team(person, change.target, actor=actor),
        BulkKind.DEPARTMENT: lambda: _move_to_department(person, change.target, actor=actor),
        BulkKind.GIVE_ROLE: lambda: change_roles_locked(
            locked, person, roles={*person.roles, Role(change.target)}, actor=actor
        ),
        BulkKind.TAKE_ROLE: lambda: change_roles_locked(
            locked, person, roles=person.roles - {Role(change.target)}, actor=actor
        ),
    }
    doing[kind]()


def _unblock(person: User, *, actor: User) -> None:
    if person.left_at is not None:
        raise NoSuchPlace(_("%(name)s has left.") % {"name": person.name})
    unblock_locked(person, actor=actor)


def _move_to_team(person: User, target: str, *, actor: User) -> None:
    team = Team.objects.filter(pk=int(target)).select_for_update().first()
    if team is None:
        raise NoSuchPlace(_("This team is gone."))
    _move(person, team.department_id, team.pk, actor=actor)


def _move_to_department(person: User, target: str, *, actor: User) -> None:
    """Move somebody. His team stays behind, unless it belongs to that department."""
    department = int(target)
    if not Department.objects.filter(pk=department).select_for_update().exists():
        raise NoSuchPlace(_("This department is gone."))
    team = person.team_id
    stays = team is not None and Team.objects.filter(pk=team, department=department).exists()
    _move(person, department, team if stays else None, actor=actor)


def _move(person: User, department: int | None, team: int | None, *, actor: User) -> None:
    if person.is_guest:
        raise NoSuchPlace(_("%(name)s is a guest, and belongs to no department.") % {"name": person.name})
    if (person.department_id, person.team_id) == (department, team):
        return
    person.department_id, person.team_id = department, team
    person.save(update_fields=["department", "team"])
    audit.record(action="accounts.user.moved", actor=actor, object=ref(person.pk))
    reread(person.pk)


def _restore(locked: LockedPeople, person: User, former: list[Any], after: list[Any], *, actor: User) -> None:
    """Put back what stood there before. Raises ChangedSince when that is not what the change left behind."""
    if _columns(person) != after or person.left_at is not None:
        raise ChangedSince(_("%(name)s was changed since.") % {"name": person.name})
    before = dict(zip(_COLUMNS, former, strict=True))
    if not (before["is_active"] and before["role_bits"] & ADMINISTRATOR):
        locked.keep_an_administrator(person)
    if before["department_id"] and not Department.objects.filter(pk=before["department_id"]).exists():
        raise NoSuchPlace(_("The former department of %(name)s is gone.") % {"name": person.name})
    if before["team_id"] and not Team.objects.filter(pk=before["team_id"]).exists():
        raise NoSuchPlace(_("The former team of %(name)s is gone.") % {"name": person.name})
    for column in _COLUMNS:
        setattr(person, column, before[column])
    person.save(update_fields=["is_active", "role_bits", "department", "team"])
    if not person.is_active:
        end_sessions(people=[person])
    audit.record(action="accounts.user.restored", actor=actor, object=ref(person.pk))
    reread(person.pk)


def _columns(person: User) -> list[Any]:
    """Give the values in the order of _COLUMNS; without names, for thousands of these are kept together."""
    return [getattr(person, column) for column in _COLUMNS]


def _require_target(kind: str, target: str) -> None:
    gone = NoSuchPlace(_("Choose what to do."), field="act")
    if kind not in BulkKind.values or kind == BulkKind.UNDO:
        raise gone
    if kind in {BulkKind.GIVE_ROLE, BulkKind.TAKE_ROLE}:
        if target not in GIVEN_ROLES:
            raise NoSuchPlace(_("Choose a role."), field="target")
    elif kind in {BulkKind.TEAM, BulkKind.DEPARTMENT}:
        table = Team if kind == BulkKind.TEAM else Department
        number = int(target) if target.isascii() and target.isdigit() and len(target) < 16 else 0
        if not table._default_manager.filter(pk=number).exists():
            raise NoSuchPlace(_("Choose where to."), field="target")


def _forget_old() -> None:
    BulkChange.objects.filter(made_at__lt=clock.now() - KEEP).delete()


def _ref(change: BulkChange) -> Ref:
    return Ref("accounts.bulk_change", change.pk)
