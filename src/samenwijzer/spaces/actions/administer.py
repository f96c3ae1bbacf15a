"""What an administrator does with spaces. It gives him no reading: becoming a member is an act of its own."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.spaces.access import locked, require_can_own
from samenwijzer.spaces.actions.keep import put_away, take_back
from samenwijzer.spaces.actions.members import give_place
from samenwijzer.spaces.actions.telling import tell
from samenwijzer.spaces.models import Role, Space, SpaceRows, forget_known_roles


@transaction.atomic
def make_owner(*, actor: User, space: Space, person: User) -> None:
    """Make somebody an owner of the space, as for one that has none. May run twice."""
    require_right(actor, Right.ADMINISTER)
    found = locked(space)
    require_can_own(person)
    if give_place(space=found, person=person, role=Role.MANAGER):
        tell(action="owner.appointed", actor=actor, space=found)
    forget_known_roles(person)


@transaction.atomic
def put_in_space(*, actor: User, space: Space, person: User, role: Role) -> None:
    """Give a person, a guest as well, a place in a space. May run twice; a higher role stays."""
    require_right(actor, Right.ADMINISTER)
    found = locked(space)
    if give_place(space=found, person=person, role=role):
        tell(action="member.put_in", actor=actor, space=found)
    forget_known_roles(person)


@transaction.atomic
def archive_spaces(*, actor: User, ids: Sequence[int]) -> list[int]:
    """Archive these spaces, and return those that were in use. A department's own space stays in use."""
    require_right(actor, Right.ADMINISTER)
    spaces = _locked(ids).filter(default_for__isnull=True)
    return [space.pk for space in spaces if put_away(actor=actor, space=space)]


@transaction.atomic
def unarchive_spaces(*, actor: User, ids: Sequence[int]) -> list[int]:
    """Take these spaces into use again, and return those that were archived."""
    require_right(actor, Right.ADMINISTER)
    return [space.pk for space in _locked(ids) if take_back(actor=actor, space=space)]


def _locked(ids: Sequence[int]) -> SpaceRows:
    return Space.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
