"""How much a piece of evidence says. The one place where these numbers stand.

They order colleagues for one question, are computed anew each time and stored for nobody: a weight is never a
judgement of a person. Whoever changes one runs `tests/test_ranking.py`, which states what must stay true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samenwijzer.kernel.modules import State, TieKind

KIND: Final[Mapping[TieKind, float]] = {
    "accepted": 1.0,  # The asker says: this was it.
    "confirmed": 0.8,  # A colleague tells when it showed.
    "helped": 0.75,  # A reader says: this helped me.
    "answered": 0.6,  # Somebody took the question on.
    "wrote": 0.5,  # Somebody keeps the text that colleagues work by.
    "kept": 0.4,  # Somebody sees to it that a text stays right.
    "declared": 0.35,  # "You can ask me about this": an invitation, not yet seen in the work.
    "profile": 0.2,  # Function, department and own words happen to match.
}

HALF_LIFE_DAYS: Final = 540
"""After a year and a half a piece of evidence counts for half: rules and amounts change every year.

What a person declares does not wear, for it holds until it is taken away.
"""

OLD_PAGE: Final[Mapping[State, float]] = {"expired": 0.5, "replaced": 0.3}
"""Whoever wrote a page that no longer holds knew the subject, but perhaps not what replaced it."""

NEXT: Final = 0.93
"""Each further piece of evidence of one person counts a little less than the one before it, strongest first.

So all evidence together is worth less than fourteen times the strongest piece.
"""

FOCUS: Final = 1.5
"""Relevance (0 to 1) is raised to this power, so that half a match counts for about a third."""

NAMED: Final = 0.6
"""The least relevance of what names all words in title or subjects; with half of them, a quarter of it.

Search weighs texts, and puts a page with the words in its title far above an answer on the same subject.
"""

ACTIVE, CORRECTION = 10, 0.4
"""Of who did much a piece counts less: (1 + n / ACTIVE) to the power -CORRECTION, for n things that he did.

Who answers everything stands in the hits for everything, and is not who knows this best.
"""


def specific(number: int) -> float:
    """Say for how much a piece of evidence counts of somebody of whom there are so many."""
    return float((1 + number / ACTIVE) ** -CORRECTION)


BESIDE: Final = 0.7
"""When a text finds fewer than three people, those who know its subject count too, for this much."""

WORTH_SAYING: Final = 0.1
"""What is weaker than this share of a person's best evidence is no reason to show."""

NOISE: Final = 0.03
"""Who has less than this share of the best evidence only used a word, and is not named."""

NOT_TODAY: Final = 0.85
"""Within fifteen percent, a colleague who works today goes before one who does not."""

CREDIBLE: Final = 0.1
"""From this share of the best evidence on, somebody really knows about it.

Absent colleagues stand below all who can be reached and are credible.
"""

TOP: Final = 3
"""Among this many people there are two departments, when there are credible people of two."""

COVERS: Final = 0.3
"""From this much evidence on, somebody counts in the coverage of a subject.

Who says that one can ask him counts, and whom a colleague confirmed. So does who answered once in the last
year and a half, or gave a chosen answer in the last two and a half. A page counts for a year, and what was
long ago adds up.
"""

THIN: Final = 2
"""Up to this many people, coverage names them: a subject that so few know is what it is there to show."""
