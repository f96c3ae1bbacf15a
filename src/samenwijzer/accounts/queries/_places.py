"""Departments, teams and the short lists, as an administrator sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from samenwijzer.accounts.models import (
    Department,
    Location,
    Municipality,
    PeopleImport,
    Team,
    User,
    WeekPattern,
)
from samenwijzer.accounts.queries._days import Week
from samenwijzer.accounts.queries._import_plan import week_words
from samenwijzer.accounts.queries._people import Named, PersonRow, person_row
from samenwijzer.kernel.paging import Page, paged

_WORKS = Q(people__is_active=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentRow:
    """A department in the tree. `depth` counts those above it; `people` those who work in itself."""

    id: int
    name: str
    url: str
    depth: int
    people: int
    teams: int

    @property
    def indented(self) -> str:
        return "\u2003" * self.depth + self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentPage:
    """A department and what is in it."""

    id: int
    name: str
    parent: Named | None
    parts: tuple[Named, ...]
    teams: tuple[TeamRow, ...]
    people: int
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRow:
    """A team in a list."""

    id: int
    name: str
    url: str
    department: str
    manager: str
    location: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage:
    """A team with its members."""

    row: TeamRow
    department_id: int
    members: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRow:
    """A location, municipality or week pattern in its list."""

    id: int
    name: str
    about: str
    used: int
    url: str


def department_tree(*, viewer: User) -> tuple[DepartmentRow, ...]:
    """Give every department right under the one above it. Three queries, whatever the number."""
    people = _counts(User.objects.filter(is_active=True, department__isnull=False), "department")
    teams = _counts(Team.objects.all(), "department")
    below: dict[int | None, list[Department]] = defaultdict(list)
    for department in Department.objects.order_by("name", "pk"):
        below[department.parent_id].append(department)

    def walk(parent: int | None, depth: int) -> Iterable[DepartmentRow]:
        for row in below.pop(parent, ()):
            yield DepartmentRow(
                id=row.pk,
                name=row.name,
                url=reverse("accounts:department", args=[row.pk]),
                depth=depth,
                people=people.get(row.pk, 0),
                teams=teams.get(row.pk, 0),
            )
            yield from walk(row.pk, depth + 1)

    return tuple(walk(None, 0))


def department_page(*, viewer: User, department: Department) -> DepartmentPage:
    """Gather a department and what is in it. Four queries."""
    parent = department.parent
    everybody = User.objects.filter(department=department)
    working = everybody.filter(is_active=True).count()
    return DepartmentPage(
        id=department.pk,
        name=department.name,
        parent=None if parent is None else _named("department", parent),
        parts=tuple(_named("department", row) for row in department.children.order_by("name", "pk")),
        teams=team_list(viewer=viewer, department=department),
        people=working,
        others=everybody.count() - working,
    )


def team_list(*, viewer: User, words: str = "", department: Department | None = None) -> tuple[TeamRow, ...]:
    """Give teams by name, at most 500. One query."""
    rows = Team.objects.select_related("department", "manager", "location")
    if department is not None:
        rows = rows.filter(department=department)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(department__name__icontains=words))
    counted = rows.annotate(members=Count("people", filter=_WORKS)).order_by("name", "pk")
    return tuple(_team_row(team, team.members) for team in counted[:500])


def team_page(*, viewer: User, team: Team) -> TeamPage:
    """Gather a team whose places were fetched. One query."""
    members = team.people.select_related("department", "team").order_by("name", "pk")
    rows = tuple(person_row(person) for person in members)
    return TeamPage(row=_team_row(team, len(rows)), department_id=team.department_id, members=rows)


def without_team(*, viewer: User, team: Team) -> tuple[tuple[int, str], ...]:
    """Give who works in the department of this team and is in none, by name. One query."""
    rows = User.objects.filter(department=team.department_id, team__isnull=True, is_active=True)
    found = rows.order_by("name", "pk").values_list("pk", "name", "function")
    return tuple((pk, ", ".join(filter(None, (name, function)))) for pk, name, function in found[:500])


def location_list(*, viewer: User) -> tuple[NamedRow, ...]:
    """Give every location, with how many people work there."""
    rows = Location.objects.annotate(used=Count("people")).order_by("name", "pk")
    return tuple(_named_row("location", row, row.about, row.used) for row in rows)


def municipality_list(*, viewer: User) -> tuple[NamedRow, ...]:
    """Give every municipality, with how many people work for it now."""
    rows = Municipality.objects.annotate(used=Count("people")).order_by("name", "pk")
    return tuple(_named_row("municipality", row, "", row.used) for row in rows)


def week_pattern_list(*, viewer: User) -> tuple[NamedRow, ...]:
    """Give every week pattern, with its days in words."""
    rows = WeekPattern.objects.order_by("name", "pk")
    return tuple(_named_row("week_pattern", row, _week_of(row, viewer), 0) for row in rows)


def place_choices(*, viewer: User) -> dict[str, list[tuple[str, str]]]:
    """Give what can be chosen for a person: departments as a tree, teams, locations. Five queries."""
    departments = department_tree(viewer=viewer)
    teams = Team.objects.select_related("department").order_by("department__name", "name", "pk")
    locations = Location.objects.order_by("name", "pk").values_list("pk", "name")
    return {
        "department": [(str(row.id), row.indented) for row in departments],
        "team": [(str(team.pk), f"{team.name} ({team.department.name})") for team in teams],
        "location": [(str(pk), name) for pk, name in locations],
    }


def week_choices(*, viewer: User) -> list[tuple[str, str]]:
    """Give the week patterns to choose from. One query."""
    return [
        (str(row.pk), f"{row.name}: {_week_of(row, viewer)}") for row in WeekPattern.objects.order_by("name")
    ]


def import_history(*, viewer: User, number: int = 1) -> Page[PeopleImport]:
    """Give the imports, newest first. Two queries."""
    rows = PeopleImport.objects.defer("rows", "refused", "leaving").select_related("made_by").order_by("-pk")
    return paged(rows, lambda made: made, number=number, size=10)


def leaving_people(*, viewer: User, made: PeopleImport) -> tuple[Named, ...]:
    """Name who is to leave after an import and is still here. One query."""
    rows = User.objects.filter(pk__in=made.leaving, left_at__isnull=True, forgotten_at__isnull=True)
    found = rows.order_by("name", "pk").values_list("pk", "name")
    return tuple(Named(id=pk, name=name, url=reverse("accounts:person", args=[pk])) for pk, name in found)


def _counts(rows: object, by: str) -> dict[int, int]:
    counted = rows.order_by().values(by).annotate(total=Count("pk")).values_list(by, "total")  # type: ignore[attr-defined]
    return dict(counted)


def _named(kind: str, row: Department) -> Named:
    return Named(id=row.pk, name=row.name, url=reverse(f"accounts:{kind}", args=[row.pk]))


def _named_row(kind: str, row: Location | Municipality | WeekPattern, about: str, used: int) -> NamedRow:
    return NamedRow(
        id=row.pk, name=row.name, about=about, used=used, url=reverse(f"accounts:{kind}", args=[row.pk])
    )


def _team_row(team: Team, members: int) -> TeamRow:
    return TeamRow(
        id=team.pk,
        name=team.name,
        url=reverse("accounts:team", args=[team.pk]),
        department=team.department.name,
        manager="" if team.manager is None else team.manager.name,
        location="" if team.location is None else team.location.name,
        people=members,
    )


def _week_of(row: WeekPattern, viewer: User) -> str:
    week = Week(row.working_day_bits, row.morning_only_bits, row.afternoon_only_bits)
    return week_words(week, viewer=viewer)
