"""Teams, departments and the whole organisation: who leads, who is there, what they know."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse

from samenwijzer.accounts.access import working_on
from samenwijzer.accounts.models import Department, Team, User
from samenwijzer.kernel import clock
from samenwijzer.people.access import colleagues_to_see
from samenwijzer.people.models import DeclaredSubject
from samenwijzer.people.queries.cards import PersonCard
from samenwijzer.spaces.models import Space

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from django.db.models import QuerySet

MOST_PEOPLE = 60
"""How many members a team's page shows; the directory shows the rest."""

MOST_SUBJECTS = 15
_NOBODY = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectKnown:
    """A subject, and how many people of a team or department declare it."""

    subject_id: int
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Link:
    """Something with a page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage:
    """A team as its page shows it. `total` counts its members, `today` who of them works today."""

    id: int
    name: str
    department_id: int
    department: str
    manager: PersonCard | None
    location: str
    location_about: str
    may_lead: bool
    people: tuple[PersonCard, ...]
    total: int
    today: int
    subjects: tuple[SubjectKnown, ...]
    spaces: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRow:
    """A team in a list, with who leads it."""

    id: int
    name: str
    url: str
    manager: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A department in the tree. `people` counts all below it too."""

    id: int
    name: str
    url: str
    people: int
    teams: tuple[TeamRow, ...]
    below: tuple[Branch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentPage:
    """A department as its page shows it. `above` leads from the top of the organisation to it."""

    branch: Branch
    above: tuple[Link, ...]
    today: int
    subjects: tuple[SubjectKnown, ...]
    spaces: tuple[Link, ...]


def team_page(*, viewer: User, team: Team, day: datetime.date | None = None) -> TeamPage:
    """Gather the page of a team that `access.team_to_see` gave. Six queries."""
    day = day or clock.today()
    people = colleagues_to_see(viewer=viewer).filter(team=team)
    total, today = _counts(people, day)
    manager = team.manager if team.manager is not None and team.manager.is_active else None
    shown = people.exclude(pk=manager.pk if manager is not None else _NOBODY).order_by("name", "pk")
    return TeamPage(
        id=team.pk,
        name=team.name,
        department_id=team.department_id,
        department=team.department.name,
        manager=None
        if manager is None
        else PersonCard.of(
            manager, viewer=viewer, day=day, in_department=manager.department_id == team.department_id
        ),
        location="" if team.location is None else team.location.name,
        location_about="" if team.location is None else team.location.about,
        may_lead=manager == viewer,
        people=tuple(
            PersonCard.of(
                person, viewer=viewer, day=day, in_department=person.department_id == team.department_id
            )
            for person in shown[:MOST_PEOPLE]
        ),
        total=total,
        today=today,
        subjects=_subjects_of(people),
        spaces=_spaces(viewer, {"team": team.pk}),
    )


def department_page(
    *, viewer: User, department: Department, day: datetime.date | None = None
) -> DepartmentPage:
    """Gather the page of a department that `access.department_to_see` gave. Seven queries."""
    day = day or clock.today()
    tree = _Tree.read(viewer)
    branch = tree.branch(department.pk)
    people = colleagues_to_see(viewer=viewer).filter(department__in=_ids_of(branch))
    return DepartmentPage(
        branch=branch,
        above=tree.above(department.pk),
        today=working_on(people, day=day).count(),
        subjects=_subjects_of(people),
        spaces=_spaces(viewer, {"department": department.pk, "team": None}),
    )


def organisation(*, viewer: User) -> tuple[Branch, ...]:
    """Return the whole organisation as trees of departments with their teams. Three queries."""
    tree = _Tree.read(viewer)
    return tuple(tree.branch(pk) for pk in tree.tops())


class _Tree:
    """All departments, teams and counts, read at once: an organisation has tens or hundreds of them."""

    def __init__(
        self,
        departments: Mapping[int, Department],
        teams: Mapping[int, list[TeamRow]],
        people: Mapping[int, int],
    ) -> None:
        self.departments = departments
        self.teams = teams
        self.people = people
        self.children: dict[int | None, list[int]] = defaultdict(list)
        for department in departments.values():
            self.children[department.parent_id].append(department.pk)

    @classmethod
    def read(cls, viewer: User) -> _Tree:
        in_department: dict[int, int] = defaultdict(int)
        in_team: dict[int, int] = defaultdict(int)
        rows = colleagues_to_see(viewer=viewer).order_by().values_list("department_id", "team_id")
        for department_id, team_id, number in rows.annotate(number=Count("pk")):
            in_department[department_id] += number
            in_team[team_id] += number
        teams: dict[int, list[TeamRow]] = defaultdict(list)
        for team in Team.objects.select_related("manager").order_by("name", "pk"):
            teams[team.department_id].append(
                TeamRow(
                    id=team.pk,
                    name=team.name,
                    url=reverse("people:team", args=[team.pk]),
                    manager=team.manager.name if team.manager is not None and team.manager.is_active else "",
                    people=in_team.get(team.pk, 0),
                )
            )
        departments = {row.pk: row for row in Department.objects.order_by("name", "pk")}
        return cls(departments, teams, in_department)

    def tops(self) -> list[int]:
        return list(self.children[None])

    def branch(self, pk: int, passed: frozenset[int] = frozenset()) -> Branch:
        """Make the tree under a department; a circle in the data ends where it closes."""
        passed |= {pk}
        below = tuple(self.branch(child, passed) for child in self.children[pk] if child not in passed)
        return Branch(
            id=pk,
            name=self.departments[pk].name,
            url=reverse("people:department", args=[pk]),
            people=self.people.get(pk, 0) + sum(branch.people for branch in below),
            teams=tuple(self.teams[pk]),
            below=below,
        )

    def above(self, pk: int) -> tuple[Link, ...]:
        """Lead from the top to the department, which is left out."""
        found: list[Link] = []
        passed = {pk}
        parent = self.departments[pk].parent_id
        while parent is not None and parent not in passed:
            passed.add(parent)
            found.append(Link(self.departments[parent].name, reverse("people:department", args=[parent])))
            parent = self.departments[parent].parent_id
        return tuple(reversed(found))


def _ids_of(branch: Branch) -> list[int]:
    return [branch.id, *(pk for below in branch.below for pk in _ids_of(below))]


def _counts(people: QuerySet[User], day: datetime.date) -> tuple[int, int]:
    """Count people, and who of them works that day. Two queries."""
    return people.count(), working_on(people, day=day).count()


def _subjects_of(people: QuerySet[User]) -> tuple[SubjectKnown, ...]:
    """Give what these people say they know, by how many of them: figures of a group. One query."""
    rows = (
        DeclaredSubject.objects.shown()
        .filter(person__in=people.order_by().values("pk"))
        .order_by()
        .values_list("subject_id", "subject__name")
        .annotate(number=Count("pk"))
        .order_by("-number", "subject__name")[:MOST_SUBJECTS]
    )
    return tuple(SubjectKnown(subject_id=pk, name=name, number=number) for pk, name, number in rows)


def _spaces(viewer: User, where: Mapping[str, int | None]) -> tuple[Link, ...]:
    """Give the spaces that belong there and that the viewer may read. A closed one shows its name alone."""
    rows = Space.objects.readable_by(viewer).filter(archived_at__isnull=True, **where).order_by("name", "pk")
    return tuple(
        Link(name, reverse("spaces:space", args=[pk])) for pk, name in rows.values_list("pk", "name")[:30]
    )
