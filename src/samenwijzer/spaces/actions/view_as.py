"""Looking around as a role. Nothing changes by it but the auditor's list."""

from __future__ import annotations

from django.db import transaction

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.accounts.models import Role as OrganisationRole
from samenwijzer.outbox import audit


@transaction.atomic
def start_viewing_as(*, actor: User, role: OrganisationRole) -> None:
    """Note that an administrator begins to look around as a role. Raises NotAllowed."""
    require_right(actor, Right.VIEW_AS_ROLE)
    audit.record(action=f"spaces.viewing_as_{role}.started", actor=actor)


@transaction.atomic
def stop_viewing_as(*, actor: User, role: OrganisationRole) -> None:
    """Note that he ends it."""
    audit.record(action=f"spaces.viewing_as_{role}.ended", actor=actor)
