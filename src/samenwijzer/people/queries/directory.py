"""The directory: colleagues by department, with filters."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.db.models.functions import Lower

from samenwijzer.accounts.access import shows, working_on
from samenwijzer.accounts.models import Department, ProfileField, User
from samenwijzer.accounts.queries import departments_under
from samenwijzer.kernel import clock
from samenwijzer.kernel.paging import Page
from samenwijzer.people.access import colleagues_to_see
from samenwijzer.people.models import DeclaredSubject
from samenwijzer.people.queries.cards import PersonCard
from samenwijzer.people.queries.subjects import known_for

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

PAGE_SIZE = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the visitor asks the directory for. None and empty mean: all. `name` may be of a function too."""

    department_id: int | None = None
    team_id: int | None = None
    location_id: int | None = None
    subject_id: int | None = None
    name: str = ""
    today: bool = False

    @property
    def narrow(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one department who stand on this page; `total` counts those on all pages.

    `id` is None for people without a department.
    """

    id: int | None
    name: str
    people: Sequence[PersonCard]
    total: int


@dataclass(frozen=True, slots=True)
class Directory:
    """One page of the directory."""

    groups: Sequence[Group]
    page: Page[PersonCard]


@dataclass(frozen=True, slots=True)
class _Found:
    """Who fits, without having read them all: how many by department, and those of one page."""

    totals: dict[int | None, int]
    number: int
    people: Sequence[User]


def directory(
    *, viewer: User | None, filters: Filters, number: int = 1, day: datetime.date | None = None
) -> Directory:
    """Read one page of colleagues, ordered by department and name. At most five queries, a guest's apart."""
    day = day or clock.today()
    people = _fitting(filters, viewer, day)
    words = _folded(filters.name).split()
    found = _by_words(people, words, number) if words else _by_department(people, number)
    subjects = _subjects_of(found.people)
    cards = [
        PersonCard.of(person, viewer=viewer, day=day, subjects=subjects[person.pk], in_department=True)
        for person in found.people
    ]
    return Directory(
        [
            Group(department[0], department[1], list(rows), found.totals[department[0]])
            for department, rows in groupby(cards, key=lambda row: (row.department_id, row.department))
        ],
        Page(cards, found.number, PAGE_SIZE, sum(found.totals.values())),
    )


def _fitting(filters: Filters, viewer: User | None, day: datetime.date) -> QuerySet[User]:
    people = colleagues_to_see(viewer=viewer)
    if filters.department_id is not None:
        people = people.filter(department_id__in=departments_under([filters.department_id]))
    if filters.team_id is not None:
        people = people.filter(team_id=filters.team_id)
    if filters.location_id is not None:
        # Who hides where he works is not found by it either.
        people = people.filter(shows(ProfileField.LOCATION, viewer=viewer), location_id=filters.location_id)
    if filters.subject_id is not None:
        people = people.filter(known_for(filters.subject_id))
    return working_on(people, day=day) if filters.today else people


def _by_department(people: QuerySet[User], number: int) -> _Found:
    """Count by department, and read only the departments that stand on the page. Two queries.

    So ten thousand people are counted and never sorted.
    """
    counted = (
        people.order_by(F("department__name").asc(nulls_last=True), "department_id")
        .values_list("department_id")
        .annotate(number=Count("pk"))
    )
    totals: dict[int | None, int] = dict(counted)
    number = _existing_page(number, sum(totals.values()))
    start, end = (number - 1) * PAGE_SIZE, number * PAGE_SIZE
    here: list[int | None] = []
    before = passed = 0
    for department_id, size in totals.items():
        if passed + size <= start:
            before = passed + size
        elif passed < end:
            here.append(department_id)
        passed += size
    rows = people.filter(Q(department__in=[pk for pk in here if pk is not None]) | _without(here))
    ordered = rows.order_by(F("department__name").asc(nulls_last=True), "department_id", "name", "pk")
    return _Found(totals, number, list(ordered[start - before : end - before]))


def _without(departments: list[int | None]) -> Q:
    return Q(department__isnull=True) if None in departments else Q(pk__in=[])


def _by_words(people: QuerySet[User], words: list[str], number: int) -> _Found:
    """Find who has all these words in name or function, whatever accents and capitals. Three queries.

    It is done here, because SQLite folds only ASCII; of each person it reads one short line.
    """
    lines = people.order_by().values_list("department_id", "name", "pk", "function")
    fits = [
        (department_id, _folded(name), pk)
        for department_id, name, pk, function in lines
        if all(word in _folded(f"{name} {function}") for word in words)
    ]
    place: dict[int | None, int] = {}
    for pk in Department.objects.order_by("name", "pk").values_list("pk", flat=True):
        place[pk] = len(place)
    place[None] = len(place)
    fits.sort(key=lambda row: (place.get(row[0], len(place)), *row[1:]))
    totals: dict[int | None, int] = defaultdict(int)
    for department_id, _name, _pk in fits:
        totals[department_id] += 1
    number = _existing_page(number, len(fits))
    wanted = [pk for _department, _name, pk in fits[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    read = people.in_bulk(wanted)
    return _Found(totals, number, [read[pk] for pk in wanted if pk in read])


def _existing_page(number: int, total: int) -> int:
    return min(max(number, 1), max(1, ceil(total / PAGE_SIZE)))


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


def _subjects_of(people: Iterable[User]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = DeclaredSubject.objects.shown().filter(person__in=[person.pk for person in people])
    for pk, name in rows.order_by(Lower("subject__name")).values_list("person_id", "subject__name"):
        found[pk].append(name)
    return found
