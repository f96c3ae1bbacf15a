"""What the result page shows, as plain values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samenwijzer.accounts.queries import colleague_like
from samenwijzer.accounts.variants import placed
from samenwijzer.documents import queries as documents
from samenwijzer.home.queries._facets import Names, Narrowing, names_in, narrowing_of
from samenwijzer.home.queries._reasons import reason
from samenwijzer.home.queries._wish import TYPES, Wish
from samenwijzer.kernel.paging import Page
from samenwijzer.people import queries as people
from samenwijzer.search import analyzer
from samenwijzer.search import queries as engine
from samenwijzer.search.counting import Outcome
from samenwijzer.signpost import queries as signpost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from samenwijzer.accounts.models import User
    from samenwijzer.accounts.variants import Places

PAGE_SIZE = 10
PEOPLE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A hit with where it lives, why it was found, and the municipalities when it holds for some only."""

    hit: engine.Hit
    place: str
    reasons: tuple[SafeString, ...]
    holds_for: tuple[str, ...]
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The best hit, as the answer column shows it. `agreed` holds only words that a department agreed on."""

    result: Result
    agreed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """All that the result page shows.

    `answer` is None on later pages, with a filter or another order, and when nothing is found.

    `colleague` is whom somebody looked for who wrote a name, also with a slip of the pen; he stands not
    among `experts` or `nearby` as well, and `question` is then empty: a name asks nothing.

    `searched_as` are the words by which hits of this page were found that were typed otherwise.

    `is_empty` says that the text holds small words alone, with which nothing can be found.

    `nearby` are colleagues to call when nobody is known to know about it. `may_propose` says whether the
    viewer may say what the words are called here.
    """

    text: str
    wish: Wish
    colleague: people.PersonCard | None
    question: str
    answer: Answer | None
    hits: Page[Result]
    narrowing: Narrowing
    experts: Sequence[people.Expert]
    nearby: Sequence[people.PersonCard]
    total: int
    did_you_mean: str
    searched_as: tuple[str, ...]
    may_propose: bool
    is_empty: bool


def result_page(*, viewer: User, text: str, wish: Wish, number: int) -> ResultPage:
    """Find answers and colleagues."""
    found = engine.search(
        text,
        viewer=viewer,
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
        filters=wish.filters,
        sort=wish.sort,
        facets=True,
    )
    names = names_in(found, viewer=viewer, wish=wish)
    results = _results(found.hits, viewer=viewer, names=names, is_best_first=wish.sort == "best")
    answer = _answer(results.pop(0), viewer) if results and number == 1 and wish.is_plain else None
    colleague = people.colleague_meant(text, viewer=viewer)
    experts, nearby = _people(text, viewer, besides=0 if colleague is None else colleague.person_id)
    return ResultPage(
        text=text,
        wish=wish,
        colleague=colleague,
        question="" if colleague else text,
        answer=answer,
        hits=Page(results, number, PAGE_SIZE, found.total),
        narrowing=narrowing_of(text, found, viewer=viewer, wish=wish, names=names),
        experts=experts,
        nearby=nearby,
        total=found.total,
        did_you_mean=found.did_you_mean,
        searched_as=tuple(
            dict.fromkeys(why.found for hit in found.hits for why in hit.why if why.kind == "spelling")
        ),
        may_propose=people.may_look_around(viewer=viewer),
        is_empty=not any(analyzer.terms(text)),
    )


def outcome(text: str, *, viewer: User) -> Outcome | None:
    """Say whether a search helps the viewer; None for what is like a colleague's name: it is nobody's gap."""
    if not text or colleague_like(text, viewer=viewer) is not None:
        return None
    found = engine.search(text, viewer=viewer, limit=1, filters=engine.Filters(types=TYPES))
    is_answered = bool(found.hits) and found.hits[0].tier == "service"
    return Outcome(is_found=bool(found.hits), is_answered=is_answered)


def _people(
    text: str, viewer: User, *, besides: int
) -> tuple[Sequence[people.Expert], Sequence[people.PersonCard]]:
    """Give who knows, or else who of the department is there, without one who stands on the page already."""
    most = PEOPLE + bool(besides)
    experts = people.experts(text, viewer=viewer, limit=most, include_viewer=False)
    knowing = [one for one in experts if one.person_id != besides][:PEOPLE]
    if knowing or not text:
        return knowing, ()
    nearby = people.colleagues_today(viewer=viewer, limit=most)
    return (), [one for one in nearby if one.person_id != besides][:PEOPLE]


def _results(hits: Sequence[engine.Hit], *, viewer: User, names: Names, is_best_first: bool) -> list[Result]:
    """Say of each hit where it holds. Best first, what holds where the viewer works leads its variants."""
    services, pages = ([hit.ref.id for hit in hits if hit.type == kind] for kind in ("service", "page"))
    of_services = signpost.where_services_hold(viewer=viewer, ids=services)
    places = placed(
        of_services.union(documents.where_pages_hold(viewer=viewer, ids=pages), all=True), viewer=viewer
    )
    found = [(hit, places.get((hit.type, hit.ref.id))) for hit in hits]
    return [
        Result(
            hit=hit,
            place=names.place(hit),
            reasons=tuple(reason(why) for why in hit.why if why.kind != "spelling"),
            holds_for=held.names if held else (),
            is_mine=bool(held and held.is_mine),
        )
        for hit, held in (_own_place_first(found) if is_best_first else found)
    ]


def _own_place_first(
    found: Sequence[tuple[engine.Hit, Places | None]],
) -> list[tuple[engine.Hit, Places | None]]:
    """Of variants of one thing, what holds where the viewer works takes the first of their places."""
    spots: dict[tuple[str, int], list[int]] = defaultdict(list)
    for spot, (hit, held) in enumerate(found):
        spots[hit.type, hit.ref.id if held is None else held.root].append(spot)
    order = list(range(len(found)))
    for taken in spots.values():
        best_first = sorted(taken, key=lambda spot: (_rank(found[spot][1]), spot))
        for spot, best in zip(taken, best_first, strict=True):
            order[spot] = best
    return [found[spot] for spot in order]


def _rank(held: Places | None) -> int:
    """Order what holds for the viewer, what holds where nothing else does, and what holds elsewhere."""
    if held is None:
        return 1
    return 0 if held.is_mine else 2


def _answer(result: Result, viewer: User) -> Answer:
    hit = result.hit
    if hit.type != "service":
        return Answer(result, "")
    return Answer(result, signpost.agreed_answer(hit.ref.id, viewer=viewer).html)
