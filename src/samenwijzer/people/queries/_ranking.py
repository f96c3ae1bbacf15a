"""From pieces of evidence to colleagues in order. Pure functions: no database, no clock, no language."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from samenwijzer.people.queries import _weights as weights

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from samenwijzer.kernel.modules import State, TieKind

DEEDS = ("accepted", "helped", "answered", "wrote", "kept")
"""What a person did, against what is said of him."""

WEEK = 7

SAID = ("confirmed", "declared")
"""What is said of a person about a subject; `title` is its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing that says a person knows the matter.

    `relevance` lies between 0 and 1, and so does `specific`: how much of what he did is about one thing.
    """

    person_id: int
    kind: TieKind
    title: str
    relevance: float
    url: str = ""
    on: datetime.date | None = None
    state: State | None = None
    specific: float = 1.0

    def strength(self, *, day: datetime.date) -> float:
        """Say how much this counts on that day: relevance x kind x age."""
        value = weights.KIND[self.kind] * max(0.0, min(self.relevance, 1.0)) ** weights.FOCUS
        if self.kind in ("declared", "profile"):
            return float(value)
        value *= self.specific
        if self.kind == "wrote" and self.state is not None:
            value *= weights.OLD_PAGE.get(self.state, 1.0)
        if self.on is not None:
            value *= 0.5 ** (max(0, (day - self.on).days) / weights.HALF_LIFE_DAYS)
        return float(value)


@dataclass(frozen=True, slots=True)
class Standing:
    """The evidence about one person that is worth saying, strongest first, and the strength of all of it."""

    pieces: tuple[Evidence, ...] = ()
    total: float = 0.0

    @classmethod
    def gather(cls, pieces: Iterable[Evidence], *, day: datetime.date) -> dict[int, Standing]:
        """Gather the evidence of each person; the same thing counts once."""
        best: dict[tuple[int, str, str], tuple[float, Evidence]] = {}
        for piece in pieces:
            value = piece.strength(day=day)
            # A question and its answer are two documents about one deed, and so is a second answer to it.
            key = (piece.person_id, "deed" if piece.kind in DEEDS else piece.kind, piece.title)
            if value > 0 and (key not in best or value > best[key][0]):
                best[key] = (value, piece)
        mine: dict[int, list[tuple[float, Evidence]]] = defaultdict(list)
        for (person_id, _kind, _title), found in best.items():
            mine[person_id].append(found)
        return {person_id: cls._of(found) for person_id, found in mine.items()}

    @classmethod
    def _of(cls, found: list[tuple[float, Evidence]]) -> Standing:
        found.sort(key=lambda pair: (-pair[0], pair[1].title))
        total = sum(value * weights.NEXT**place for place, (value, _piece) in enumerate(found))
        least = found[0][0] * weights.WORTH_SAYING
        return cls(tuple(piece for value, piece in found if value >= least), total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person who may be shown, with what the order depends on."""

    person_id: int
    department_id: int | None
    works_today: bool
    absent: bool
    standing: Standing
    full: bool = False

    @classmethod
    def in_order(cls, candidates: Sequence[Candidate], *, limit: int) -> list[Candidate]:
        """Order people by evidence: reachable before absent, and two departments in the top if there are."""
        best = max((candidate.standing.total for candidate in candidates), default=0.0)
        known = [one for one in candidates if one.standing.total >= weights.NOISE * best]
        ordered = sorted(known, key=lambda candidate: candidate.place(best))
        return _two_departments(ordered, top=min(weights.TOP, limit), best=best)[:limit]

    def place(self, best: float) -> tuple[int, float, int]:
        """Give what to sort by, lowest first; `best` is the highest total among all."""
        total = self.standing.total
        nearness = 1.0 if self.works_today else weights.NOT_TODAY
        reachable = 2 if self.absent else 1 if self.full else 0
        band = reachable if self.credible(best) else 3
        return band, -total * nearness, self.person_id

    def credible(self, best: float) -> bool:
        """Say whether there is more than a word in passing."""
        return self.standing.total >= weights.CREDIBLE * best


def full_until(days: Iterable[datetime.date], *, most: int, day: datetime.date) -> datetime.date | None:
    """Say until which day somebody was asked enough, for whom these are the days of the questions.

    He is full while `most` or more of them are of seven days: that day and the six before it.
    """
    week = sorted((one for one in days if 0 <= (day - one).days < WEEK), reverse=True)
    return None if len(week) < most else week[most - 1] + timedelta(days=WEEK - 1)


def _two_departments(ordered: list[Candidate], *, top: int, best: float) -> list[Candidate]:
    """Lift the best of a second department to the last place of the top, when that has only one."""
    if top < 2 or len(ordered) <= top:
        return ordered
    departments = {candidate.department_id for candidate in ordered[:top]}
    if len(departments) > 1:
        return ordered
    for place in range(top, len(ordered)):
        if ordered[place].department_id not in departments and ordered[place].credible(best):
            return [*ordered[: top - 1], ordered[place], *ordered[top - 1 : place], *ordered[place + 1 :]]
    return ordered
