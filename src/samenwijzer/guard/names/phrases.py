"""Where a name that begins somewhere ends, and what kind of words it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from samenwijzer.guard.names.lists import Known, known, small
from samenwijzer.guard.names.words import Word

LONGEST = 7
"""Words in one name, what stands before the family name included."""


@dataclass(frozen=True)
class Phrase:
    """The words of one name, from `first` up to `last` of the text's words, that one not included."""

    first: int
    last: int
    words: tuple[Word, ...]

    @cached_property
    def names(self) -> tuple[Word, ...]:
        """Its words that are names: no initials and no particles."""
        named = tuple([word for word in self.words if not word.initials and not word.reading.particle])
        return named or self.words[-1:]

    @property
    def full(self) -> bool:
        """Whether more is known than a first name: another name, initials or a particle."""
        return len(self.words) > 1

    @property
    def place(self) -> bool:
        """Whether the words are a place, such as *Den Haag*."""
        return bool(known(" ".join(word.folded for word in self.words)) & Known.PLACES)


def phrase(row: list[Word], first: int, last: int) -> Phrase:
    """Return the words from `first` up to `last` as a phrase."""
    return Phrase(first, last, tuple(row[first:last]))


def capitalised(row: list[Word], at: int) -> Phrase | None:
    """Return the name that capitals show, from the word `at`."""
    index, named, furthest = at, 0, min(len(row), at + LONGEST)
    while index < furthest:
        if index > at and not _continues(row, index):
            break
        if row[index].initials:
            index += 1
            continue
        if row[index].reading.particle:
            after = particles(row, index)
            if not _particled(row, index, after, named=named, alone=index == at):
                break
            index = after
        elif not named_by_capital(row[index], bound=index > at and row[index - 1].bound):
            break
        index += 1
        named += 1
    while index > at and row[index - 1].initials:
        index -= 1
    return phrase(row, at, index) if named else None


def _particled(row: list[Word], at: int, after: int, *, named: int, alone: bool) -> bool:
    """Whether a family name stands behind the particles from `at` up to `after`."""
    if after >= len(row) or not row[after].joined or not named_by_capital(row[after], bound=True):
        return False
    word = row[after]
    if word.reading.thing:  # "Jan Smit aan de Kerkstraat" ends before it.
        return named < 2 and row[at].folded not in small("prepositions")
    if after - at > 1:
        return not word.known & Known.PLACES or bool(word.known & Known.LAST)
    if row[at].folded in small("prepositions"):
        return False
    if alone or row[at].folded != "van":
        return True
    return bool(word.known & Known.LAST) or not (word.word or word.known & Known.PLACES)


def spoken(row: list[Word], at: int, *, titled: bool) -> Phrase | None:
    """Return the name from the word `at` where capitals say nothing; `titled` when a title announces it."""
    begin = at + 1 if row[at].initials else at
    while titled and _small_initial(row, begin):
        begin += 1
    start = particles(row, begin)
    if start >= len(row) or (start > begin and not row[start].joined):
        return None
    word = row[start]
    if not _nameable(word) and not (titled and start > begin and word.folded in small("wordy")):
        return None
    if start == at and word.known & Known.FIRST and not word.word:
        surname = _surname(row, start + 1)
        if surname:
            return phrase(row, at, surname)
    if start > begin and row[begin].folded in small("prepositions"):
        fits = word.foreign or (titled and start - begin > 1 and word.folded in small("wordy"))
    elif start > at:
        fits = bool(word.known & Known.NAME) or not word.word
    elif titled:
        before_verb = start + 1 < len(row) and row[start + 1].joined and row[start + 1].verb
        usual = word.folded in small("wordy") or (before_verb and word.folded in small("last"))
        fits = not word.word or usual
    else:
        fits = bool(word.known & Known.FIRST) and not word.word
    return phrase(row, at, start + 1) if fits else None


def _surname(row: list[Word], at: int) -> int:
    """Return where the family name after a first name ends, or 0. Capitals say nothing."""
    end = 0
    while at < len(row) and row[at].joined and at - end < LONGEST:
        start = particles(row, at)
        if start >= len(row) or not row[start].joined or not _nameable(row[start]):
            break
        word = row[start]
        if start > at and row[at].folded in small("prepositions"):
            fits = not end and start - at > 1 and (not word.word or word.folded in small("last"))
        elif start > at:
            fits = bool(word.known & Known.LAST) or not word.word
        else:
            closed = start + 1 == len(row) or not row[start + 1].joined or row[start + 1].verb
            usual = word.folded in small("wordy") and (closed or row[start + 1].never)
            unknown = len(word.text) > 3 and not (
                word.word if closed and "-" not in word.text else word.dutch
            )
            fits = word.foreign or usual or (unknown and (closed or row[start + 1].never))
        if not fits:
            break
        at = end = start + 1
    return end


def particles(row: list[Word], index: int) -> int:
    """Return the first place from `index` where no particle stands."""
    first, last = index, min(len(row), index + 3)
    while index < last and row[index].reading.particle and (index == first or row[index].joined):
        index += 1
    return index


def named_by_capital(word: Word, *, bound: bool = False) -> bool:
    """Whether a capital makes this word a name; `bound` when a particle stands before it."""
    if not word.reading.capital or word.initials or len(word.text) < 2 or word.acronym:
        return False
    if word.shouted:
        return _nameable(word) and (not word.word or bool(word.known & Known.LAST))
    if "-" in word.text and any(
        part[:1].islower() and part not in small("particles") for part in word.text.split("-")
    ):
        return False
    if not word.reading.never:
        return True
    return bool(word.known & Known.LAST) if bound else word.foreign and not word.begins and len(word.text) > 3


def _continues(row: list[Word], index: int) -> bool:
    return row[index].joined or (row[index - 1].initials and not row[index].gap.strip(" -"))


def bare_initial(row: list[Word], at: int, *, titled: bool = False) -> Phrase | None:
    """Return the name that begins with an initial without its dot: *J de Boer*."""
    word, last = row[at], particles(row, at + 1)
    if len(word.text) != 1 or not word.capital or last >= len(row) or word.text in "XYZ":
        return None
    surname = row[last]
    if not all(one.joined for one in row[at + 1 : last + 1]) or not named_by_capital(surname, bound=True):
        return None
    is_plain = titled or last > at + 1 or not (surname.word or surname.known & Known.PLACES)
    return phrase(row, at, last + 1) if is_plain and surname.known & Known.LAST else None


def _small_initial(row: list[Word], at: int) -> bool:
    return at < len(row) and len(row[at].text) == 1 and at + 1 < len(row) and row[at + 1].gap in {".", ". "}


def _nameable(word: Word) -> bool:
    return len(word.text) > 1 and not word.initials and not word.never and not word.verb
