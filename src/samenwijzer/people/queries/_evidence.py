"""Evidence of expertise, taken from search and nowhere else: what its hits tie to people.

Search has read the hits back through the viewer's rights, so nothing here needs to be hidden again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samenwijzer.people.queries._ranking import DEEDS, Evidence
from samenwijzer.search import analyzer
from samenwijzer.search import queries as engine
from samenwijzer.search.found import TiedHit
from samenwijzer.subjects.models import Synonym

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samenwijzer.accounts.models import User
    from samenwijzer.kernel.modules import Tie

HITS = 60
"""How many hits are looked at: enough for a common word, and still one page of the index."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a person answered or wrote, and the subjects it is about."""

    evidence: Evidence
    subjects: frozenset[str]


def evidence_about(text: str, *, viewer: User | None) -> list[Evidence]:
    """Gather what the hits for a text say about people. At most one query besides those of search."""
    hits = engine.ties(text, viewer=viewer, limit=HITS)
    best = max((hit.score for hit in hits), default=0.0)
    if best <= 0:
        return []
    pieces = [_piece(hit, tie, hit.score / best) for hit in hits for tie in hit.ties]
    return _only_subjects_asked_for(pieces, text)


def deeds_of(person_id: int, *, viewer: User | None) -> list[Deed]:
    """Gather what a person answered and wrote, as far as the viewer may read it. Only search's queries."""
    return [
        Deed(_piece(hit, tie, 1.0), frozenset(hit.keywords))
        for hit in engine.tied_to(person_id, viewer=viewer, limit=HITS)
        for tie in hit.ties
        if tie.person_id == person_id and tie.kind in DEEDS
    ]


def _piece(hit: TiedHit, tie: Tie, relevance: float) -> Evidence:
    return Evidence(
        person_id=tie.person_id,
        kind=tie.kind,
        title=tie.text or hit.title,
        relevance=relevance,
        url=hit.url if tie.kind in DEEDS else "",
        on=tie.on,
        state=hit.state,
    )


def _only_subjects_asked_for(pieces: Sequence[Evidence], text: str) -> list[Evidence]:
    """Drop declared subjects that the text is not about: a profile is found whole, with all its subjects."""
    asked = _words([text])
    declared = {piece.title for piece in pieces if piece.kind == "declared"}
    fitting = {name for name in declared if _overlap(asked, _words([name]))}
    if declared - fitting:
        others: dict[str, list[str]] = {}
        rows = Synonym.objects.filter(subject__name__in=declared - fitting)
        for name, term in rows.values_list("subject__name", "term"):
            others.setdefault(name, []).append(term)
        fitting |= {name for name, terms in others.items() if _overlap(asked, _words(terms))}
    return [piece for piece in pieces if piece.kind != "declared" or piece.title in fitting]


def _words(texts: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the stems of the words, and those of their parts."""
    found = [term for text in texts for term in analyzer.terms(text)]
    return {term.whole for term in found}, {part for term in found for part in term.parts}


def _overlap(asked: tuple[set[str], set[str]], named: tuple[set[str], set[str]]) -> bool:
    """A whole word on one side must be a word, or a part of one, on the other."""
    return bool(asked[0] & (named[0] | named[1]) or asked[1] & named[0])
