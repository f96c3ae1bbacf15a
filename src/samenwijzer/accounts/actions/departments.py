"""The tree of departments: adding, renaming, moving and removing."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.actions._uses import NoSuchPlace, require_unused
from samenwijzer.accounts.models import Department, Right, User
from samenwijzer.accounts.queries import departments_under
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.jobs import job
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes

_AT_ONCE = 500


class UnderItself(Refusal):
    """A department under one of its own parts would be a circle."""


@transaction.atomic
def make_department(*, actor: User, name: str, parent: Department | None = None) -> Department:
    """Add a department. It has no space yet: `journeys.new_department` makes both."""
    require_right(actor, Right.ADMINISTER)
    if parent is not None:
        parent = _locked(parent)
    department = Department.objects.create(name=name, parent=parent)
    audit.record(action="accounts.department.added", actor=actor, object=_ref(department))
    return department


@transaction.atomic
def change_department(*, actor: User, department: Department, name: str, parent: Department | None) -> bool:
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
    if (row.name, row.parent_id) == (name, parent.pk if parent else None):
        return False
    renamed = row.name != name
    row.name, row.parent = name, parent
    row.save(update_fields=["name", "parent"])
    audit.record(action="accounts.department.changed", actor=actor, object=_ref(row))
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
