"""Names that nothing announces: full names, names with initials, first names alone."""

from __future__ import annotations

from samenwijzer.guard.findings import Level
from samenwijzer.guard.names.judging import Found, Judge
from samenwijzer.guard.names.lists import Known, is_word, small
from samenwijzer.guard.names.phrases import Phrase, bare_initial, capitalised, particles, phrase, spoken
from samenwijzer.guard.names.words import Word

_OWNER = 4
"""Letters of a first name behind which an *s* is its owner's: *Pieters schulden*."""


def untitled(row: list[Word], at: int, judge: Judge) -> Found | None:
    """Return the name that begins `at`."""
    word = row[at]
    if word.initials:
        return _with_initials(row, at, judge)
    if not (word.capital or word.known & Known.USUAL):
        return None
    if word.text == "van":
        return _surname_without_capitals(row, at, judge)
    if word.never and not word.particle:
        return _bare_initial(row, at, judge) or _also_a_verb(row, at, judge)
    return _surname_first(row, at, judge) or _plain(row, at, judge)


def _bare_initial(row: list[Word], at: int, judge: Judge) -> Found | None:
    named = bare_initial(row, at)
    if named is None or judge.item_before(at) or judge.thing(named) or row[at].shouted:
        return None
    _surname, level = judge.unless_colleague(phrase(row, at + 1, named.last), Level.WARN, titled=True)
    return named, level


def _also_a_verb(row: list[Word], at: int, judge: Judge) -> Found | None:
    """Return a full name whose first name is otherwise none: *Wil Bakker*, *Frans de Wit*."""
    word = row[at]
    if word.shouted or not (word.capital and word.known & Known.FIRST) or word.folded not in small("first"):
        return None
    last = particles(row, at + 1)
    if last >= len(row) or not all(one.joined for one in row[at + 1 : last + 1]):
        return None
    surname = row[last]
    if not surname.capital or surname.acronym or surname.never or not surname.known & Known.LAST:
        return None
    named = phrase(row, at, last + 1)
    if judge.thing(named) or judge.article_before(at):
        return None
    return judge.unless_surname_of_colleague(named)


def _plain(row: list[Word], at: int, judge: Judge) -> Found | None:
    word = row[at]
    if not word.capital or word.shouted:
        return _without_capitals(row, at, judge)
    if word.particle:
        return _surname_alone(row, at, judge)
    named = capitalised(row, at)
    if named is None:
        return None
    colleague = judge.colleague_at_start(named)
    if colleague:
        return colleague, None
    if named.full and judge.thing(named):
        return named, None
    return _full(row, named, judge) or _single(row, at, judge) or _passed(row, named)


def _passed(row: list[Word], named: Phrase) -> Found | None:
    """Return the words at its start that begin no name either, so that a long row is read once."""
    index = named.first + 1
    while index < named.last - 1 and not (
        row[index].known & Known.NAME
        or row[index].initials
        or row[index].reading.announces
        or _owner(row[index])
    ):
        index += 1
    return (phrase(row, named.first, index), None) if index > named.first + 1 else None


def _with_initials(row: list[Word], at: int, judge: Judge) -> Found | None:
    named = capitalised(row, at)
    if named is None or judge.thing(named):
        return None
    if row[at].text.count(".") == 1:
        surname = any(one.known & Known.LAST or not one.word for one in named.names)
        if judge.item_before(at) or not surname:
            return None
    return judge.unless_colleague(named, Level.WARN, titled=True)


def _full(row: list[Word], named: Phrase, judge: Judge) -> Found | None:
    """Return the full name within a row of capitalised words."""
    begin, last = named.first, named.last
    while last - begin > 1 and row[begin].begins and row[begin].word and not row[begin].known & Known.FIRST:
        begin += 1
    while last - begin > 2 and _follows(row, last - 1):
        last -= 1
    named = phrase(row, begin, last)
    if (
        row[begin].particle
        or not named.full
        or judge.thing(named)
        or named.place
        or judge.article_before(begin)
    ):
        return None
    return judge.unless_colleague(named, Level.WARN) if _person(row, named) else None


def _follows(row: list[Word], index: int) -> bool:
    """Whether a capitalised word only follows a name: *Jan Jansen Participatie*."""
    before = row[index - 1]
    return row[index].particle or (row[index].word and not row[index].known & Known.NAME and not before.bound)


def _person(row: list[Word], named: Phrase) -> bool:
    """Whether the capitalised words are a person's."""
    first, *rest = named.names
    if not rest:
        return False
    bound = any(word.bound for word in named.words[1:-1])
    surname = any(one.known & Known.NAME or not one.word or one.folded in small("wordy") for one in rest)
    if first.known & Known.FIRST:
        verb = named.last < len(row) and row[named.last].joined and row[named.last].verb
        certain = not first.word or not first.begins or verb or any(one.foreign for one in rest)
        surname = surname or (not first.word and (verb or _stands_apart(row, named)))
        return bound or (surname and certain)
    if first.dutch or any(one.dutch and not one.known & Known.NAME for one in rest):
        return False
    if any(one.foreign and not one.known & Known.PLACES for one in named.names):
        return not first.known & Known.PLACES
    return named.last < len(row) and row[named.last].joined and row[named.last].verb


def _stands_apart(row: list[Word], named: Phrase) -> bool:
    """Whether a first name and an ordinary word have their capitals between words that have none."""
    first, last = named.first, named.last
    if last - first != 2 or not named.words[0].known & Known.USUAL:
        return False
    surname = named.words[1]
    return (
        len(surname.text) >= _OWNER
        and not surname.reading.thing
        and first > 0
        and row[first].joined
        and not row[first - 1].capital
        and row[first - 1].never
        and not (last < len(row) and row[last].joined and row[last].capital)
    )


def _single(row: list[Word], at: int, judge: Judge) -> Found | None:
    """Return the first name, or the family name before a verb, that stands alone `at`."""
    word = row[at]
    alone = phrase(row, at, at + 1)
    if word.acronym or word.reading.announces or judge.thing(alone) or judge.article_before(at):
        return None
    if is_word(word.folded) and judge.capital_beside(at):
        return None
    verb = at + 1 < len(row) and row[at + 1].joined and row[at + 1].verb
    if word.known & Known.PLACES or judge.month(at):
        fits = verb and bool(word.known & Known.FIRST)
    elif word.known & Known.FIRST:
        fits = not word.word or verb or not word.begins
    else:
        fits = not word.word and (bool(word.known & Known.LAST) or _owner(word))
    surname = not word.known & Known.FIRST
    return judge.unless_colleague(alone, Level.HINT, titled=surname) if fits else None


def _owner(word: Word) -> bool:
    return word.folded.endswith("s") and len(word.folded) > _OWNER and Judge.first(word.folded[:-1])


def _surname_alone(row: list[Word], at: int, judge: Judge) -> Found | None:
    """Return a family name with its particles in capitals: *Van Rijn*."""
    is_said_twice = at + 1 < len(row) and row[at + 1].folded == row[at].folded
    named = None if is_said_twice else capitalised(row, at)
    if named is None or not all(_family_name(row[at], one) for one in named.names) or judge.thing(named):
        return None
    if named.place:
        return named, None
    if phrase(row, named.first + 1, named.last).place or _begins_no_surname(row[at], named):
        return None
    if all(one.word for one in named.names):
        usual = all(one.folded in small("wordy") for one in named.names) and not judge.article_before(at)
        if row[at].folded != "van" and (row[at].begins or not usual):
            return None
        sure = row[at].folded == "van" and row[at + 1].folded in {"den", "der"}
        return judge.unless_colleague(named, Level.WARN if sure else Level.HINT, titled=True)
    return judge.unless_colleague(named, Level.WARN, titled=True)


def _begins_no_surname(particle: Word, named: Phrase) -> bool:
    """Whether what stands before a first name is an article or a preposition: *Het Jan Arends huis*."""
    first = named.names[0]
    is_first = first.known & (Known.FIRST if len(named.names) > 1 else Known.USUAL) and not first.word
    if particle.folded in small("articles") and is_first:
        return True
    is_preposition = particle.begins and particle.folded in small("prepositions")
    return is_preposition and bool(named.words[-1].known & Known.FIRST)


def _family_name(particle: Word, word: Word) -> bool:
    foreign = particle.folded in small("foreign_particles") and not (word.dutch or word.known & Known.PLACES)
    return foreign or bool(word.known & Known.LAST)


def _surname_without_capitals(row: list[Word], at: int, judge: Judge) -> Found | None:
    """Return a family name that its particles show: nobody writes *van der* before anything else."""
    last = particles(row, at)
    if last - at != 2 or last >= len(row) or row[at + 1].text not in {"der", "den"} or not row[last].joined:
        return None
    named = phrase(row, at, last + 1)
    is_other = row[last].never and row[last].folded not in small("wordy")
    if is_other or not row[last].known & Known.LAST or judge.thing(named):
        return None
    return judge.unless_colleague(named, Level.WARN, titled=True)


def _surname_first(row: list[Word], at: int, judge: Judge) -> Found | None:
    """Return a name as lists have it: *De Waard, Cornelis* or *Jansen, J.P.*, also in capitals."""
    last = particles(row, at)
    if last + 1 >= len(row) or not row[at].capital or not row[last].capital or row[last + 1].gap != ", ":
        return None
    surname, first = row[last], row[last + 1]
    if surname.acronym or not surname.known & Known.LAST or (last > at and not row[last].joined):
        return None
    if surname.known & (Known.FIRST | Known.PLACES) and not (first.initials or last > at):
        return None
    if not first.initials and not (first.capital and first.known & Known.FIRST and not first.word):
        return None
    return judge.unless_backwards_colleague(phrase(row, at, last + 2), Level.WARN)


def _without_capitals(row: list[Word], at: int, judge: Judge) -> Found | None:
    """Return the name that begins `at` in a text without capitals, or with nothing but capitals."""
    word = row[at]
    if word.particle or word.verb or word.word or not word.known & Known.USUAL or word.known & Known.PLACES:
        return None
    named = spoken(row, at, titled=False)
    if named is None or judge.thing(named):
        return None
    if named.full:
        return judge.unless_colleague(named, Level.WARN)
    if len(word.text) < _OWNER or judge.article_before(at) or judge.month(at):
        return None
    return judge.unless_colleague(named, Level.HINT)
