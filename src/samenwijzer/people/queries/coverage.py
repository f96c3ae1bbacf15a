"""Where knowledge is thin: how many colleagues know each subject, as the viewer could find them himself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models.functions import Lower
from django.urls import reverse

from samenwijzer.accounts.queries import departments_under
from samenwijzer.kernel import clock
from samenwijzer.kernel.paging import Page
from samenwijzer.people.access import colleagues_to_see
from samenwijzer.people.models import Confirmation, DeclaredSubject, SubjectChoice
from samenwijzer.people.queries import _weights as weights
from samenwijzer.people.queries._ranking import DEEDS, Evidence, Standing
from samenwijzer.search import queries as engine
from samenwijzer.subjects.models import Subject

if TYPE_CHECKING:
    import datetime
    from collections.abc import Container, Mapping, Sequence

    from samenwijzer.accounts.models import User
    from samenwijzer.kernel.modules import Tie
    from samenwijzer.search.found import TiedHit

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFilters:
    """Of whom and of what; None means all."""

    department_id: int | None = None
    subject_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Knower:
    """Somebody who knows a thin subject. `leaves_on` is empty for a viewer whom it does not concern."""

    name: str
    url: str
    leaves_on: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A subject with the number of people who know it, `weights.THIN` + 1 meaning that many or more.

    `people` names them when they are at most `weights.THIN`.
    """

    subject_id: int
    name: str
    number: int
    people: tuple[Knower, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A page of subjects, those that fewest know first; `none` and `one` count subjects on all pages."""

    page: Page[Covered]
    none: int
    one: int


def coverage(
    *,
    viewer: User,
    filters: CoverageFilters,
    number: int = 1,
    day: datetime.date | None = None,
) -> Coverage:
    """Count who knows each subject, of those whom and by what the viewer may read, and name few.

    At most seven queries besides those of search, however many subjects. Nobody's leaving changes the order.
    """
    day = day or clock.today()
    people = colleagues_to_see(viewer=viewer)
    if filters.department_id is not None:
        people = people.filter(department_id__in=departments_under([filters.department_id]))
    subjects = Subject.objects.order_by(Lower("name"), "pk")
    if filters.subject_id is not None:
        subjects = subjects.filter(pk=filters.subject_id)
    rows = list(subjects.only("name", "owner_id"))
    here = set(people.order_by().values_list("pk", flat=True))
    known = _known([row.pk for row in rows], here, viewer, day)
    rows.sort(key=lambda row: min(len(known[row.pk]), weights.THIN + 1))
    last = max(1, -(-len(rows) // PAGE_SIZE))
    number = min(max(number, 1), last)
    shown = rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    thin = {pk for row in shown if len(known[row.pk]) <= weights.THIN for pk in known[row.pk]}
    named = people.in_bulk(thin)
    return Coverage(
        page=Page(
            [_covered(row, known[row.pk], named, viewer) for row in shown], number, PAGE_SIZE, len(rows)
        ),
        none=sum(not found for found in known.values()),
        one=sum(len(found) == 1 for found in known.values()),
    )


def _known(
    subjects: Sequence[int], here: Container[int], viewer: User, day: datetime.date
) -> Mapping[int, set[int]]:
    """Find for each subject who of these people knows it, and stop looking when they are not few any more."""
    known: dict[int, set[int]] = {subject: set() for subject in subjects}
    said = DeclaredSubject.objects.shown().order_by().values_list("subject_id", "person_id")
    told = Confirmation.objects.shown().filter(withheld_at=None).order_by()
    for subject, person in said.union(told.values_list("subject_id", "person_id")):
        if subject in known and person in here:
            known[subject].add(person)
    away = set(SubjectChoice.objects.order_by().values_list("subject_id", "person_id"))
    pieces: dict[tuple[int, int], list[Evidence]] = defaultdict(list)

    def take(subject: int, hit: TiedHit) -> bool:
        for tie in hit.ties:
            person = tie.person_id
            if tie.kind in DEEDS and person in here and (subject, person) not in away:
                mine = pieces[subject, person]
                mine.append(_piece(hit, tie))
                if Standing.gather(mine, day=day)[person].total >= weights.COVERS:
                    known[subject].add(person)
        return len(known[subject]) <= weights.THIN

    engine.ties_about([pk for pk in subjects if len(known[pk]) <= weights.THIN], viewer=viewer, take=take)
    return known


def _piece(hit: TiedHit, tie: Tie) -> Evidence:
    return Evidence(
        person_id=tie.person_id,
        kind=tie.kind,
        title=tie.text or hit.title,
        relevance=1.0,
        on=tie.on,
        state=hit.state,
    )


def _covered(subject: Subject, known: set[int], named: Mapping[int, User], viewer: User) -> Covered:
    few = [named[pk] for pk in known if pk in named] if len(known) <= weights.THIN else []
    return Covered(
        subject_id=subject.pk,
        name=subject.name,
        number=min(len(known), weights.THIN + 1),
        people=tuple(
            Knower(
                name=person.name,
                url=reverse("people:person", args=[person.pk]),
                leaves_on=person.leaves_on if _concerns(viewer, person, subject) else None,
            )
            for person in sorted(few, key=lambda one: (one.name, one.pk))
        ),
    )


def _concerns(viewer: User, person: User, subject: Subject) -> bool:
    """Say whether the viewer may know that he leaves: himself, his team manager, the subject's owner."""
    leads = person.team is not None and person.team.manager_id == viewer.pk
    return leads or viewer.pk in (person.pk, subject.owner_id)
