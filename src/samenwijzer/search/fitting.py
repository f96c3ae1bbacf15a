"""Runs a query on the index: first for all words, then, when that finds next to nothing, for some of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import tantivy

from samenwijzer.search import asking
from samenwijzer.search.analyzer import Term

_ENOUGH = 30
_SHARES = (0.6, 0.34)
"""The shares of the words that suffice when all of them together find fewer than `_ENOUGH` documents."""

Hits = list[tuple[float, tantivy.DocAddress]]
Narrow = Callable[[tantivy.Query], tantivy.Query]


@dataclass(frozen=True, slots=True)
class Fit:
    """The query that was used in the end, its best hits, and how many documents match it in all."""

    query: tantivy.Query
    hits: Hits
    matching: int


def run(place: tantivy.Searcher, query: tantivy.Query, *, window: int) -> Fit:
    """The best hits of a query, by BM25 times the weight of each document."""
    result = place.search(query, max(1, window), weight_by_field="weight")
    return Fit(query, result.hits, result.count)  # type: ignore[attr-defined] # missing in its stub


def fit(place: tantivy.Searcher, asked: Sequence[Term], narrow: Narrow, *, window: int) -> Fit:
    """Try the strictest query first. `narrow` limits each to what may be read."""
    best = run(place, narrow(asking.all_words(asked)), window=window)
    for query in _looser(place, asked, narrow) if best.matching < _ENOUGH else ():
        looser = run(place, narrow(query), window=window)
        if looser.matching > best.matching:
            best = looser
        if best.matching >= _ENOUGH:
            break
    return best


def _looser(place: tantivy.Searcher, asked: Sequence[Term], narrow: Narrow) -> Iterator[tantivy.Query]:
    mistyped = frozenset(
        term.whole for term in asked if not place.search(narrow(asking.one_word(term)), 1, count=False).hits
    )
    if mistyped:
        yield asking.some_words(asked, at_least=len(asked), mistyped=mistyped)
    tried = len(asked)
    for share in _SHARES:
        at_least = max(1, int(len(asked) * share + 0.5))
        if at_least < tried:
            tried = at_least
            yield asking.some_words(asked, at_least=at_least, mistyped=mistyped)
