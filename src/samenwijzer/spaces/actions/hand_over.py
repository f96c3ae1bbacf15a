"""What happens to the spaces of who leaves."""

from __future__ import annotations

from django.db import transaction

from samenwijzer.accounts.models import User
from samenwijzer.spaces.access import has_owner_beside, locked
from samenwijzer.spaces.actions.members import give_place
from samenwijzer.spaces.actions.telling import tell
from samenwijzer.spaces.models import (
    Member,
    MembershipRequest,
    RequestState,
    Role,
    Space,
    forget_known_roles,
)


@transaction.atomic
def hand_over_spaces(*, from_person: User, to_person: User, actor: User | None) -> list[Space]:
    """Make one the owner of every space the other alone owned, and return these. May run twice.

    Runs within the story of leaving, which stated the right; a space with another owner stays with that one.
    Open requests to who leaves are closed, and those that he made are withdrawn.
    """
    taken = []
    for member in Member.objects.filter(person=from_person, role=Role.MANAGER).select_related("space"):
        space = locked(member.space)
        if has_owner_beside(member):
            continue
        give_place(space=space, person=to_person, role=Role.MANAGER)
        tell(action="space.handed_over", actor=actor, space=space)
        taken.append(space)
    MembershipRequest.objects.filter(
        person=from_person,
        state=RequestState.OPEN,
    ).update(state=RequestState.WITHDRAWN)
    forget_known_roles(to_person)
    return taken
