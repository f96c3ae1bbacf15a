"""The tree of departments: adding, renaming, moving and removing."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.actions._uses import NoSuchPlace, require_unused
from samenwijzer.accounts.actions.guard import pass_guard
from samenwijzer.accounts.actions.places import a_free_name
from samenwijzer.accounts.models import DEEPEST_TREE, Department, Right, User
from samenwijzer.accounts.queries import departments_under
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.jobs import job
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes

_AT_ONCE = 500


class UnderItself(Refusal):
    """A department under one of its own parts would be a circle."""


class TooDeep(Refusal):
    """More than DEEPEST_TREE departments would hang below each other."""


@transaction.atomic
def make_department(
    *, actor: User, name: str, parent: Department | None = None, consent: Consent = NO_CONSENT
) -> Department:
    """Add a department. It has no space yet: `journeys.new_department` makes both."""
    require_right(actor, Right.ADMINISTER)
    if parent is not None:
        parent = _locked(parent)
        _require_not_too_deep(parent.pk, _parents(), under=())
    beside = Department.objects.filter(parent=parent).order_by().values_list("name", flat=True)
    passed = pass_guard(writer=actor, texts={"name": name}, consent=consent)
    with a_free_name(name, beside=beside):
        department = Department.objects.create(name=name, parent=parent)
    audit.record(action="accounts.department.added", actor=actor, object=_ref(department))
    passed.note(_ref(department))
    return department


@transaction.atomic
def change_department(
    *,
    actor: User,
    department: Department,
    name: str,
    parent: Department | None,
    consent: Consent = NO_CONSENT,
) -> bool:
    """Rename a department, or hang it under another; return whether that changed anything.

    All departments are locked together: two moves at once could make a circle that neither sees.
    """
    require_right(actor, Right.ADMINISTER)
    rows = {row.pk: row for row in Department.objects.order_by("pk").select_for_update()}
    row = rows.get(department.pk)
    if row is None:
        raise NoSuchPlace(_("This department is gone."))
    if parent is not None and parent.pk not in rows:
        raise NoSuchPlace(_("This department is gone. Choose another."), field="parent")
    if parent is not None and parent.pk in departments_under([row.pk]):
        raise UnderItself(_("A department cannot stand under itself or one of its parts."), field="parent")
    if parent is not None and parent.pk != row.parent_id:
        parents = {pk: one.parent_id for pk, one in rows.items()}
        _require_not_too_deep(parent.pk, parents, under=departments_under([row.pk]) - {row.pk})
    above = parent.pk if parent else None
    if (row.name, row.parent_id) == (name, above):
        return False
    beside = [one.name for one in rows.values() if one.parent_id == above and one.pk != row.pk]
    passed = pass_guard(writer=actor, texts={"name": name}, before=(row.name,), consent=consent)
    renamed = row.name != name
    row.name, row.parent = name, parent
    with a_free_name(name, beside=beside):
        row.save(update_fields=["name", "parent"])
    audit.record(action="accounts.department.changed", actor=actor, object=_ref(row))
    passed.note(_ref(row))
    if renamed:
        reread_department_job.enqueue(department_id=row.pk)
    return True


@transaction.atomic
def remove_department(*, actor: User, department: Department) -> None:
    """Remove a department to which nothing belongs. Raises StillInUse with what does."""
    require_right(actor, Right.ADMINISTER)
    row = _locked(department)
    require_unused(row)
    number = row.pk
    row.delete()
    audit.record(action="accounts.department.removed", actor=actor, object=Ref("accounts.department", number))


@transaction.atomic
def note_people_to_read(*, department_id: int, after: int) -> int:
    """Let search read the next people of a department again; return the last number, or 0 at the end."""
    rows = User.objects.filter(department=department_id, pk__gt=after).order_by("pk")
    ids = list(rows.values_list("pk", flat=True)[:_AT_ONCE])
    changes.append(*(Ref("people.person", pk) for pk in ids))
    return ids[-1] if ids else 0


@job(seconds=600)
def reread_department_job(*, department_id: int) -> None:
    after = 0
    while after := note_people_to_read(department_id=department_id, after=after):
        pass


def _locked(department: Department) -> Department:
    row = Department.objects.filter(pk=department.pk).select_for_update().first()
    if row is None:
        raise NoSuchPlace(_("This department is gone. Choose another."), field="parent")
    return row


def _ref(department: Department) -> Ref:
    return Ref("accounts.department", department.pk)


def _parents() -> dict[int, int | None]:
    return dict(Department.objects.order_by().values_list("pk", "parent_id"))


def _require_not_too_deep(parent: int, parents: Mapping[int, int | None], *, under: Collection[int]) -> None:
    """State that one more department fits below `parent`, with all that hangs `under` it. Raises TooDeep."""
    above = _steps_up(parent, parents)
    below = max((_steps_up(pk, parents, within=under) for pk in under), default=0)
    if above + 1 + below > DEEPEST_TREE:
        raise TooDeep(
            _("At most %(most)s departments can stand below each other.") % {"most": DEEPEST_TREE},
            field="parent",
        )


def _steps_up(start: int, parents: Mapping[int, int | None], *, within: Collection[int] | None = None) -> int:
    """Count a department and those above it, no further than `within`."""
    steps = 0
    at: int | None = start
    while at is not None and (within is None or at in within):
        steps, at = steps + 1, parents.get(at)
    return steps
