"""What the result page shows, as plain values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samenwijzer.accounts.queries import colleague_like
from samenwijzer.documents import queries as documents
from samenwijzer.kernel.paging import Page
from samenwijzer.people import queries as people
from samenwijzer.search import queries as engine
from samenwijzer.search.counting import Outcome
from samenwijzer.signpost import queries as signpost

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samenwijzer.accounts.models import User
    from samenwijzer.accounts.variants import Places
    from samenwijzer.kernel.modules import DocumentType

PAGE_SIZE = 10
PEOPLE = 3
TYPES: tuple[DocumentType, ...] = ("service", "page", "question", "answer")


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


def box_address(text: str) -> str:
    """Return the address of the results for a text."""
    return f"{reverse('home:search')}?{urlencode({'q': text})}"
