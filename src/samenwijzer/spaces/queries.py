"""Reads about spaces: above all the few tokens that say what a person may read."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.models import GUEST_BIT, Right, User
from samenwijzer.accounts.queries import departments_under
from samenwijzer.spaces.access import rights_of
from samenwijzer.spaces.models import Member, Role, Space, Visibility, roles_of

EVERYBODY = "all"
_DEEPEST = 20
ROLE_NAMES = {
    Role.READER: _("reader"),
    Role.CONTRIBUTOR: _("contributor"),
    Role.EDITOR: _("editor"),
    Role.MANAGER: _("owner"),
}
# What an auditor reads beside the name of a role.
ROLE_MEANINGS = {
    Role.READER: _("Reads everything in this space."),
    Role.CONTRIBUTOR: _("Reads and writes in this space."),
    Role.EDITOR: _("Writes, and keeps the space in order."),
    Role.MANAGER: _("Owns this space, and decides who may join."),
}


def reader_tokens(*, viewer: User | None) -> frozenset[str]:
    """Return what search and lists filter on, such as {"all", "person:7", "space:12"}.

    A viewer of None is any colleague; a guest reads only in his own spaces. One query, also when asked again
    for the same object of the viewer.
    """
    if viewer is None:
        return frozenset({EVERYBODY})
    everybody = {EVERYBODY} if viewer.may(Right.READ_OPEN) else set()
    return frozenset({*everybody, f"person:{viewer.pk}", *(f"space:{pk}" for pk in roles_of(viewer))})


def tokens_of(space: Space) -> frozenset[str]:
    """Return the tokens of those who may read what lives in this space."""
    room = f"space:{space.pk}"
    return frozenset({EVERYBODY, room} if space.visibility == Visibility.OPEN else {room})


def readers_of(space: Space) -> QuerySet[User]:
    """Return who may read what lives in this space: for an open one every employee, and its members.

    Also who is blocked or left; add `is_active=True` where that matters. At most two queries before its own.
    """
    rows = list(Member.objects.filter(space=space).exclude(person__isnull=False))
    departments = departments_under({row.department_id for row in rows if row.department_id})
    teams = [row.team_id for row in rows if row.team_id]
    reads = Q(pk__in=Member.objects.filter(space=space, person__isnull=False).values("person"))
    reads |= Q(team__in=teams) | Q(department__in=list(departments))
    if space.visibility == Visibility.OPEN:
        reads |= Q(role_bits__lt=GUEST_BIT)
    return User.objects.filter(reads)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceOption:
    """A space to choose from."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceRow:
    """A space in the list. `role` is the viewer's own, or empty."""

    id: int
    name: str
    url: str
    department: str
    visibility: str
    members: int
    may_read: bool
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A person's place in a space, and what that place allows."""

    name: str
    initials: str
    function: str
    role: str
    role_name: str
    may: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpacePage:
    """A space with who is who. An open space has no full list: every colleague writes there."""

    id: int
    name: str
    department: str
    visibility: str
    members: tuple[MemberRow, ...]


def default_space(*, viewer: User) -> Space | None:
    """Return the open space of the viewer's department, or of the nearest department above it."""
    department = viewer.department
    for _step in range(_DEEPEST):
        if department is None:
            return None
        space = Space.objects.filter(default_for=department).first()
        if space is not None:
            return space
        department = department.parent
    return None


def spaces_to_post_in(*, viewer: User) -> tuple[SpaceOption, ...]:
    """Return the spaces in which the viewer may write, by name."""
    writing = Q(pk__in=[pk for pk, role in roles_of(viewer).items() if role != Role.READER])
    if viewer.may(Right.READ_OPEN):
        writing |= Q(visibility=Visibility.OPEN)
    rows = Space.objects.filter(writing, archived_at__isnull=True).order_by("name", "pk")
    return tuple(SpaceOption(id=pk, name=name) for pk, name in rows.values_list("pk", "name"))


def spaces_to_read(*, viewer: User | None) -> tuple[SpaceOption, ...]:
    """Return the spaces whose content the viewer may read, by name."""
    rows = Space.objects.readable_by(viewer).order_by("name", "pk")
    return tuple(SpaceOption(id=pk, name=name) for pk, name in rows.values_list("pk", "name"))


def space_list(*, viewer: User) -> tuple[SpaceRow, ...]:
    """Return every space whose name the viewer may know, by name."""
    rows = (
        Space.objects.visible_to(viewer)
        .select_related("department")
        .annotate(member_count=Count("memberships"))
        .order_by("name", "pk")
    )
    return tuple(_space_row(space, viewer) for space in rows)


def _space_row(space: Space, viewer: User) -> SpaceRow:
    """Show a space. Of a closed one, who is no member learns the name alone."""
    role = roles_of(viewer).get(space.pk)
    may_read = rights_of(viewer=viewer, space=space).may_read
    return SpaceRow(
        id=space.pk,
        name=space.name,
        url=reverse("spaces:space", args=[space.pk]),
        department=space.department.name if space.department and may_read else "",
        visibility=space.visibility,
        members=space.member_count if may_read else 0,  # type: ignore[attr-defined]
        may_read=may_read,
        role=str(ROLE_NAMES[role]) if role else "",
    )


def space_page(*, viewer: User, space: Space) -> SpacePage:
    """Gather the page of a space that the viewer may read."""
    rows = (
        Member.objects.filter(space=space, person__is_active=True)
        .select_related("person")
        .order_by("person__name", "pk")
    )
    members = [
        MemberRow(
            name=row.person.name,
            initials=row.person.initials,
            function=row.person.function,
            role=row.role,
            role_name=str(ROLE_NAMES[Role(row.role)]),
            may=str(ROLE_MEANINGS[Role(row.role)]),
        )
        for row in rows
    ]
    order = [role.value for role in reversed(Role)]
    members.sort(key=lambda member: order.index(member.role))
    return SpacePage(
        id=space.pk,
        name=space.name,
        department=space.department.name if space.department else "",
        visibility=space.visibility,
        members=tuple(members),
    )
