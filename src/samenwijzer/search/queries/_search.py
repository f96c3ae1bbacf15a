"""A page of results."""

import time
from dataclasses import dataclass
from typing import NamedTuple

import tantivy

from samenwijzer.accounts.models import User
from samenwijzer.outbox import changes
from samenwijzer.search import asking, filtering, fitting, ranking, reader, spelling
from samenwijzer.search.filtering import NOTHING_DOUBTFUL, Doubtful
from samenwijzer.search.following import SPACE_KIND
from samenwijzer.search.found import NO_FACETS, NO_FILTERS, Facets, Filters, Hit, Results, Sort
from samenwijzer.search.matching import Matcher
from samenwijzer.search.queries._reading import answer, candidates, fitted, hit, readable_by
from samenwijzer.search.queries._searches import opened_for
from samenwijzer.search.ranking import Candidate

WINDOW = 200
"""How many hits are read back through the rights; what lies beyond is counted by tokens alone."""

FURTHEST = 1000
"""The last hit that can be paged to."""

_MOST_WAITING = 1_000
"""Changes that the index has not read, beyond which only what was read back is counted."""

_Address = tuple[int, int]


class _Page(NamedTuple):
    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Facets = NO_FACETS
    did_you_mean: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What was asked besides the words."""

    first: int
    last: int
    filters: Filters
    sort: Sort
    facets: bool


def search(
    text: str,
    *,
    viewer: User | None,
    limit: int = 10,
    offset: int = 0,
    filters: Filters = NO_FILTERS,
    sort: Sort = "best",
    facets: bool = False,
) -> Results:
    """Find what answers the text, best or newest first.

    Best first, all that is current stands before what is expired or replaced.
    `facets` has the filters counted.
    """
    begun = time.perf_counter()
    asked = asking.read(text)
    first = max(0, min(offset, FURTHEST))
    last = first + max(0, min(limit, FURTHEST))
    wish = _Wish(first=first, last=last, filters=filters, sort=sort, facets=facets)

    def find(place: tantivy.Searcher) -> _Page:
        return _page(place, asked, viewer=viewer, wish=wish)

    page = answer(find, _Page()) if asked.terms else _Page()
    took = (time.perf_counter() - begun) * 1000
    return Results(query=asked.text, took_ms=round(took, 2), **page._asdict())


def _page(place: tantivy.Searcher, asked: asking.Asked, *, viewer: User | None, wish: _Wish) -> _Page:
    window = max(WINDOW, wish.last)
    fit = fitted(place, asked.terms, readable_by(viewer), viewer=viewer, window=window)
    matcher = Matcher(asked.terms, meanings=fit.meanings)
    wanted = _wanted(place, fit, wish, window=window)
    is_whole = fit.matching <= window  # Then all that matches is read back, whatever the filters.
    read = fit.hits if is_whole else wanted.hits
    readable = candidates(place, read, viewer=viewer, opened=opened_for(asked.terms))
    doubtful = _doubtful(place, read, readable, is_whole=is_whole)
    found = _chosen(readable, read, wanted, wish)
    counts = filtering.count(place, fit.query, wish.filters, doubtful) if wish.facets else NO_FACETS
    total = len(found)
    if wanted.matching > window:
        total = wanted.matching
    if wanted.matching > window and doubtful != NOTHING_DOUBTFUL:
        total = place.search(doubtful.left_out_of(wanted.query), 1).count  # type: ignore[attr-defined] # missing in its stub
    if wish.sort == "newest":
        best = found[wish.first : wish.last]
    else:
        best = ranking.weigh_titles(place, found, matcher)[wish.first : wish.last]
    mended = [one for one in fit.meanings if spelling.is_mended(asked.terms, one)] if total else []
    meant = asking.with_words(asked, mended) if mended else ""
    return _Page(tuple(hit(place, one, matcher) for one in best), total, counts, meant)


def _wanted(place: tantivy.Searcher, fit: fitting.Fit, wish: _Wish, *, window: int) -> fitting.Fit:
    """What is left of a fit with the filters, in the order that was asked for."""
    if wish.filters == NO_FILTERS and wish.sort == "best":
        return fit
    query = filtering.narrowed(fit.query, wish.filters)
    if wish.sort == "best":
        return fitting.run(place, query, window=window)
    result = place.search(query, window, order_by_field="day")
    hits = [(0.0, address) for _, address in result.hits]
    return fitting.Fit(query, hits, result.count)  # type: ignore[attr-defined] # missing in its stub


def _chosen(
    readable: list[Candidate], read: fitting.Hits, wanted: fitting.Fit, wish: _Wish
) -> list[Candidate]:
    """What is both wanted and readable; best first as the candidates are, else in the order of the hits."""
    if wanted.hits is read and wish.sort == "best":
        return readable
    places = {_key(address): place for place, (_, address) in enumerate(wanted.hits)}
    found = [one for one in readable if _key(one.address) in places]
    return found if wish.sort == "best" else sorted(found, key=lambda one: places[_key(one.address)])


def _doubtful(
    place: tantivy.Searcher, hits: fitting.Hits, readable: list[Candidate], *, is_whole: bool
) -> Doubtful:
    """What must not count: what the database refuses, and, unread, what the index does not know of yet."""
    refused: list[str] = []
    if len(readable) < len(hits):
        kept = {_key(one.address) for one in readable}
        refused = [place.doc(address)["ref"][0] for _, address in hits if _key(address) not in kept]
    if is_whole:
        return Doubtful(frozenset(refused)) if refused else NOTHING_DOUBTFUL
    waiting = changes.refs_waiting(reader.position_in(place), limit=_MOST_WAITING)
    if len(waiting) == _MOST_WAITING:
        return Doubtful(only=frozenset(str(one.ref) for one in readable))
    spaces = frozenset(ref.id for ref in waiting if ref.kind == SPACE_KIND)
    return Doubtful(frozenset((*refused, *map(str, waiting))), spaces)


def _key(address: tantivy.DocAddress) -> _Address:
    return address.segment_ord, address.doc
