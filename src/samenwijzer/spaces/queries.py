"""Reads about spaces: above all the few tokens that say what a person may read."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.models import User
from samenwijzer.spaces.models import Member, Role, Space, Visibility

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

    A viewer of None is any colleague. One query, also when asked again for the same object of the viewer.
    """
    if viewer is None:
        return frozenset({EVERYBODY})
    known: frozenset[str] | None = getattr(viewer, "_reader_tokens", None)
    if known is None:
        rooms = Member.objects.filter(person=viewer).values_list("space_id", flat=True)
        known = frozenset({EVERYBODY, f"person:{viewer.pk}", *(f"space:{pk}" for pk in rooms)})
        viewer._reader_tokens = known  # type: ignore[attr-defined]  # noqa: SLF001
    return known


def tokens_of(space: Space) -> frozenset[str]:
    """Return the tokens of those who may read what lives in this space."""
    if space.visibility == Visibility.OPEN:
        return frozenset({EVERYBODY})
    return frozenset({f"space:{space.pk}"})


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
    writing = Member.objects.filter(person=viewer).exclude(role=Role.READER).values("space")
    rows = Space.objects.filter(Q(visibility=Visibility.OPEN) | Q(pk__in=writing)).order_by("name", "pk")
    return tuple(SpaceOption(id=pk, name=name) for pk, name in rows.values_list("pk", "name"))


def spaces_to_read(*, viewer: User | None) -> tuple[SpaceOption, ...]:
    """Return the spaces whose content the viewer may read, by name."""
    rows = Space.objects.readable_by(viewer).order_by("name", "pk")
    return tuple(SpaceOption(id=pk, name=name) for pk, name in rows.values_list("pk", "name"))


def space_list(*, viewer: User) -> tuple[SpaceRow, ...]:
    """Return every space whose name the viewer may know, by name."""
    role = Member.objects.filter(space=OuterRef("pk"), person=viewer).values("role")[:1]
    rows = (
        Space.objects.visible_to(viewer)
        .select_related("department")
        .annotate(viewer_role=Subquery(role), member_count=Count("memberships"))
        .order_by("name", "pk")
    )
    return tuple(_space_row(space) for space in rows)


def _space_row(space: Space) -> SpaceRow:
    """Show a space. Of a closed one, who is no member learns the name alone."""
    role: str | None = space.viewer_role  # type: ignore[attr-defined]
    may_read = space.visibility == Visibility.OPEN or role is not None
    return SpaceRow(
        id=space.pk,
        name=space.name,
        url=reverse("spaces:space", args=[space.pk]),
        department=space.department.name if space.department and may_read else "",
        visibility=space.visibility,
        members=space.member_count if may_read else 0,  # type: ignore[attr-defined]
        may_read=may_read,
        role=str(ROLE_NAMES[Role(role)]) if role else "",
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
