"""Evidence of expertise, taken from search and nowhere else: what its hits tie to people.

Search has read the hits back through the viewer's rights, so nothing here needs to be hidden again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from samenwijzer.people.queries import _weights as weights
from samenwijzer.people.queries._choices import TurnedAway
from samenwijzer.people.queries._ranking import DEEDS, SAID, Evidence, Standing
from samenwijzer.search import analyzer
from samenwijzer.search import queries as engine
from samenwijzer.search.found import TiedHit
from samenwijzer.subjects.models import Subject, Synonym

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

    Each look takes one query besides those of search; there are three at most, and mostly one.
    """
    pieces, keywords = _look(text, viewer)
    found = Standing.gather(pieces, day=day)
    if not keywords or _enough(found):
        return found
    for subject in _subjects_among(keywords)[:SUBJECTS]:
        beside, _keywords = _look(subject, viewer, instead_of=text)
        pieces += [replace(piece, relevance=piece.relevance * weights.BESIDE) for piece in beside]
        found = Standing.gather(pieces, day=day)
        if _enough(found):
            break
    return found


def _enough(found: dict[int, Standing]) -> bool:
    """Say whether there are as many credible people as a page shows."""
    best = max((standing.total for standing in found.values()), default=0.0)
    return sum(standing.total >= weights.CREDIBLE * best for standing in found.values()) >= weights.TOP


def _subjects_among(keywords: tuple[str, ...]) -> list[str]:
    """Keep the names of subjects, in their order; the other keywords are synonyms. One query."""
    names = set(Subject.objects.filter(name__in=keywords).values_list("name", flat=True))
    return [word for word in keywords if word in names]


def _look(text: str, viewer: User | None, *, instead_of: str = "") -> tuple[list[Evidence], tuple[str, ...]]:
    """Return the evidence in the hits for a text, and the keywords of the best hit if it is no person.

    Who turned away a subject that it asks for is not found, also not for a subject beside it: `instead_of` is
    the text that was asked then.
    """
    hits = engine.ties(text, viewer=viewer, limit=HITS)
    best = max((hit.score for hit in hits), default=0.0)
    asked = _Asked(text)
    if best <= 0 or not asked.words:
        return [], ()
    people = {tie.person_id for hit in hits for tie in hit.ties}
    away = TurnedAway.by(people)
    whole = _Asked(f"{text} {instead_of}")
    turned = [subject for subject, names in away.words.items() if any(map(whole.names, names))]
    own = {person: weights.specific(number) for person, number in engine.ties_of_each(people).items()}
    other_words = _other_words(tie.text for hit in hits for tie in hit.ties if tie.kind in SAID)
    pieces: list[Evidence] = []
    for hit in hits:
        if hit.type == "person":
            if away.counts(hit.ref.id, (), asked=turned):
                pieces += _from_profile(hit, hit.score / best, asked, other_words, away)
            continue
        named = asked.share_named_in([hit.title, *hit.keywords])
        relevance = max(hit.score / best, weights.NAMED * named**2)
        pieces += [
            replace(_piece(hit, tie, relevance), specific=own.get(tie.person_id, 1.0))
            for tie in hit.ties
            if away.counts(tie.person_id, hit.subjects, asked=turned)
        ]
    return pieces, () if hits[0].type == "person" else hits[0].keywords


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


def _from_profile(
    hit: TiedHit, relevance: float, asked: _Asked, other_words: dict[str, list[str]], away: TurnedAway
) -> Iterator[Evidence]:
    """Take from a profile the subjects that are asked for; only without these, the rest of it.

    A profile is found as a whole, with all its subjects, also those that the text is not about. What its
    person turned away may still stand in the index, and in his own words.
    """
    said = 0
    for tie in hit.ties:
        names = (tie.text, *other_words.get(tie.text, ()))
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


def _other_words(subjects: Iterable[str]) -> dict[str, list[str]]:
    """Read the synonyms of subjects by name. One query at most."""
    names = set(subjects)
    found: dict[str, list[str]] = {}
    if names:
        rows = Synonym.objects.filter(subject__name__in=names).order_by("pk")
        for name, term in rows.values_list("subject__name", "term"):
            found.setdefault(name, []).append(term)
    return found


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
