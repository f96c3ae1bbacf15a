"""The page of a space."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.access import judges_texts
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.paging import Page
from samenwijzer.kernel.refs import Ref
from samenwijzer.spaces.access import Rights, rights_of
from samenwijzer.spaces.models import (
    Kind,
    Member,
    MembershipRequest,
    RequestKind,
    RequestState,
    Role,
    Space,
    Visibility,
    roles_of,
)
from samenwijzer.spaces.queries._members import MemberRow, members
from samenwijzer.spaces.queries._tokens import ROLE_MEANINGS, ROLE_NAMES

# Who reads in such a space, in one sentence.
MEANINGS = {
    Visibility.OPEN: _("Every colleague reads here, and may ask and answer."),
    Visibility.CLOSED: _("Only members read here. Others see the name of this space, and nothing more."),
    Visibility.HIDDEN: _("Only members know this space."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpacePage:
    """A space with who is who and what the viewer is in it.

    `own_role` is empty for who has no place; `is_member` says that the place is his own and not his team's.
    `waiting` counts the requests that an owner must answer. `standing` is that of `about`: "hidden" when
    it is withheld from the viewer, "noted" from others, and empty when it is not.
    """

    id: int
    name: str
    kind: str
    about: str
    standing: str
    judges: bool
    department: str
    team: str
    visibility: str
    meaning: str
    is_archived: bool
    rights: Rights
    own_role: str
    own_role_name: str
    own_may: str
    is_member: bool
    may_join: bool
    may_ask: bool
    waiting: int
    members: Page[MemberRow]

    @property
    def ref(self) -> str:
        return str(Ref("spaces.space", self.id))


def space_page(*, viewer: User, space: Space, number: int = 1) -> SpacePage:
    """Gather the page of a space that the viewer may read, with one page of its members."""
    rights = rights_of(viewer=viewer, space=space)
    role = roles_of(viewer).get(space.pk)
    is_member = role is not None and Member.objects.filter(space=space, person=viewer.pk).exists()
    sees = rights.may_manage or judges_texts(viewer)
    standing = "" if space.withheld_at is None else "noted" if sees else "hidden"
    may_take_part = viewer.may(Right.READ_OPEN) and viewer.pk > 0 and space.archived_at is None
    return SpacePage(
        id=space.pk,
        name=space.name,
        kind=str(Kind(space.kind).label),
        about="" if standing == "hidden" else space.about,
        standing=standing,
        judges=judges_texts(viewer),
        department=space.department.name if space.department else "",
        team=space.team.name if space.team else "",
        visibility=space.visibility,
        meaning=str(MEANINGS[Visibility(space.visibility)]),
        is_archived=space.archived_at is not None,
        rights=rights,
        own_role=role.value if role else "",
        own_role_name=str(ROLE_NAMES[role]) if role else "",
        own_may=str(ROLE_MEANINGS[role]) if role else "",
        is_member=is_member,
        may_join=may_take_part and not is_member and space.visibility == Visibility.OPEN,
        may_ask=may_take_part and role == Role.READER and space.visibility == Visibility.CLOSED,
        waiting=_waiting(space) if rights.may_manage else 0,
        members=members(viewer=viewer, space=space, number=number),
    )


def _waiting(space: Space) -> int:
    return MembershipRequest.objects.filter(
        space=space, state=RequestState.OPEN, kind__in=[RequestKind.ACCESS, RequestKind.JOIN]
    ).count()
