"""Where a name that begins somewhere ends, and what kind of words it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from samenwijzer.guard.names.lists import Known, known, small
from samenwijzer.guard.names.words import Word

LONGEST = 7
"""Words in one name, what stands before the family name included."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of one name, from `first` up to `last` of the text's words, that one not included."""

    first: int
    last: int
    words: tuple[Word, ...]

    @property
    def names(self) -> tuple[Word, ...]:
        """Its words that are names: no initials and no particles."""
        return (
            tuple(word for word in self.words if not word.initials and not word.particle) or self.words[-1:]
        )

    @property
    def full(self) -> bool:
        """Whether more is known than a first name: another name, initials or a particle."""
        return len(self.words) > 1


def capitalised(row: list[Word], at: int) -> Phrase | None:
    """Return the name that capitals show, from the word `at`."""
    index, named = at, 0
    while index < min(len(row), at + LONGEST):
        word = row[index]
        if index > at and not _continues(row, index):
            break
        if word.initials:
            index += 1
            continue
        after = _particles(row, index)
        if after > index:
            if not (after < len(row) and row[after].joined and _name(row[after])):
                break
            index = after
        elif not _name(word):
            break
        index += 1
        named += 1
    return _phrase(row, at, index) if named else None


def spoken(row: list[Word], at: int, *, titled: bool) -> Phrase | None:
    """Return the name, from the word `at`, where capitals say nothing. `titled` is whether a title stands before it."""
    after = at
    if row[at].initials:
        after = at + 1
    start = _particles(row, after)
    if start >= len(row) or (start > at and not row[start].joined):
        return None
    word = row[start]
    if not _nameable(word):
        return None
    particles = start > after
    if particles or row[at].initials:
        if not word.known & (Known.LAST | Known.FIRST) and word.word:
            return None
        return _phrase(row, at, start + 1)
    first = word.known & Known.FIRST and not word.word
    if first:
        further = _surname(row, start + 1)
        if further:
            return _phrase(row, at, further)
    if titled:
        plain = not word.word or word.folded in small("wordy")
        return _phrase(row, at, start + 1) if plain else None
    return _phrase(row, at, start + 1) if first else None


def _surname(row: list[Word], at: int) -> int:
    """Return where the family name after a first name ends, or 0. Capitals say nothing."""
    if at >= len(row) or not row[at].joined:
        return 0
    start = _particles(row, at)
    if start >= len(row) or not row[start].joined:
        return 0
    word = row[start]
    if not _nameable(word):
        return 0
    surname = bool(word.known & Known.LAST)
    if start > at:
        return start + 1 if surname or not word.word else 0
    if word.word:
        return 0
    closed = start + 1 == len(row) or not row[start + 1].joined or row[start + 1].verb
    if surname or word.known & Known.FIRST or (closed and len(word.text) > 3):
        further = _surname(row, start + 1) if start + 1 < len(row) else 0
        return further or start + 1
    return 0


def _continues(row: list[Word], index: int) -> bool:
    return row[index].joined or (row[index - 1].initials and not row[index].gap.strip(" -"))


def _particles(row: list[Word], index: int) -> int:
    """Return the first place from `index` where no particle stands."""
    first = index
    while (
        index < len(row)
        and index < first + 3
        and row[index].particle
        and (index == first or row[index].joined)
    ):
        index += 1
    return index


def _name(word: Word) -> bool:
    """Whether a capital makes this word a name, or part of one."""
    if word.initials or len(word.text) < 2 or not word.capital or word.acronym:
        return False
    if word.shouted:
        return _nameable(word) and (not word.word or bool(word.known & Known.LAST))
    parts = word.text.replace("’", "'").split("-")
    if any(part[:1].islower() and part.lower() not in small("particles") for part in parts):
        return False
    return not word.never or bool(
        word.known & Known.LAST and not word.begins and len(word.text) > 3 and not word.word
    )


def _nameable(word: Word) -> bool:
    return len(word.text) > 1 and not word.initials and not word.never and not word.verb


def _phrase(row: list[Word], first: int, last: int) -> Phrase:
    return Phrase(first, last, tuple(row[first:last]))


def is_place(words: tuple[Word, ...]) -> bool:
    """Whether the words are a place and no person's name."""
    return bool(known(" ".join(word.folded for word in words)) & Known.PLACE)
