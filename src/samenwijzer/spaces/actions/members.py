"""Who has a place in a space, and which."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import Department, Team, User
from samenwijzer.kernel.errors import require
from samenwijzer.spaces.access import (
    NotPossible,
    locked,
    managed,
    require_another_owner,
    require_can_own,
    require_in_use,
    rights_of,
)
from samenwijzer.spaces.actions.telling import tell
from samenwijzer.spaces.models import Member, Role, Space, Visibility, forget_known_roles

_ORDER = list(Role)


@transaction.atomic
def join_space(*, actor: User, space: Space) -> None:
    """Become a named member of an open space. May run twice."""
    found = locked(space)
    require(
        found.visibility == Visibility.OPEN and rights_of(viewer=actor, space=found).may_post,
        _("You cannot join this space by yourself. Ask its owner."),
    )
    _member, is_new = Member.objects.get_or_create(
        space=found, person=actor, defaults={"role": Role.CONTRIBUTOR}
    )
    if is_new:
        forget_known_roles(actor)
        tell(action="space.joined", actor=actor, space=found)


@transaction.atomic
def leave_space(*, actor: User, space: Space) -> None:
    """Give up one's own place. May run twice. Raises Refusal for the last owner."""
    found = locked(space)
    member = Member.objects.filter(space=found, person=actor).first()
    if member is None:
        return
    require_another_owner(member)
    member.delete()
    forget_known_roles(actor)
    tell(action="space.left", actor=actor, space=found)


@transaction.atomic
def add_team(*, actor: User, space: Space, team: Team, role: Role) -> Member:
    """Give all of a team a role, now and as people come and go. May run twice; the last role counts."""
    found = managed(viewer=actor, space=space)
    require_in_use(found)
    return _add_group(actor=actor, space=found, role=role, team=team)


@transaction.atomic
def add_department(*, actor: User, space: Space, department: Department, role: Role) -> Member:
    """Give all of a department and what is under it a role. May run twice; the last role counts."""
    found = managed(viewer=actor, space=space)
    require_in_use(found)
    return _add_group(actor=actor, space=found, role=role, department=department)


def _add_group(*, actor: User, space: Space, role: Role, **group: Team | Department) -> Member:
    _not_as_owner(role)
    member, is_new = Member.objects.get_or_create(space=space, **group, defaults={"role": role})
    if is_new or member.role != role:
        member.role = role
        member.save(update_fields=["role"])
        tell(action="group.added", actor=actor, space=space)
    return member


@transaction.atomic
def change_role(*, actor: User, member: Member, role: Role) -> None:
    """Give a member another role. May run twice. Refuses the last owner, and who cannot own."""
    space = managed(viewer=actor, space=member.space)
    require_in_use(space)
    found = Member.objects.select_related("person").filter(pk=member.pk, space=space).first()
    if found is None:
        raise NotPossible(_("This place was taken away meanwhile."))
    if found.role == role:
        return
    if found.person is None:
        _not_as_owner(role)
    elif role == Role.MANAGER:
        require_can_own(found.person)
    require_another_owner(found)
    found.role = role
    found.save(update_fields=["role"])
    forget_known_roles(actor)
    tell(action="role.changed", actor=actor, space=space)


@transaction.atomic
def take_out(*, actor: User, member: Member) -> None:
    """Take a person, a team or a department out of a space. May run twice. Not the last owner."""
    space = managed(viewer=actor, space=member.space)
    found = Member.objects.filter(pk=member.pk, space=space).first()
    if found is None:
        return
    require_another_owner(found)
    found.delete()
    forget_known_roles(actor)
    tell(action="member.taken_out", actor=actor, space=space)


@transaction.atomic(savepoint=False)
def give_place(*, space: Space, person: User, role: Role) -> bool:
    """Give a person at least this role, and say whether anything changed. The space is locked."""
    if role == Role.MANAGER:
        require_can_own(person)
    member, is_new = Member.objects.get_or_create(space=space, person=person, defaults={"role": role})
    if is_new:
        return True
    if _ORDER.index(Role(member.role)) >= _ORDER.index(role):
        return False
    member.role = role
    member.save(update_fields=["role"])
    return True


def _not_as_owner(role: Role) -> None:
    if role == Role.MANAGER:
        raise NotPossible(_("A space is owned by a person, not by a team or department."), field="role")
