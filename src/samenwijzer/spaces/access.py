"""Who may do what in a space, also while others do something there."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NoReturn

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import may_sign_in, require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.errors import NotAllowed, Refusal, require
from samenwijzer.spaces.models import (
    Member,
    MembershipRequest,
    RequestKind,
    RequestState,
    Role,
    Space,
    Visibility,
    forget_known_roles,
    roles_of,
)

_WRITERS = {Role.CONTRIBUTOR, Role.EDITOR, Role.MANAGER}
_MAX_ID = 2**63 - 1
_CURATORS = {Role.EDITOR, Role.MANAGER}
_WANTS_IN = {RequestKind.ACCESS, RequestKind.JOIN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The manager of a space, whom a colleague can reach; phone and email may be empty."""

    name: str
    function: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request to come into a space, for who made it. `state` is that of RequestState."""

    id: int
    kind: str
    state: str
    at: datetime.datetime
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What one person may do in one space."""

    may_read: bool
    may_post: bool
    may_curate: bool
    may_manage: bool


class ClosedSpace(NotAllowed):
    """The address lies in a closed space. Names the space and its owner, and says nothing of the item.

    `asked` is the viewer's last request to come in, and `may_ask` says whether he can make one.
    """

    template = "spaces/no_access.html"

    def __init__(
        self, *, space: Space, owner: Owner | None, asked: Asked | None = None, may_ask: bool = True
    ) -> None:
        super().__init__(_("This space is closed."))
        self.space = space.name
        self.space_id = space.pk
        self.owner = owner
        self.asked = asked
        self.may_ask = may_ask


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
    raise no_access(viewer=viewer, space=space)


def no_access(*, viewer: User, space: Space) -> ClosedSpace:
    """Make the page that names a closed space, its owner and how to ask for access."""
    last = (
        MembershipRequest.objects.filter(space=space, person=viewer.pk, kind__in=_WANTS_IN)
        .order_by("-made_at", "-pk")
        .first()
    )
    asked = (
        None
        if last is None
        else Asked(
            id=last.pk, kind=last.kind, state=last.state, at=last.decided_at or last.made_at, reply=last.reply
        )
    )
    may_ask = viewer.may(Right.READ_OPEN) and viewer.pk > 0
    return ClosedSpace(space=space, owner=owner_of(space=space), asked=asked, may_ask=may_ask)


def owner_of(*, space: Space) -> Owner | None:
    """Return the first manager of the space who still works here."""
    member = (
        Member.objects.filter(space=space, role=Role.MANAGER, person__is_active=True)
        .select_related("person")
        .order_by("pk")
        .first()
    )
    person = member.person if member else None
    if person is None:
        return None
    # Who hides the number from some colleagues does not show it at a closed door.
    phone = "" if "phone" in person.field_visibility else person.phone
    return Owner(name=person.name, function=person.function, phone=phone, email=person.email)


class NotPossible(Refusal):
    """Something that does not fit how the space stands now."""


def space_to_know(*, viewer: User, pk: int) -> Space:
    """Fetch a space of which the viewer may know the name. Raises Http404."""
    space = Space.objects.visible_to(viewer).filter(pk=min(pk, _MAX_ID)).first()
    if space is None:
        raise Http404
    return space


def space_to_ask(*, viewer: User, pk: int) -> Space:
    """Fetch a closed space, to ask for a place in it. Raises Http404 for every other, and for a guest."""
    space = space_to_know(viewer=viewer, pk=pk)
    if space.visibility != Visibility.CLOSED or not viewer.may(Right.READ_OPEN):
        raise Http404
    return space


def person_behind(request: HttpRequest) -> User:
    """Return who is signed in himself, also while he looks around as a role."""
    person = request.user
    if not isinstance(person, User):
        raise Http404
    return person


def space_to_manage(*, viewer: User, pk: int) -> Space:
    """Fetch a space that the viewer owns: 403 for another that he reads."""
    space = space_to_read(viewer=viewer, pk=pk)
    require_owner(viewer=viewer, space=space)
    return space


def space_to_administer(*, viewer: User, pk: int) -> Space:
    """Fetch any space, for what an administrator may know: its name, its owners, and not what lives there."""
    require_right(viewer, Right.ADMINISTER)
    space = Space.objects.select_related("department", "team").filter(pk=min(pk, _MAX_ID)).first()
    if space is None:
        raise Http404
    return space


def member_to_manage(*, viewer: User, pk: int) -> Member:
    """Fetch somebody's place in a space that the viewer owns."""
    member = (
        Member.objects.select_related("space", "person", "team", "department")
        .filter(pk=min(pk, _MAX_ID), space__in=Space.objects.readable_by(viewer).order_by().values("pk"))
        .first()
    )
    if member is None:
        raise Http404
    require_owner(viewer=viewer, space=member.space)
    return member


def request_to_see(*, viewer: User, pk: int) -> MembershipRequest:
    """Fetch a request that the viewer made or must answer. Those of others do not exist for him.

    Of a space that is hidden from him he knows only what he was invited to.
    """
    found = (
        MembershipRequest.objects.select_related("space", "person", "made_by", "decided_by")
        .filter(pk=min(pk, _MAX_ID))
        .first()
    )
    if found is None or not (
        viewer.pk in {found.made_by_id, found.person_id}
        or rights_of(viewer=viewer, space=found.space).may_manage
    ):
        raise Http404
    is_invited = found.kind not in _WANTS_IN and found.person_id == viewer.pk
    if not is_invited:
        space_to_know(viewer=viewer, pk=found.space_id)
    return found


def may_still_read(*, viewer: User, request: MembershipRequest) -> bool:
    """Say whether the viewer can open the space now, after an answer that may have let him in."""
    forget_known_roles(viewer)
    return rights_of(viewer=viewer, space=request.space).may_read


def person_to_choose(*, viewer: User, pk: int) -> User:
    """Fetch somebody who may be given a place. Raises Http404 for who left, and to a guest for everybody."""
    found = User.objects.filter(pk=min(pk, _MAX_ID), is_active=True)
    person = found.first() if viewer.may(Right.READ_OPEN) else None
    if person is None:
        raise Http404
    return person


def may_decide(*, viewer: User, request: MembershipRequest) -> bool:
    """Say whether the answer is his: of an owner when somebody wants in, else of the person who is wanted."""
    if request.kind in _WANTS_IN:
        return rights_of(viewer=viewer, space=request.space).may_manage
    return request.person_id == viewer.pk


def require_owner(*, viewer: User, space: Space) -> None:
    """State that the viewer owns the space. Raises NotAllowed."""
    require(rights_of(viewer=viewer, space=space).may_manage, _("Only an owner of this space can do this."))


def locked(space: Space) -> Space:
    """Fetch the space anew and hold it until the transaction ends. Raises Refusal when it is gone.

    So one act at a time happens in a space, and two at once never leave it without an owner.
    """
    found = Space.objects.select_for_update(of=("self",)).filter(pk=space.pk).first()
    if found is None:
        raise NotPossible(_("This space is not here any more."))
    return found


def managed(*, viewer: User, space: Space) -> Space:
    """Lock the space and state that the viewer owns it now, whatever he was when his page was made."""
    found = locked(space)
    forget_known_roles(viewer)
    require_owner(viewer=viewer, space=found)
    return found


def require_in_use(space: Space) -> None:
    """State that the space is not archived. Raises Refusal."""
    if space.archived_at is not None:
        raise NotPossible(_("This space is archived. Open it again first."))


def has_owner_beside(member: Member) -> bool:
    """Say whether somebody else who works here owns the space. Ask under its lock."""
    owners = Member.objects.filter(space=member.space_id, role=Role.MANAGER, person__is_active=True)
    return owners.exclude(pk=member.pk).exists()


def require_another_owner(member: Member) -> None:
    """State that taking this place away leaves an owner. Raises Refusal."""
    if member.role == Role.MANAGER and not has_owner_beside(member):
        raise NotPossible(_("A space needs an owner. Hand this space over first."))


def require_can_own(person: User) -> None:
    """State that somebody can be owner of a space. Raises Refusal for a guest and for who left."""
    if not person.may(Right.MAKE_SPACES):
        raise NotPossible(_("A guest cannot own a space."), field="role")
    require_works_here(person)


def require_works_here(person: User) -> None:
    """State that somebody may sign in. Raises Refusal."""
    if not may_sign_in(person):
        raise NotPossible(_("This colleague does not work here any more."), field="person")


def require_open(request: MembershipRequest) -> None:
    """State that nobody answered yet. Raises Refusal."""
    if request.state != RequestState.OPEN:
        raise NotPossible(_("This was answered or withdrawn already."))
