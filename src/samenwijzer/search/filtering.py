"""Narrows a query to filters, and counts what each value of a filter would leave."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import tantivy
from tantivy import Occur, Query

from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import readable_sources, search_sources
from samenwijzer.search.found import MOST_VALUES, PERIODS, Facets, Filters
from samenwijzer.search.schema import kind_code, schema

_FIELDS = {
    "types": "type",
    "spaces": "space",
    "departments": "department",
    "subjects": "subjects",
    "states": "state",
}
"""The field of the index behind each facet but the periods."""

_LARGEST = 2**63
_LAST_DAY = datetime.date.max.toordinal()
_EXACT = 5_000
"""Values of a field up to which the count of each is exact."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """What counts leave out: items and spaces of which the index may not hold what the database holds.

    With `only`, nothing counts but those items: too much is doubtful.
    """

    refs: frozenset[str] = frozenset()
    spaces: frozenset[int] = frozenset()
    only: frozenset[str] | None = None

    def left_out_of(self, query: Query) -> Query:
        """The query without what is doubtful."""
        if self.only is not None:
            return _both(query, _any_of("ref", self.only))
        clauses = [(Occur.Must, query)]
        if self.refs:
            clauses.append((Occur.MustNot, _any_of("ref", self.refs)))
        if self.spaces:
            clauses.append((Occur.MustNot, _any_of("space", self.spaces)))
        return Query.boolean_query(clauses) if len(clauses) > 1 else query


NOTHING_DOUBTFUL = Doubtful()


def of_active_modules(query: Query) -> Query:
    """Only what belongs to a module that nobody switched off."""
    active = readable_sources()
    hidden = [kind_code(kind) for kind in search_sources() if kind not in active]
    if not hidden:
        return query
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, _any_of("kind", hidden))])


def narrowed(query: Query, filters: Filters, *, besides: str = "") -> Query:
    """Only what has the values of the filters; `besides` names a facet whose filter does not count."""
    for facet, clause in _clauses(filters).items():
        if facet != besides:
            query = _both(query, clause)
    return query


def count(place: tantivy.Searcher, query: Query, filters: Filters, doubtful: Doubtful) -> Facets:
    """Count each facet with all filters but its own, in one pass more than there are filters in use."""
    counted: dict[str, dict[Any, int]] = {}
    in_use = _clauses(filters)
    loose = [facet for facet in (*_FIELDS, "periods") if facet not in in_use]
    for facets in ([loose] if loose else []) + [[facet] for facet in in_use]:
        besides = facets[0] if facets != loose else ""
        asked = doubtful.left_out_of(narrowed(query, filters, besides=besides))
        found = place.aggregate(asked, {facet: _aggregation(facet) for facet in facets})
        counted |= {facet: _counts(facet, found[facet]["buckets"]) for facet in facets}
    return Facets(**counted)


def _clauses(filters: Filters) -> dict[str, Query]:
    """What each filter in use demands, by its facet."""
    clauses: dict[str, Query] = {}
    if filters.types:
        clauses["types"] = _words("type", filters.types)
    for facet, field, number in (
        ("spaces", "space", filters.space),
        ("departments", "department", filters.department),
        ("subjects", "subjects", filters.subject),
    ):
        if number is not None:
            clauses[facet] = _any_of(field, [number]) if 0 <= number < _LARGEST else Query.empty_query()
    if filters.state:
        clauses["states"] = _words("state", [filters.state])
    if filters.period:
        days = PERIODS.get(filters.period)
        clauses["periods"] = Query.empty_query() if days is None else _since(days)
    return clauses


def _since(days: int) -> Query:
    first = clock.today().toordinal() - days
    newer = Query.range_query(schema(), "day", tantivy.FieldType.Integer, first, _LAST_DAY)
    return Query.const_score_query(newer, 0.0)


def _words(field: str, values: Sequence[str]) -> Query:
    known = [value for value in values if value.isprintable()]  # Half a surrogate pair cannot be asked for.
    return _any_of(field, known) if known else Query.empty_query()


def _any_of(field: str, values: Iterable[Any]) -> Query:
    return Query.const_score_query(Query.term_set_query(schema(), field, list(values)), 0.0)


def _both(query: Query, clause: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, clause)])


def _aggregation(facet: str) -> dict[str, Any]:
    if facet != "periods":
        return {"terms": {"field": _FIELDS[facet], "size": MOST_VALUES, "segment_size": _EXACT}}
    today = clock.today().toordinal()
    firsts = [today - days for days in PERIODS.values()]
    ranges = [{"from": first, "to": to} for first, to in zip(firsts, [_LAST_DAY, *firsts], strict=False)]
    return {"range": {"field": "day", "ranges": ranges}}


def _counts(facet: str, buckets: Sequence[dict[str, Any]]) -> dict[Any, int]:
    if facet != "periods":
        text = facet in {"types", "states"}
        return {bucket["key"] if text else int(bucket["key"]): bucket["doc_count"] for bucket in buckets}
    today = clock.today().toordinal()
    newer = {
        name: sum(bucket["doc_count"] for bucket in buckets if bucket.get("from", 0) >= today - days)
        for name, days in PERIODS.items()
    }
    return newer if any(newer.values()) else {}
