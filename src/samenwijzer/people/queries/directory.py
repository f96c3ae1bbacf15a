"""The directory: colleagues by department, with filters."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import F
from django.db.models.functions import Lower

from samenwijzer.accounts.access import working_on
from samenwijzer.accounts.models import Department, User
from samenwijzer.kernel import clock
from samenwijzer.kernel.paging import Page, paged
from samenwijzer.people.access import colleagues_to_see
from samenwijzer.people.models import DeclaredSubject
from samenwijzer.people.queries.cards import PersonCard
from samenwijzer.subjects.models import Subject

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

PAGE_SIZE = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the visitor asks the directory for. None and empty mean: all."""

    department_id: int | None = None
    subject_id: int | None = None
    name: str = ""
    today: bool = False

    @property
    def narrow(self) -> bool:
        return bool(self.department_id or self.subject_id or self.name or self.today)


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one department who stand on this page. `id` is None for people without a department."""

    id: int | None
    name: str
    people: Sequence[PersonCard]


@dataclass(frozen=True, slots=True)
class Directory:
    """One page of the directory."""

    groups: Sequence[Group]
    page: Page[PersonCard]


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose in a filter; `depth` counts the departments above it."""

    id: int
    name: str
    depth: int = 0


def directory(
    *, viewer: User | None, filters: Filters, number: int = 1, day: datetime.date | None = None
) -> Directory:
    """Read one page of colleagues, ordered by department and name. At most five queries."""
    day = day or clock.today()
    people = colleagues_to_see(viewer=viewer)
    if filters.department_id is not None:
        people = people.filter(department_id__in=_with_parts(filters.department_id))
    if filters.subject_id is not None:
        people = people.filter(declared_subjects__subject_id=filters.subject_id)
    if filters.today:
        people = working_on(people, day=day)
    if filters.name:
        people = people.filter(pk__in=_ids_by_name(people, filters.name))
    page = paged(
        people.order_by(F("department__name").asc(nulls_last=True), "department_id", "name", "pk"),
        lambda person: person,
        number=number,
        size=PAGE_SIZE,
    )
    subjects = _subjects_of(page.items)
    cards = [
        PersonCard.of(person, day=day, subjects=subjects[person.pk], in_department=True)
        for person in page.items
    ]
    return Directory(
        [
            Group(department[0], department[1], list(rows))
            for department, rows in groupby(cards, key=lambda row: (row.department_id, row.department))
        ],
        Page(cards, page.number, page.size, page.total),
    )


def department_options(*, viewer: User | None) -> tuple[Option, ...]:
    """Return every department as a tree, each right under the one above it. One query."""
    below: dict[int | None, list[Department]] = defaultdict(list)
    for department in Department.objects.order_by("name", "pk"):
        below[department.parent_id].append(department)

    def walk(parent: int | None, depth: int) -> Iterable[Option]:
        for department in below.pop(parent, ()):
            yield Option(department.pk, department.name, depth)
            yield from walk(department.pk, depth + 1)

    return tuple(walk(None, 0))


def subject_options(*, viewer: User | None) -> tuple[Option, ...]:
    """Return the subjects that at least one colleague declares. One query."""
    known = DeclaredSubject.objects.filter(person__in=colleagues_to_see(viewer=viewer)).values("subject")
    rows = Subject.objects.filter(pk__in=known).order_by(Lower("name"), "name").values_list("pk", "name")
    return tuple(Option(pk, name) for pk, name in rows)


def _with_parts(department_id: int) -> set[int]:
    """Return a department and all below it. One query; a circle in the data ends."""
    below: dict[int | None, list[int]] = defaultdict(list)
    for pk, parent_id in Department.objects.values_list("pk", "parent_id"):
        below[parent_id].append(pk)
    found: set[int] = set()
    waiting = [department_id]
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting.extend(below.get(pk, ()))
    return found


def _ids_by_name(people: QuerySet[User], name: str) -> list[int]:
    """Return who has all these words in the name, whatever accents and capitals: SQLite folds only ASCII."""
    wanted = _folded(name).split()
    rows = people.order_by().values_list("pk", "name")
    return [pk for pk, full in rows if all(word in _folded(full) for word in wanted)]


def _folded(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


def _subjects_of(people: Iterable[User]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = DeclaredSubject.objects.filter(person__in=[person.pk for person in people])
    for pk, name in rows.order_by("subject__name").values_list("person_id", "subject__name"):
        found[pk].append(name)
    return found
