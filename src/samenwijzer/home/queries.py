"""What the home page and the result page show, as plain values."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samenwijzer.accounts.queries import colleague_like
from samenwijzer.documents import queries as documents
from samenwijzer.forum import queries as forum
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import active, is_active
from samenwijzer.kernel.paging import Page
from samenwijzer.people import queries as people
from samenwijzer.search import queries as engine
from samenwijzer.search.counting import Outcome
from samenwijzer.signpost import queries as signpost

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samenwijzer.accounts.models import User
    from samenwijzer.accounts.variants import Places
    from samenwijzer.kernel.modules import DocumentType, Task

PAGE_SIZE = 10
PEOPLE = 3
TASKS = 10
NEWS = 5
_ADDRESSES = {"question": "forum:question", "page": "documents:page"}
TYPES: tuple[DocumentType, ...] = ("service", "page", "question", "answer")


@dataclass(frozen=True, slots=True)
class NewItem:
    """Something new on one of the viewer's subjects. `subjects` are names, joined for the eye."""

    title: str
    url: str
    kind: str
    state: str | None
    subjects: str
    on: datetime.datetime


@dataclass(frozen=True, slots=True)
class StartPage:
    """All that the home page shows. `more_tasks` counts those that have no room here."""

    greeting: str
    tasks: Sequence[Task]
    more_tasks: int
    mine: Sequence[forum.QuestionRow]
    news: Sequence[NewItem]
    colleagues: Sequence[people.PersonCard]
    department: str
    department_id: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """A hit further down. `holds_for` names municipalities when it holds for some only."""

    hit: engine.Hit
    holds_for: tuple[str, ...]
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The best hit, as the answer column shows it. `agreed` holds only words that a department agreed on."""

    result: Result
    agreed: str
    department: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of result, with how many the viewer may read."""

    type: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class ResultPage:
    """All that the result page shows.

    `answer` is None on later pages, with a filter, and when nothing is found.

    `colleague` is whom somebody looked for who wrote a name, also with a slip of the pen.

    `nearby` are colleagues to call when nobody is known to know about it.
    """

    text: str
    colleague: people.PersonCard | None
    answer: Answer | None
    hits: Page[Result]
    tabs: Sequence[Tab]
    experts: Sequence[people.Expert]
    nearby: Sequence[people.PersonCard]
    total: int
    took_ms: float


def start_page(*, viewer: User) -> StartPage:
    """Gather the home page of a person."""
    subject_ids = people.subject_ids_of(viewer=viewer)
    waiting = tasks(viewer=viewer)
    return StartPage(
        greeting=_greeting(viewer.name.split()[0], clock.local_now()),
        tasks=waiting[:TASKS],
        more_tasks=len(waiting[TASKS:]),
        mine=forum.my_open_questions(viewer=viewer) if is_active("forum") else (),
        news=_news(viewer, subject_ids),
        colleagues=people.colleagues_today(viewer=viewer, limit=5),
        department="" if viewer.department is None else viewer.department.name,
        department_id=viewer.department_id,
    )


def tasks(*, viewer: User) -> list[Task]:
    """Give all that waits for the viewer, of every module, the newest first. One query per module."""
    found = [task for module in active() if module.tasks is not None for task in module.tasks(viewer)]
    return sorted(found, key=lambda task: task.at, reverse=True)


def result_page(*, viewer: User, text: str, type: str, number: int) -> ResultPage:  # noqa: A002
    """Find answers and colleagues. `type` filters when it is one of TYPES; any other value shows all."""
    types = tuple(known for known in TYPES if known == type)
    found = engine.search(
        text,
        viewer=viewer,
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
        filters=engine.Filters(types=types or TYPES),
        facets=True,
    )
    results = _own_place_first(found.hits, viewer)
    answer = None
    if results and number == 1 and not types:
        answer = _answer(results.pop(0), viewer)
    experts = people.experts(text, viewer=viewer, limit=PEOPLE, include_viewer=False)
    return ResultPage(
        text=text,
        colleague=people.colleague_meant(text, viewer=viewer) if number == 1 and not types else None,
        answer=answer,
        hits=Page(results, number, PAGE_SIZE, found.total),
        tabs=_tabs(found.facets.types, types),
        experts=experts,
        nearby=() if experts or not text else people.colleagues_today(viewer=viewer, limit=PEOPLE),
        total=found.total,
        took_ms=found.took_ms,
    )


def outcome(text: str, *, viewer: User) -> Outcome | None:
    """Say whether a search helps the viewer; None for what is like a colleague's name: it is nobody's gap."""
    if not text or colleague_like(text, viewer=viewer) is not None:
        return None
    found = engine.search(text, viewer=viewer, limit=1, filters=engine.Filters(types=TYPES))
    is_answered = bool(found.hits) and found.hits[0].tier == "service"
    return Outcome(is_found=bool(found.hits), is_answered=is_answered)


def _own_place_first(hits: Sequence[engine.Hit], viewer: User) -> list[Result]:
    """Say where each hit holds. Of variants of one thing, what holds where the viewer works comes first."""
    places: dict[tuple[str, int], Places] = {}
    for type_, ask in (("service", signpost.where_services_hold), ("page", documents.where_pages_hold)):
        numbers = [hit.ref.id for hit in hits if hit.type == type_]
        places |= {(type_, pk): held for pk, held in ask(viewer=viewer, ids=numbers).items()}
    spots: dict[tuple[str, int], list[int]] = defaultdict(list)
    for spot, hit in enumerate(hits):
        held = places.get((hit.type, hit.ref.id))
        spots[hit.type, hit.ref.id if held is None else held.root].append(spot)
    order = list(range(len(hits)))
    for taken in spots.values():
        rank = {spot: _rank(places.get((hits[spot].type, hits[spot].ref.id))) for spot in taken}
        for spot, best in zip(taken, sorted(taken, key=lambda spot: (rank[spot], spot)), strict=True):
            order[spot] = best
    found = [(hits[spot], places.get((hits[spot].type, hits[spot].ref.id))) for spot in order]
    return [Result(hit, held.names if held else (), bool(held and held.is_mine)) for hit, held in found]


def _rank(held: Places | None) -> int:
    """Order what holds for the viewer, what holds where nothing else does, and what holds elsewhere."""
    if held is None:
        return 1
    return 0 if held.is_mine else 2


def _answer(result: Result, viewer: User) -> Answer:
    hit = result.hit
    if hit.type != "service":
        return Answer(result, "", "")
    agreed = signpost.agreed_answer(hit.ref.id, viewer=viewer)
    return Answer(result, agreed.html, agreed.department)


def _tabs(counts: Mapping[str, int], types: tuple[str, ...]) -> list[Tab]:
    labels = {
        "service": _("Services"),
        "page": pgettext("kind of result", "Pages"),
        "question": _("Questions"),
        "answer": _("Answers"),
    }
    every = sum(counts.get(known, 0) for known in TYPES)
    tabs = [Tab("", _("Everything"), every, not types)]
    tabs += [
        Tab(known, labels[known], counts.get(known, 0), known in types)
        for known in TYPES
        if counts.get(known, 0) or known in types
    ]
    return tabs


def _news(viewer: User, subject_ids: Sequence[int]) -> list[NewItem]:
    """Read what is new on the subjects, whatever it is: one query, and one for the names of the subjects."""
    if not subject_ids:
        return []
    questions = forum.new_on_subjects(viewer=viewer, subject_ids=subject_ids)
    pages = documents.new_on_subjects(viewer=viewer, subject_ids=subject_ids)
    if not is_active("forum"):
        questions = questions.none()
    if not is_active("documents"):
        pages = pages.none()
    rows = list(questions.union(pages, all=True).order_by("-at", "-pk")[:NEWS])
    if not rows:
        return []
    asked = [pk for kind, pk, *_rest in rows if kind == "question"]
    written = [pk for kind, pk, *_rest in rows if kind == "page"]
    of_questions = forum.subjects_among(viewer=viewer, questions=asked, subject_ids=subject_ids)
    of_pages = documents.subjects_among(viewer=viewer, pages=written, subject_ids=subject_ids)
    names: dict[tuple[str, int], list[str]] = defaultdict(list)
    for kind, pk, name in of_questions.union(of_pages, all=True):
        names[kind, pk].append(name)
    kinds = {"question": _("Question"), "page": _("Working instruction")}
    return [
        NewItem(
            title=title,
            url=reverse(_ADDRESSES[kind], args=[pk]),
            kind=kinds[kind],
            state=state,
            subjects=", ".join(sorted(names[kind, pk], key=str.casefold)),
            on=at,
        )
        for kind, pk, title, state, at in rows
    ]


def _greeting(name: str, moment: datetime.datetime) -> str:
    if moment.hour < 12:
        return _("Good morning, %(name)s") % {"name": name}
    if moment.hour < 18:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def kind_of(suggestion: engine.Suggestion) -> str:
    """Name what a suggestion is, for the line beside it. What is no longer current says so."""
    if suggestion.state == "expired":
        return _("Expired")
    if suggestion.state == "replaced":
        return _("Replaced")
    return {
        "service": _("Service"),
        "page": pgettext("one result", "Page"),
        "question": _("Question"),
        "answer": _("Answer"),
        "person": _("Colleague"),
    }[suggestion.type]


def box_address(text: str) -> str:
    """Return the address of the results for a text."""
    return f"{reverse('home:search')}?{urlencode({'q': text})}"
