"""Who may do what in a space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from django.http import Http404
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.errors import NotAllowed
from samenwijzer.spaces.models import Member, Role, Space, Visibility, roles_of

_WRITERS = {Role.CONTRIBUTOR, Role.EDITOR, Role.MANAGER}
_MAX_ID = 2**63 - 1
_CURATORS = {Role.EDITOR, Role.MANAGER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The manager of a space, whom a colleague can reach; phone and email may be empty."""

    name: str
    function: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What one person may do in one space."""

    may_read: bool
    may_post: bool
    may_curate: bool
    may_manage: bool


class ClosedSpace(NotAllowed):
    """The address lies in a closed space. Names the space and its owner, and says nothing of the item."""

    template = "spaces/no_access.html"

    def __init__(self, *, space: str, owner: Owner | None) -> None:
        super().__init__(_("This space is closed."))
        self.space = space
        self.owner = owner


def rights_of(*, viewer: User, space: Space) -> Rights:
    """Say what the viewer may do in the space. No query when his roles are known.

    An open space is read and written by every employee; a guest needs a role in it. In an archived space
    nobody writes.
    """
    role = roles_of(viewer).get(space.pk)
    is_open = space.visibility == Visibility.OPEN and viewer.may(Right.READ_OPEN)
    is_used = space.archived_at is None
    return Rights(
        may_read=is_open or role is not None,
        may_post=is_used and (is_open or role in _WRITERS),
        may_curate=is_used and role in _CURATORS,
        may_manage=role == Role.MANAGER,
    )


def space_to_read(*, viewer: User, pk: int) -> Space:
    """Fetch a space with its department: 403 when it is closed, 404 when it is hidden or does not exist."""
    pk = min(pk, _MAX_ID)
    space = Space.objects.readable_by(viewer).select_related("department").filter(pk=pk).first()
    if space is None:
        refuse(viewer=viewer, spaces_of_item=[pk])
    return space


def refuse(*, viewer: User, spaces_of_item: list[int]) -> NoReturn:
    """Turn away a viewer for whom an item was not found: 403 when it lies in a closed space, else 404.

    `spaces_of_item` holds the id of the item's space, or nothing when there is no such item.
    """
    # Also asked when there is no item, so that hidden and absent take equally long.
    space = Space.objects.visible_to(viewer).filter(pk__in=spaces_of_item or [0]).first()
    if space is None:
        raise Http404
    raise ClosedSpace(space=space.name, owner=owner_of(space=space))


def owner_of(*, space: Space) -> Owner | None:
    """Return the first manager of the space who still works here."""
    member = (
        Member.objects.filter(space=space, role=Role.MANAGER, person__is_active=True)
        .select_related("person")
        .order_by("pk")
        .first()
    )
    if member is None:
        return None
    person = member.person
    return Owner(name=person.name, function=person.function, phone=person.phone, email=person.email)
