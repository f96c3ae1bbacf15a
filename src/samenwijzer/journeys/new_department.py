"""A department comes with a space of its own, and goes with it as long as that is empty."""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from samenwijzer.accounts.actions import StillInUse, make_department, remove_department
from samenwijzer.accounts.models import Department, User
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.spaces.models import Kind, Space


@transaction.atomic
def new_department(
    *, actor: User, name: str, parent: Department | None = None, consent: Consent = NO_CONSENT
) -> Department:
    """Add a department with an open space in which its people ask and write by default. Raises Refusal."""
    department = make_department(actor=actor, name=name, parent=parent, consent=consent)
    space = Space.objects.create(
        name=name, kind=Kind.DEPARTMENT, department=department, default_for=department
    )
    audit.record(action="spaces.space.made", actor=actor, object=Ref("spaces.space", space.pk))
    return department


@transaction.atomic
def remove_empty_department(*, actor: User, department: Department) -> None:
    """Remove a department to which nothing belongs, with its own space when nothing is in it.

    Raises StillInUse.
    """
    space = Space.objects.filter(default_for=department, department=department).select_for_update().first()
    if space is not None and not space.memberships.exists():
        number = space.pk
        try:
            with transaction.atomic():
                space.delete()
        except ProtectedError:
            raise StillInUse(
                _("There is something in the space of this department. Move it to another space first.")
            ) from None
        audit.record(action="spaces.space.removed", actor=actor, object=Ref("spaces.space", number))
    remove_department(actor=actor, department=department)
