"""What somebody is in the whole organisation."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.actions._people import ADMINISTRATOR, LEADS, LockedPeople, ref
from samenwijzer.accounts.models import Right, Role, User, role_bits
from samenwijzer.kernel.errors import Refusal
from samenwijzer.outbox import audit

# Those an administrator gives; managing a team brings its role of itself, and a guest stays a guest.
GIVEN_ROLES = (Role.KNOWLEDGE_MANAGER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)


class RoleNotForThem(Refusal):
    """A guest, or somebody who left, has no role in the organisation."""


@transaction.atomic
def change_roles(*, person: User, roles: Collection[Role], actor: User) -> None:
    """Give somebody exactly these of GIVEN_ROLES. Raises RoleNotForThem, NobodyWouldAdminister."""
    require_right(actor, Right.ADMINISTER)
    locked = LockedPeople([person.pk])
    change_roles_locked(locked, locked.person(person.pk), roles=roles, actor=actor)


def change_roles_locked(locked: LockedPeople, person: User, *, roles: Collection[Role], actor: User) -> bool:
    """Give exactly these roles to somebody whose row is locked; return whether that changed anything."""
    wanted = role_bits(role for role in roles if role in GIVEN_ROLES)
    if person.is_guest:
        raise RoleNotForThem(_("%(name)s is a guest, and a guest has no other role.") % {"name": person.name})
    if person.left_at is not None:
        raise RoleNotForThem(_("%(name)s has left.") % {"name": person.name})
    bits = wanted | person.role_bits & LEADS
    if bits == person.role_bits:
        return False
    if not bits & ADMINISTRATOR:
        locked.keep_an_administrator(person)
    person.role_bits = bits
    person.save(update_fields=["role_bits"])
    audit.record(action="accounts.user.roles_changed", actor=actor, object=ref(person.pk))
    return True
