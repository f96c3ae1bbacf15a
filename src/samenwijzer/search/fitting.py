"""Runs a query on the index: first for all words, then, when that finds next to nothing, for some of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import tantivy
from tantivy import Occur, Query

from samenwijzer.search import ranking, spelling, weights
from samenwijzer.search.schema import schema
from samenwijzer.search.synonyms import Meaning
from samenwijzer.search.wording import Wording, word

_ENOUGH = 30
_SHARES = (0.6, 0.34)
"""The shares of the words that suffice when all together find fewer than `_ENOUGH` that are current."""

Hits = list[tuple[float, tantivy.DocAddress]]
Narrow = Callable[[Query], Query]
Readable = Callable[[Hits], Iterable[tantivy.DocAddress]]
"""Those of the hits that the viewer may read by the database."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The query that was used in the end, its best hits, and how many documents match it in all.

    `current` says how many of them are neither expired nor replaced; of more than are looked at, at least.
    `meanings` are all words beside those that were typed with which it was asked.
    """

    query: Query
    hits: Hits
    matching: int
    current: int = 0
    meanings: tuple[Meaning, ...] = ()


def run(place: tantivy.Searcher, query: Query, *, window: int) -> Fit:
    """The best hits by BM25 times the weight of each document; the current before all that is not.

    What is expired or replaced has so small a score that nothing later lifts it above what is current.
    """
    window = max(1, window)
    result = place.search(query, window + max(_ENOUGH, window // 4), weight_by_field="weight")
    matching: int = result.count  # type: ignore[attr-defined] # missing in its stub
    late = place.fast_field_values("is_outdated", [address for _, address in result.hits])
    current = [hit for hit, is_late in zip(result.hits, late, strict=True) if not is_late]
    outdated = [hit for hit, is_late in zip(result.hits, late, strict=True) if is_late]
    number = len(current)
    if matching > len(result.hits) and number < max(_ENOUGH, window + 1):
        current, number = _of_state(place, query, Occur.MustNot, window=window)
        outdated, _ = _of_state(place, query, Occur.Must, window=window)
    last = [(score * weights.OUTDATED, address) for score, address in outdated]
    return Fit(query, [*current, *last][:window], matching, number)


def fit(wording: Wording, narrow: Narrow, *, window: int, readable: Readable) -> Fit:
    """Try the strictest query first. `narrow` limits each to what may be read, or less."""
    place, asked = wording.place, wording.asked
    best = run(place, narrow(wording.all_words()), window=window)
    if best.current < _ENOUGH and _look_nearer(wording, narrow, readable):
        best = run(place, narrow(wording.all_words()), window=window)
    for share in _SHARES if best.current < _ENOUGH and len(asked) > 1 else ():
        looser = run(place, narrow(wording.some_words(share)), window=window)
        if looser.current > best.current:
            best = looser
        if best.current >= _ENOUGH:
            break
    return replace(best, meanings=tuple(wording.meanings))


def _of_state(place: tantivy.Searcher, query: Query, occur: Occur, *, window: int) -> tuple[Hits, int]:
    """The best of what is expired or replaced, or of what is not, and how much there is of it."""
    states = [(Occur.Should, Query.term_query(schema(), "state", state, "basic")) for state in weights.STATES]
    outdated = Query.const_score_query(Query.boolean_query(states), 0.0)
    asked = Query.boolean_query([(Occur.Must, query), (occur, outdated)])
    result = place.search(asked, window, weight_by_field="weight")
    return result.hits, result.count  # type: ignore[attr-defined] # missing in its stub


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
