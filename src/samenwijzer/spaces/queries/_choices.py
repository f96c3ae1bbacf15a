"""Spaces, colleagues and groups to choose from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import CharField, Model, Q, QuerySet, Value

from samenwijzer.accounts.access import is_here
from samenwijzer.accounts.models import Department, Right, Team, User
from samenwijzer.spaces.models import Member, Role, Space, Visibility, roles_of

_Row = TypeVar("_Row", bound=Model)
_DEEPEST = 20
_MOST_FOUND = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceOption:
    """A space to choose from."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonOption:
    """A colleague or guest to choose, with what tells him from a namesake."""

    id: int
    name: str
    function: str
    department: str
    is_guest: bool


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


def space_names(*, viewer: User, ids: Collection[int]) -> QuerySet[Space, tuple[str, int, str]]:
    """Name those of these spaces whose content the viewer may read: "space", number, name; for a union."""
    return _named(Space.objects.readable_by(viewer).filter(pk__in=ids), "space")


def department_names(*, viewer: User, ids: Collection[int]) -> QuerySet[Department, tuple[str, int, str]]:
    """Name these departments, none to a guest: "department", number, name; for a union."""
    rows = Department.objects.all() if viewer.may(Right.READ_OPEN) else Department.objects.none()
    return _named(rows.filter(pk__in=ids), "department")


def department_options(*, viewer: User) -> tuple[tuple[int, str], ...]:
    """Return the departments to choose from; a guest, who knows none, gets nothing."""
    rows = Department.objects.all() if viewer.may(Right.READ_OPEN) else Department.objects.none()
    return tuple(rows.order_by("name", "pk").values_list("pk", "name"))


def team_options(*, viewer: User) -> tuple[tuple[int, str], ...]:
    """Return the teams to choose from, each with its department."""
    rows = Team.objects.all() if viewer.may(Right.READ_OPEN) else Team.objects.none()
    named = rows.order_by("name", "pk").values_list("pk", "name", "department__name")
    return tuple((pk, f"{name} ({department})") for pk, name, department in named)


def people_to_choose(
    text: str, *, viewer: User, space: Space, without: Iterable[Role] = Role, guests: bool = True
) -> tuple[PersonOption, ...]:
    """Find who may be given a place, by a part of the name or the whole address; at most twenty, by name.

    Leaves out who has one of the roles `without` there himself, and not by his team or department.
    """
    words = text.split()
    if not words or not viewer.may(Right.READ_OPEN):
        return ()
    by_name = Q()
    for word in words[:5]:
        by_name &= Q(name__icontains=word)
    placed = Member.objects.filter(space=space, person__isnull=False, role__in=list(without)).values("person")
    rows = (
        User.objects.filter(by_name | Q(email__iexact=text.strip()), is_here())
        .exclude(pk__in=placed)
        .select_related("department")
        .order_by("name", "pk")
    )
    if not guests:
        rows = rows.filter(guest_until__isnull=True)
    return tuple(_person(row) for row in rows[:_MOST_FOUND])


def _named(rows: QuerySet[_Row], kind: str) -> QuerySet[_Row, tuple[str, int, str]]:
    said = Value(kind, output_field=CharField())
    return rows.order_by().values_list(said, "pk", "name")


def _person(person: User) -> PersonOption:
    return PersonOption(
        id=person.pk,
        name=person.name,
        function=person.function,
        department=person.department.name if person.department else "",
        is_guest=person.is_guest,
    )
