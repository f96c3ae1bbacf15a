"""From hits of the index to a ranked list of what the viewer may read, before anything is read in full."""

import datetime
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import tantivy
from django.db.models import IntegerField, QuerySet, Value

from samenwijzer.accounts.models import User
from samenwijzer.kernel.modules import SearchSource, readable_sources
from samenwijzer.kernel.refs import Ref
from samenwijzer.search import weights
from samenwijzer.search.analyzer import Term, terms
from samenwijzer.search.matching import Matcher
from samenwijzer.search.schema import TIERS, kind_code
from samenwijzer.search.synonyms import Meaning

LOOKED_AT = 30
"""How many of the best hits are read from the index to weigh their titles."""


class Candidate(NamedTuple):
    """A hit that the viewer may read. `stored` is filled for those that were read from the index."""

    address: tantivy.DocAddress
    ref: Ref
    tier: str
    score: float
    stored: dict[str, Any] | None = None
    document: tantivy.Document | None = None


def candidates(
    place: tantivy.Searcher,
    hits: Sequence[tuple[float, tantivy.DocAddress]],
    *,
    viewer: User | None,
    today: datetime.date,
    opened: Mapping[Ref, int],
) -> list[Candidate]:
    """Read the hits back through each source's rights, and weigh how new they are; best first.

    `opened` says how many people opened what for the same words.
    """
    [found] = candidates_of_each(place, [hits], viewer=viewer, today=today, opened=opened)
    return found


def candidates_of_each(
    place: tantivy.Searcher,
    lists: Sequence[Sequence[tuple[float, tantivy.DocAddress]]],
    *,
    viewer: User | None,
    today: datetime.date,
    opened: Mapping[Ref, int],
) -> list[list[Candidate]]:
    """Do so with more lists, read back together: more of them take no more queries."""
    addresses = [address for hits in lists for _, address in hits]
    kinds, numbers, tiers, days = (
        _whole_numbers(place, name, addresses) for name in ("kind", "number", "tier_code", "day")
    )
    sources = {kind_code(kind): source for kind, source in readable_sources().items()}
    readable = _readable(sources, kinds, numbers, viewer)
    tiers_by_code = (*TIERS, "")
    rows = zip(kinds, numbers, tiers, days, strict=True)
    every = []
    for hits in lists:
        found = []
        # The rows go last, so that the end of one list takes none of the next.
        for (score, address), (kind, number, tier_code, day) in zip(hits, rows, strict=False):
            if (kind, number) in readable:
                ref = Ref(sources[kind].kind, number)
                raised = score * weights.freshness(day, today)
                if opened:
                    raised *= weights.opened(opened.get(ref, 0))
                found.append(Candidate(address, ref, tiers_by_code[tier_code], raised))
        every.append(_in_order(found))
    return every


def weigh_titles(place: tantivy.Searcher, found: Sequence[Candidate], matcher: Matcher) -> list[Candidate]:
    """Raise the best hits by how much of their title was asked for; best first."""
    looked = []
    for one in found[:LOOKED_AT]:
        document = place.doc(one.address)
        stored = _stored(document)
        raised = 0.0 if one.tier in weights.NOT_RAISED else _coverage(stored, matcher)
        score = one.score * (1 + weights.TITLE_COVERAGE * raised)
        looked.append(one._replace(score=score, stored=stored, document=document))
    return _in_order([*_further_parts_lower(looked), *found[LOOKED_AT:]])


def _further_parts_lower(looked: Sequence[Candidate]) -> Iterator[Candidate]:
    """So that the parts of one page, such as the answers to a question, do not fill the list."""
    of_page: Counter[str] = Counter()
    for one in sorted(looked, key=lambda one: -one.score):
        page, _, part = (one.stored or {}).get("url", "").partition("#")
        of_page[page] += bool(part)
        is_further = bool(part) and of_page[page] > weights.PARTS_AT_ONCE
        yield one._replace(score=one.score * weights.FURTHER_PARTS) if is_further else one


def _in_order(found: Sequence[Candidate]) -> list[Candidate]:
    """Best first; but a service without an agreed answer stands below every one that has one."""
    best = sorted(found, key=lambda one: -one.score)
    agreed = [place for place, one in enumerate(best) if one.tier == "service"]
    last = agreed[-1] + 1 if agreed else 0
    early = [one for one in best[:last] if one.tier == "service_without_answer"]
    return [*(one for one in best[:last] if one.tier != "service_without_answer"), *early, *best[last:]]


def read_stored(place: tantivy.Searcher, one: Candidate) -> dict[str, Any]:
    """What the index stored of a hit, without its text."""
    return one.stored if one.stored is not None else _stored(place.doc(one.address))


def read_all(place: tantivy.Searcher, one: Candidate) -> tuple[dict[str, Any], str]:
    """What the index stored of a hit, and its text."""
    document = one.document or place.doc(one.address)
    return one.stored or _stored(document), bytes(document["text"][0]).decode("utf-8", "replace")


def whole_text(place: tantivy.Searcher, address: tantivy.DocAddress) -> str:
    """All words with which a document was written."""
    document = place.doc(address)
    stored = _stored(document)
    text = bytes(document["text"][0]).decode("utf-8", "replace")
    return "\n".join([stored["title"], *stored["keywords"], text])


def _readable(
    sources: dict[int, SearchSource],
    kinds: Sequence[int],
    numbers: Sequence[int],
    viewer: User | None,
) -> set[tuple[int, int]]:
    asked: dict[int, list[int]] = {}
    for kind, number in zip(kinds, numbers, strict=True):
        asked.setdefault(kind, []).append(number)
    found: set[tuple[int, int]] = set()
    queries: list[QuerySet[Any, tuple[int, int]]] = []
    for kind, ids in asked.items():
        if kind not in sources:
            continue
        visible = sources[kind].visible(ids, viewer)
        if isinstance(visible, QuerySet):
            of_kind = Value(kind, output_field=IntegerField())
            queries.append(visible.order_by().values_list(of_kind, "pk"))
        else:
            found.update((kind, number) for number in visible)
    if queries:
        found.update(queries[0].union(*queries[1:], all=True))
    return found


def _whole_numbers(place: tantivy.Searcher, field: str, addresses: list[tantivy.DocAddress]) -> list[int]:
    return [int(value or 0) for value in place.fast_field_values(field, addresses)]


def _stored(document: tantivy.Document) -> dict[str, Any]:
    return dict(json.loads(bytes(document["data"][0]).decode()))


def _coverage(stored: dict[str, Any], matcher: Matcher) -> float:
    """From 0 to 1: how much of the title was asked for, and how much of what was asked is in the title."""
    title = list(terms(stored["title"]))
    if not title:
        return 0.0
    held = {stem for word in title for stem in (word.whole, *word.parts)}
    meant = [meaning for meaning in matcher.meanings if held.issuperset(term.whole for term in meaning.terms)]
    asked_for = sum(_covered(word, matcher, meant) for word in title) / len(title)
    share = _share_in(held, matcher.asked, meant)
    return float(asked_for**weights.TITLE_STEEPNESS * share**weights.ASKED_STEEPNESS)


def _share_in(held: set[str], asked: Sequence[Term], meant: Sequence[Meaning]) -> float:
    """How much of what was asked stands in a title, 0 to 1; a compound counts for its loose parts."""
    shares = [
        1.0 if one.whole in held else sum(leaf in held for leaf in one.leaves) / max(1, len(one.leaves))
        for one in asked
    ]
    for meaning in meant:
        for place in range(meaning.begin, meaning.end):
            shares[place] = max(shares[place], weights.MEANINGS[meaning.kind])
    return sum(shares) / max(1, len(shares))


def _covered(word: Term, matcher: Matcher, meant: Sequence[Meaning]) -> float:
    if word.whole in matcher.wholes:
        return weights.COVERED_WHOLE
    for meaning in meant:
        if any(term.whole == word.whole for term in meaning.terms):
            return weights.MEANINGS[meaning.kind]
    if word.whole in matcher.leaves:
        return weights.COVERED_LOOSE
    if matcher.wholes.intersection(word.parts):
        return weights.COVERED_PART if word.solid else weights.COVERED_HYPHEN
    together = matcher.wholes | matcher.leaves
    return weights.COVERED_PART if word.leaves and together.issuperset(word.leaves) else 0.0
