"""What was probably meant by a word that nobody writes, looked for in what the viewer may read alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from tantivy import Occur, Query

from samenwijzer.search.analyzer import WORD, Term, fold, is_word, term
from samenwijzer.search.schema import schema
from samenwijzer.search.synonyms import Meaning
from samenwijzer.search.wording import word

KIND = "spelling"
LOOKED_AT = 20
"""Documents in which a word is looked for that differs by a letter or two."""

_MOST_WORDS = 4
_ONE_FROM, _TWO_FROM = 4, 8
"""Letters from which on a word may have one and two typing errors."""

_SHORTEST_JOINED = 6
_LONGEST_READ = 20_000
_SELDOM = 2
"""Documents with the typed word up to which it finds next to nothing."""

_CLEARLY_MORE = 8
"""How many times as many documents must hold the other word, when any hold the typed one."""

Count = Callable[[Query], int]
Texts = Callable[[Query], Iterable[str]]


def joined(asked: Sequence[Term]) -> Iterator[Meaning]:
    """Words that were wrongly written in two or three: *huis houdelijke*."""
    for length in (2, 3):
        for begin in range(len(asked) - length + 1):
            surface = "".join(one.surface for one in asked[begin : begin + length])
            if len(surface) >= _SHORTEST_JOINED and is_word(surface):
                whole = term((surface,))
                if whole is not None:
                    yield Meaning(begin, begin + length, (whole,), surface, KIND)


def is_mended(asked: Sequence[Term], meaning: Meaning) -> bool:
    """Whether a meaning mends what was typed: it is another spelling, and what was typed is no word."""
    typed = asked[meaning.begin : meaning.end]
    return meaning.kind == KIND and not all(is_word(one.surface) for one in typed)


def nearest(asked: Sequence[Term], *, covered: set[int], count: Count, texts: Texts) -> Iterator[Meaning]:
    """For each word that is in no dictionary and finds next to nothing, the nearest that finds clearly more.

    `count` says in how many documents that the viewer may read; `texts` gives the best few of them. The
    places in `covered` are called something else already.
    """
    doubtful = [
        place
        for place, one in enumerate(asked)
        if place not in covered and _distance(one) and not is_word(one.surface)
    ]
    for place in doubtful[:_MOST_WORDS]:
        others = [one for other, one in enumerate(asked) if other != place]
        held = count(word(asked[place]))
        if held > _SELDOM:
            continue
        for distance in range(1, _distance(asked[place]) + 1):
            written = _most_written(
                asked[place].surface, distance, texts(_near(asked[place], distance, others))
            )
            meant = term((fold(written),)) if written else None
            if meant is not None:
                if held == 0 or count(word(meant)) >= held * _CLEARLY_MORE:
                    yield Meaning(place, place + 1, (meant,), written, KIND)
                break


def edits(one: str, other: str, most: int) -> int:
    """How many letters were left out, added, changed or turned around; more than `most` is `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, beside in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != beside))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == beside:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) > most:
            return most + 1
    return min(row[-1], most + 1)


def _distance(asked: Term) -> int:
    if not asked.surface.isalpha() or len(asked.surface) < _ONE_FROM:
        return 0
    return 1 if len(asked.surface) < _TWO_FROM else 2


def _near(asked: Term, distance: int, others: Sequence[Term]) -> Query:
    near = Query.fuzzy_term_query(schema(), "spelled", asked.surface, distance=distance)
    beside = [(Occur.Should, Query.term_query(schema(), "body", one.whole, "freq")) for one in others]
    return Query.boolean_query([(Occur.Must, near), *beside])


def _most_written(surface: str, distance: int, texts: Iterable[str]) -> str:
    """The word that most of the texts hold of those that differ so little and begin with the same letter."""
    held: Counter[str] = Counter()
    for text in texts:
        written = {one.lower() for one in WORD.findall(text[:_LONGEST_READ])}
        held.update(one for one in written if _is_near(fold(one), surface, distance))
    return max(held, key=lambda one: (held[one], one), default="")


def _is_near(folded: str, surface: str, distance: int) -> bool:
    return folded[:1] == surface[:1] and folded != surface and edits(folded, surface, distance) <= distance
