"""What was probably meant by a word that nobody writes, looked for in what the viewer may read alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tantivy import Occur, Query

from samenwijzer.search.analyzer import WORD, Term, fold, is_word, term, terms
from samenwijzer.search.analyzer.lexicon import words_at_start
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
SELDOM = 2
"""Documents with the typed word up to which it finds next to nothing."""

_CLEARLY_MORE = 8
"""How many times as many documents must hold the other word, when any hold the typed one."""

_MOST_TRIES = 12
"""Times that one query is compared with what is written."""

Key = tuple[int, int]
Count = Callable[[Query], int]
Texts = Callable[[Query], Sequence[tuple[Key, str]]]


@dataclass(frozen=True, slots=True)
class Mended:
    """What was probably meant, and the documents that hold it."""

    meaning: Meaning
    held_by: frozenset[Key]


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


def nearest(asked: Sequence[Term], *, covered: set[int], count: Count, texts: Texts) -> Iterator[Mended]:
    """For each word that is in no dictionary and finds next to nothing, the nearest that finds clearly more.

    `count` says in how many documents that the viewer may read; `texts` gives the best few of them. The
    places in `covered` are called something else already.
    """
    doubtful = [
        place
        for place, one in enumerate(asked)
        if place not in covered and _distance(one.surface) and not is_word(one.surface)
    ]
    left = _MOST_TRIES
    for place in doubtful[:_MOST_WORDS]:
        held = count(word(asked[place]))
        for begin, end, start, surface, distance in _tries(asked, place) if held <= SELDOM else ():
            if not left:
                return
            left -= 1
            others = [one for other, one in enumerate(asked) if not begin <= other < end]
            written, held_by = _most_written(surface, distance, texts(_near(surface, distance, others)))
            meant = tuple(terms(f"{start} {written}")) if written else ()
            if meant and (held == 0 or count(word(meant[-1])) >= held * _CLEARLY_MORE):
                yield Mended(Meaning(begin, end, meant, f"{start} {written}".strip(), KIND), held_by)
                break


def _tries(asked: Sequence[Term], place: int) -> Iterator[tuple[int, int, str, str, int]]:
    """What may have been meant at a place, the likeliest first.

    From where to where in the query, the word it begins with when two were written as one, what the other was
    to look like, and how many letters may differ.
    """
    surface = asked[place].surface
    for distance in range(1, _distance(surface) + 1):
        yield place, place + 1, "", surface, distance
    for begin in (place, place - 1):
        if 0 <= begin < len(asked) - 1:
            yield begin, begin + 2, "", asked[begin].surface + asked[begin + 1].surface, 1
    for start in words_at_start(surface)[:-3:-1]:
        rest = surface.removeprefix(start)
        if len(start) >= _ONE_FROM and len(rest) > _ONE_FROM:
            yield place, place + 1, start, rest, 1


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


def _distance(surface: str) -> int:
    if not surface.isalpha() or len(surface) < _ONE_FROM:
        return 0
    return 1 if len(surface) < _TWO_FROM else 2


def _near(surface: str, distance: int, others: Sequence[Term]) -> Query:
    near = Query.fuzzy_term_query(schema(), "spelled", surface, distance=distance)
    beside = [(Occur.Should, Query.term_query(schema(), "body", one.whole, "freq")) for one in others]
    return Query.boolean_query([(Occur.Must, near), *beside])


def _most_written(
    surface: str, distance: int, texts: Sequence[tuple[Key, str]]
) -> tuple[str, frozenset[Key]]:
    """The word that most of the texts hold of those that differ so little and begin with the same letter."""
    held: dict[str, set[Key]] = {}
    for key, text in texts:
        for written in {one.lower() for one in WORD.findall(text[:_LONGEST_READ])}:
            folded = fold(written)
            if folded[:1] == surface[:1] and edits(folded, surface, distance) <= distance:
                held.setdefault(written, set()).add(key)
    best = max(held, key=lambda one: (len(held[one]), one), default="")
    return best, frozenset(held.get(best, ()))
