"""Reads on the index.

Everything that comes out was asked with the viewer's reader tokens and read back through the rights of its
source, so that a stale index shows nothing that the database would not.

None of these raises on any text; a missing or damaged index gives empty answers and a warning in the log.
"""

import datetime
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import tantivy

from samenwijzer.accounts.models import User
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import Tie
from samenwijzer.search import asking, fitting, ranking, reader
from samenwijzer.search.comparing import Comparison, compare
from samenwijzer.search.found import Hit, Results, Suggestion, TiedHit
from samenwijzer.search.ranking import Candidate
from samenwijzer.search.snippets import Matcher, mark, snippet
from samenwijzer.spaces.queries import reader_tokens

__all__ = [
    "Comparison",
    "Hit",
    "Results",
    "Suggestion",
    "TiedHit",
    "compare_index",
    "search",
    "similar",
    "suggest",
    "tied_to",
    "ties",
]

WINDOW = 200
"""How many hits are read back through the rights; what lies beyond is counted by tokens alone."""

FURTHEST = 1000
"""The last hit that can be paged to."""

_Answer = TypeVar("_Answer")
_Page = tuple[tuple[Hit, ...], int, dict[str, int]]


def search(
    text: str,
    *,
    viewer: User | None,
    limit: int = 10,
    offset: int = 0,
    types: Sequence[str] = (),
) -> Results:
    """Find what answers the text, best first; on each page the current stands before expired and replaced."""
    begun = time.perf_counter()
    asked = asking.read(text)
    first = max(0, min(offset, FURTHEST))
    last = first + max(0, min(limit, FURTHEST))

    def find(place: tantivy.Searcher) -> _Page:
        return _page(place, asked, viewer=viewer, first=first, last=last, types=types)

    nothing: _Page = ((), 0, {})
    hits, total, counts = _answer(find, nothing) if asked.terms else nothing
    took = (time.perf_counter() - begun) * 1000
    return Results(query=asked.text, took_ms=round(took, 2), hits=hits, total=total, counts=counts)


def suggest(text: str, *, viewer: User | None, limit: int = 8) -> tuple[Suggestion, ...]:
    """Titles for a text that is still being typed: its last word may be half."""
    asked = asking.read(text)
    if not (asked.terms or asked.last):
        return ()

    def find(place: tantivy.Searcher) -> tuple[Suggestion, ...]:
        tokens = reader_tokens(viewer=viewer)
        queries = [asking.half_typed(asked), *([asking.all_words(asked.terms)] if asked.terms else [])]
        found: dict[str, Suggestion] = {}
        for query in queries:
            if len(found) < limit:
                raw = fitting.run(place, asking.for_readers(query, tokens), window=limit * 4)
                for one in _weighed(place, raw.hits, viewer=viewer, matcher=Matcher(asked.terms)):
                    suggestion = _suggestion(place, one)
                    found.setdefault(suggestion.title, suggestion)
        return tuple(found.values())[:limit]

    return _answer(find, ())


def similar(text: str, *, viewer: User | None, types: Sequence[str] = (), limit: int = 5) -> tuple[Hit, ...]:
    """What is about the same as the text, though it need not hold all its words."""
    asked = asking.read(text)
    if not asked.terms:
        return ()

    def find(place: tantivy.Searcher) -> tuple[Hit, ...]:
        at_least = max(1, round(len(asked.terms) * 0.4))
        query = asking.some_words(asked.terms, at_least=at_least, mistyped=frozenset())
        readable = asking.for_readers(query, reader_tokens(viewer=viewer), types=types)
        raw = fitting.run(place, readable, window=limit * 4)
        matcher = Matcher(asked.terms)
        best = _weighed(place, raw.hits, viewer=viewer, matcher=matcher)[:limit]
        return tuple(_hit(place, one, matcher) for one in ranking.current_first(best))

    return _answer(find, ())


def ties(text: str, *, viewer: User | None, limit: int = 200) -> tuple[TiedHit, ...]:
    """What says something about people and answers the text, best first, for ranking who knows about it."""
    asked = asking.read(text)
    if not asked.terms:
        return ()

    def find(place: tantivy.Searcher) -> tuple[TiedHit, ...]:
        tokens = reader_tokens(viewer=viewer)

        def narrow(query: tantivy.Query) -> tantivy.Query:
            return asking.with_ties(asking.for_readers(query, tokens))

        raw = fitting.fit(place, asked.terms, narrow, window=limit)
        found = _weighed(place, raw.hits, viewer=viewer, matcher=Matcher(asked.terms))
        return tuple(_tied(place, one) for one in found)

    return _answer(find, ())


def tied_to(person_id: int, *, viewer: User | None, limit: int = 60) -> tuple[TiedHit, ...]:
    """What says something about one person, newest first."""

    def find(place: tantivy.Searcher) -> tuple[TiedHit, ...]:
        query = asking.for_readers(asking.tied_to(person_id), reader_tokens(viewer=viewer))
        newest = place.search(query, max(1, limit), order_by_field="day").hits
        found = _candidates(place, [(0.0, address) for _, address in newest], viewer=viewer)
        return tuple(_tied(place, one) for one in found)

    return _answer(find, ())


def compare_index() -> Comparison:
    """Compare the index with the database, for `samenwijzer check`; reads everything."""
    return compare()


def _page(
    place: tantivy.Searcher,
    asked: asking.Asked,
    *,
    viewer: User | None,
    first: int,
    last: int,
    types: Sequence[str],
) -> _Page:
    tokens = reader_tokens(viewer=viewer)
    window = max(WINDOW, last)
    matcher = Matcher(asked.terms)

    def narrow(query: tantivy.Query) -> tantivy.Query:
        return asking.for_readers(query, tokens)

    raw = fitting.fit(place, asked.terms, narrow, window=window)
    found = _candidates(place, raw.hits, viewer=viewer)
    counts = ranking.count_types(found)
    if raw.matching > window:
        counts = _counts_beyond(place, raw, found)
        if types:
            narrowed = fitting.run(place, asking.of_types(raw.query, types), window=window)
            found = _candidates(place, narrowed.hits, viewer=viewer)
    if types:
        found = [one for one in found if one.type in types]
    total = sum(number for name, number in counts.items() if not types or name in types)
    best = ranking.weigh_titles(place, found, matcher)[first:last]
    hits = tuple(_hit(place, one, matcher) for one in ranking.current_first(best))
    return hits, total, counts


def _answer(find: Callable[[tantivy.Searcher], _Answer], nothing: _Answer) -> _Answer:
    try:
        place = reader.searcher()
        with reader.watched():
            return find(place)
    except reader.Unreadable:
        return nothing


def _candidates(place: tantivy.Searcher, hits: fitting.Hits, *, viewer: User | None) -> list[Candidate]:
    return ranking.candidates(place, hits, viewer=viewer, today=clock.today())


def _weighed(
    place: tantivy.Searcher, hits: fitting.Hits, *, viewer: User | None, matcher: Matcher
) -> list[Candidate]:
    return ranking.weigh_titles(place, _candidates(place, hits, viewer=viewer), matcher)


def _counts_beyond(place: tantivy.Searcher, raw: fitting.Fit, found: Sequence[Candidate]) -> dict[str, int]:
    """Counts by reader tokens, less what was dropped among the hits that were read back."""
    buckets = place.aggregate(raw.query, {"types": {"terms": {"field": "type"}}})["types"]["buckets"]
    counts = {str(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
    listed = ranking.raw_types(place, raw.hits)
    kept = ranking.count_types(found)
    return {name: number - listed.get(name, 0) + kept.get(name, 0) for name, number in counts.items()}


def _hit(place: tantivy.Searcher, one: Candidate, matcher: Matcher) -> Hit:
    stored, text = ranking.read_all(place, one)
    title = stored["title"]
    return Hit(
        ref=one.ref,
        external_id=stored["external_id"],
        type=stored["type"],
        tier=stored["tier"],
        title=title,
        url=stored["url"],
        score=round(one.score, 4),
        state=stored["state"],
        on=_date(stored["on"]),
        space_id=stored["space"],
        department_id=stored["department"],
        snippet=snippet(text, matcher),
        marked_title=mark(title, [(a, b) for a, b, _ in matcher.spans(title)]),
    )


def _suggestion(place: tantivy.Searcher, one: Candidate) -> Suggestion:
    stored = ranking.read_stored(place, one)
    return Suggestion(
        ref=one.ref, type=stored["type"], title=stored["title"], url=stored["url"], state=stored["state"]
    )


def _tied(place: tantivy.Searcher, one: Candidate) -> TiedHit:
    stored = ranking.read_stored(place, one)
    return TiedHit(
        ref=one.ref,
        type=stored["type"],
        tier=stored["tier"],
        title=stored["title"],
        url=stored["url"],
        score=round(one.score, 4),
        state=stored["state"],
        on=_date(stored["on"]),
        department_id=stored["department"],
        keywords=tuple(stored["keywords"]),
        ties=tuple(
            Tie(person_id=person, kind=kind, on=_date(on), text=text)
            for person, kind, on, text in stored["ties"]
        ),
    )


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
