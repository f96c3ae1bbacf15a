"""Runs a query on the index: first for all words, then, when that finds next to nothing, for some of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import tantivy
from tantivy import Occur, Query

from samenwijzer.search import ranking, spelling, weights
from samenwijzer.search.schema import schema
from samenwijzer.search.synonyms import Meaning
from samenwijzer.search.wording import Wording, word

_ENOUGH = 30
_SHARES = (0.6, 0.34)
"""The shares of the words that suffice when all of them together find fewer than `_ENOUGH` documents."""

Hits = list[tuple[float, tantivy.DocAddress]]
Narrow = Callable[[Query], Query]
Readable = Callable[[Hits], Iterable[tantivy.DocAddress]]
"""Those of the hits that the viewer may read by the database."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The query that was used in the end, its best hits, and how many documents match it in all.

    `meanings` are all words beside those that were typed with which it was asked.
    """

    query: Query
    hits: Hits
    matching: int
    meanings: tuple[Meaning, ...] = ()


def run(place: tantivy.Searcher, query: Query, *, window: int) -> Fit:
    """The best hits by BM25 times the weight of each document; the current before all that is not.

    What is expired or replaced has so small a score that nothing later lifts it above what is current.
    """
    return _with_outdated(place, _current(place, query, window=window), window=window)


def fit(wording: Wording, narrow: Narrow, *, window: int, readable: Readable) -> Fit:
    """Try the strictest query first. `narrow` limits each to what may be read, or less."""
    place, asked = wording.place, wording.asked
    best = _current(place, narrow(wording.all_words()), window=window)
    if best.matching < _ENOUGH and _look_nearer(wording, narrow, readable):
        best = _current(place, narrow(wording.all_words()), window=window)
    for share in _SHARES if best.matching < _ENOUGH and len(asked) > 1 else ():
        looser = _current(place, narrow(wording.some_words(share)), window=window)
        if looser.matching > best.matching:
            best = looser
        if best.matching >= _ENOUGH:
            break
    whole = _with_outdated(place, best, window=window)
    return Fit(whole.query, whole.hits, whole.matching, tuple(wording.meanings))


def _current(place: tantivy.Searcher, query: Query, *, window: int) -> Fit:
    """The best hits of all that is neither expired nor replaced; `matching` counts those alone."""
    not_these = [(Occur.MustNot, _in_state(state)) for state in weights.STATES]
    current = Query.boolean_query([(Occur.Must, query), *not_these])
    result = place.search(current, max(1, window), weight_by_field="weight")
    return Fit(query, result.hits, result.count)  # type: ignore[attr-defined] # missing in its stub


def _with_outdated(place: tantivy.Searcher, fit: Fit, *, window: int) -> Fit:
    """Add what is expired or replaced, when all that is current is among the hits."""
    if fit.matching > window:
        return fit
    outdated = Query.boolean_query([(Occur.Should, _in_state(state)) for state in weights.STATES])
    late = Query.boolean_query(
        [(Occur.Must, fit.query), (Occur.Must, Query.const_score_query(outdated, 0.0))]
    )
    rest = place.search(late, max(1, window), weight_by_field="weight")
    hits = fit.hits + [(score * weights.OUTDATED, address) for score, address in rest.hits]
    return Fit(fit.query, hits[: max(1, window)], fit.matching + rest.count)  # type: ignore[attr-defined]


def _in_state(state: str) -> Query:
    return Query.term_query(schema(), "state", state, "basic")


def _look_nearer(wording: Wording, narrow: Narrow, readable: Readable) -> bool:
    """Take what words that find nothing were probably meant to be. Says whether there is any."""
    place = wording.place
    seen: dict[spelling.Key, tuple[float, tantivy.DocAddress]] = {}

    def count(query: Query) -> int:
        return int(place.search(narrow(query), 1).count)  # type: ignore[attr-defined] # missing in its stub

    def texts(query: Query) -> list[tuple[spelling.Key, str]]:
        hits = place.search(narrow(query), spelling.LOOKED_AT, count=False).hits
        seen.update({_key(address): (score, address) for score, address in hits})
        return [(_key(address), ranking.whole_text(place, address)) for _, address in hits]

    covered = {spot for one in wording.meanings for spot in range(one.begin, one.end)}
    mended = tuple(spelling.nearest(wording.asked, covered=covered, count=count, texts=texts))
    held_by = {key for one in mended for key in one.held_by}
    # The index may not know yet what the viewer may no longer read.
    read = {_key(address) for address in readable([seen[key] for key in held_by])} if held_by else set()
    meant = [one.meaning for one in mended if one.held_by & read]
    wording.meanings = (*wording.meanings, *meant)
    covered.update(spot for one in meant for spot in range(one.begin, one.end))
    held = {spot: count(word(term)) for spot, term in enumerate(wording.asked) if spot not in covered}
    wording.absent = frozenset(spot for spot, number in held.items() if not number)
    wording.seldom = frozenset(spot for spot, number in held.items() if number <= spelling.SELDOM)
    return bool(meant or wording.seldom)


def _key(address: tantivy.DocAddress) -> spelling.Key:
    return address.segment_ord, address.doc
