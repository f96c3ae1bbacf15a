"""Evidence of expertise, taken from search and nowhere else: what its hits tie to people.

Search has read the hits back through the viewer's rights, so nothing here needs to be hidden again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from samenwijzer.people.queries import _weights as weights
from samenwijzer.people.queries._choices import TurnedAway
from samenwijzer.people.queries._ranking import DEEDS, SAID, Evidence, Standing
from samenwijzer.search import analyzer
from samenwijzer.search import queries as engine
from samenwijzer.search.found import TiedHit

if TYPE_CHECKING:
    import datetime

    from samenwijzer.accounts.models import User
    from samenwijzer.kernel.modules import Tie

HITS = 300
"""How many hits are looked at: who knows shows in many, and a busy colleague in most of the best ones too."""

SUBJECTS = 2
"""How many subjects of the best hit are looked at when a text finds few people."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a person answered or wrote, and the ids of the subjects it is about."""

    evidence: Evidence
    subjects: frozenset[int]


def evidence_about(text: str, *, viewer: User | None, day: datetime.date) -> dict[int, Standing]:
    """Gather what the hits for a text say about each person; with few people also those for its subjects.

    One look takes one query besides those of search. There are two of it at most: one for the text, and one
    for all its subjects together.
    """
    [(pieces, keywords)] = _looks([text], viewer)
    found = Standing.gather(pieces, day=day)
    subjects = keywords[:SUBJECTS]
    if not subjects or _enough(found):
        return found
    for beside, _keywords in _looks(subjects, viewer, instead_of=text):
        pieces += [replace(piece, relevance=piece.relevance * weights.BESIDE) for piece in beside]
        found = Standing.gather(pieces, day=day)
        if _enough(found):
            break
    return found


def _enough(found: dict[int, Standing]) -> bool:
    """Say whether there are as many credible people as a page shows."""
    best = max((standing.total for standing in found.values()), default=0.0)
    return sum(standing.total >= weights.CREDIBLE * best for standing in found.values()) >= weights.TOP


def _looks(
    texts: Sequence[str], viewer: User | None, *, instead_of: str = ""
) -> list[tuple[list[Evidence], list[str]]]:
    """Look at the hits for each text: see `_look`."""
    found = engine.ties_for_each(texts, viewer=viewer, limit=HITS)
    hits = [hit for each in found for hit in each]
    if not hits:
        return [([], []) for _ in texts]
    said = {tie.text for hit in hits for tie in hit.ties if tie.kind in SAID}
    best = {word for each in found if each for word in each[0].keywords}
    away = TurnedAway.by({tie.person_id for hit in hits for tie in hit.ties}, names=said | best)
    return [_look(text, each, away, instead_of) for text, each in zip(texts, found, strict=True)]


def _look(
    text: str, hits: Sequence[TiedHit], away: TurnedAway, instead_of: str
) -> tuple[list[Evidence], list[str]]:
    """Return the evidence in the hits for a text, and the subjects of the best hit if that is no person.

    Who turned away a subject that it asks for is not found, also not for a subject beside it: `instead_of` is
    the text that was asked then.
    """
    best = max((hit.score for hit in hits), default=0.0)
    asked = _Asked(text)
    if best <= 0 or not asked.words:
        return [], []
    whole = _Asked(f"{text} {instead_of}")
    turned = [subject for subject, names in away.words.items() if any(map(whole.names, names))]
    people = {tie.person_id for hit in hits for tie in hit.ties}
    own = {person: weights.specific(number) for person, number in engine.ties_of_each(people).items()}
    pieces: list[Evidence] = []
    for hit in hits:
        if hit.type == "person":
            if away.counts(hit.ref.id, (), asked=turned):
                pieces += _from_profile(hit, hit.score / best, asked, away)
            continue
        named = asked.share_named_in([hit.title, *hit.keywords])
        relevance = max(hit.score / best, weights.NAMED * named**2)
        pieces += [
            replace(_piece(hit, tie, relevance), specific=own.get(tie.person_id, 1.0))
            for tie in hit.ties
            if away.counts(tie.person_id, hit.subjects, asked=turned)
        ]
    keywords = () if hits[0].type == "person" else hits[0].keywords
    return pieces, [word for word in keywords if word in away.synonyms]


def deeds_of(person_id: int, *, viewer: User | None) -> list[Deed]:
    """Gather what a person answered and wrote, as far as the viewer may read it. Only search's queries."""
    return [
        Deed(_piece(hit, tie, 1.0), frozenset(hit.subjects))
        for hit in engine.tied_to(person_id, viewer=viewer, limit=HITS)
        for tie in hit.ties
        if tie.person_id == person_id and tie.kind in DEEDS
    ]


class _Asked:
    """The words of a query, and how much of them a text names."""

    def __init__(self, text: str) -> None:
        self.words = tuple({term.whole: term for term in analyzer.terms(text)}.values())

    def names(self, text: str) -> bool:
        """Say whether every word of a text was asked, whole or as a part of a compound."""
        asked = {part for term in self.words for part in (term.whole, *term.parts)}
        named = list(analyzer.terms(text))
        return bool(named) and all(_share(term, asked) == 1.0 for term in named)

    def share_named_in(self, texts: Iterable[str]) -> float:
        """Give the share of the words that stand in the texts, whole or as a part of a compound.

        A compound of which only some parts stand there counts for half that share: *Wmo-melding* is not
        about a *Wmo-consulent*.
        """
        found: set[str] = set()
        for text in texts:
            for term in analyzer.terms(text):
                found.update((term.whole, *term.parts))
        return sum(_share(word, found) for word in self.words) / max(1, len(self.words))


def _share(word: analyzer.Term, found: set[str]) -> float:
    if word.whole in found:
        return 1.0
    if not word.leaves:
        return 0.0
    share = sum(leaf in found for leaf in word.leaves) / len(word.leaves)
    return share if share == 1 else share / 2


def _from_profile(hit: TiedHit, relevance: float, asked: _Asked, away: TurnedAway) -> Iterator[Evidence]:
    """Take from a profile the subjects that are asked for; only without these, the rest of it.

    A profile is found as a whole, with all its subjects, also those that the text is not about. What its
    person turned away may still stand in the index, and in his own words.
    """
    said = 0
    for tie in hit.ties:
        names = (tie.text, *away.synonyms.get(tie.text, ()))
        if tie.kind in SAID and away.has_name(tie.person_id, tie.text):
            said += any(map(asked.names, names))
        elif tie.kind in SAID:
            named = asked.share_named_in(names)
            if named > 0:
                said += 1
                yield _piece(hit, tie, named**2)
    for tie in hit.ties:
        if tie.kind == "profile" and not said:
            # The title says that it is the name that was asked for.
            title = tie.text if asked.share_named_in([tie.text]) else ""
            yield replace(_piece(hit, tie, relevance), title=title)


def _piece(hit: TiedHit, tie: Tie, relevance: float) -> Evidence:
    return Evidence(
        person_id=tie.person_id,
        kind=tie.kind,
        title=tie.text or hit.title,
        relevance=relevance,
        url=hit.url if tie.kind in (*DEEDS, "confirmed") else "",
        on=tie.on,
        state=hit.state,
    )
