"""Finds the names in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samenwijzer.guard.findings import Allowances, Finding, Label, Level
from samenwijzer.guard.names.judging import Judge
from samenwijzer.guard.names.lists import Known, small
from samenwijzer.guard.names.phrases import Phrase, capitalised, is_place, spoken
from samenwijzer.guard.names.words import Word, words

_AFTER_TITLE = re.compile(r"[.:]{0,2}[ \u00a0]{0,2}[(\"“']?")
_AFTER_LABEL = re.compile(r"[ \u00a0]?[:=][ \u00a0\t]{0,3}[\"“']?")
_ARTICLES = frozenset({"de", "het", "een", "'t", "deze", "dit", "elke", "ieder"})
_IN_PLACE = frozenset({"in", "te", "uit", "naar", "gemeente", "regio", "nabij", "rond"})


def find_names(text: str, *, allowed: Allowances) -> Iterator[Finding]:
    """Yield the names of people, in order and apart. A title is not part of the name it stands before."""
    row = words(text)
    judge = Judge(text, row, allowed)
    index = 0
    while index < len(row):
        found = _titled(row, index, judge) or _untitled(row, index, judge)
        if found is None:
            index += 1
            continue
        phrase, level = found
        if level:
            start, end = phrase.words[0].start, phrase.words[-1].end
            yield Finding(label=Label.PERSON_NAME, level=level, start=start, end=end)
        index = max(phrase.last, index + 1)


def _titled(row: list[Word], at: int, judge: Judge) -> tuple[Phrase, Level | None] | None:
    """Return the name behind a title or a word for a citizen that stands `at`."""
    kind = _kind(row[at])
    if not kind or at + 1 == len(row):
        return None
    begin = at + 1
    while begin + 1 < len(row) and row[begin].folded in small("titles") and _near(row[begin], _AFTER_TITLE):
        kind, begin = ("client" if kind == "client" else "title"), begin + 1
    if (
        kind == "family"
        and row[begin].folded == "van"
        and begin + 1 < len(row)
        and not row[begin + 1].particle
    ):
        if not row[begin].joined or not row[begin + 1].joined:
            return None
        begin += 1
    elif not _near(row[begin], _AFTER_LABEL if kind == "label" else _AFTER_TITLE):
        return None
    phrase = _behind(row, begin, kind)
    if phrase is None or judge.thing(phrase):
        return None
    if kind == "family" and not phrase.full:
        return phrase, None if judge.colleague(phrase, titled=False) else Level.HINT
    if kind not in {"client", "household"} and judge.colleague(phrase, titled=True):
        return phrase, None
    return phrase, None if judge.allowed_text(phrase) else Level.WARN


def _kind(word: Word) -> str:
    for kind in ("title", "client", "household", "family", "label"):
        plural = {"family": "families", "household": "households"}.get(kind, f"{kind}s")
        if word.folded in small(plural):
            return kind
    return ""


def _near(word: Word, between: re.Pattern[str]) -> bool:
    return between.fullmatch(word.gap) is not None


def _behind(row: list[Word], begin: int, kind: str) -> Phrase | None:
    """Return the name that begins at `begin`, where something announces a name."""
    word = row[begin]
    phrase = None if word.shouted else capitalised(row, begin)
    if phrase:
        names = phrase.names
        known = any(one.known & (Known.FIRST | Known.LAST) for one in names)
        if kind in {"title", "label"} or known or not all(one.word for one in names):
            if kind in {"title", "label"} or not is_place(phrase.words):
                return phrase
        return None
    phrase = spoken(row, begin, titled=kind in {"title", "household"})
    if phrase is None and kind in {"client", "label"}:
        surname = not word.word and word.known & (Known.FIRST | Known.LAST)
        phrase = spoken(row, begin, titled=True) if surname else None
    return phrase


def _untitled(row: list[Word], at: int, judge: Judge) -> tuple[Phrase, Level | None] | None:
    """Return the name that begins `at` with nothing before it that announces one."""
    word = row[at]
    if word.initials:
        return _with_initials(row, at, judge)
    if word.never and not word.particle:
        return None
    backwards = _surname_first(row, at, judge)
    if backwards:
        return backwards
    if not word.capital or word.shouted:
        return _lower(row, at, judge)
    if word.particle:
        return _surname_alone(row, at, judge)
    phrase = capitalised(row, at)
    if phrase is None:
        return None
    colleague = judge.colleague_at_start(phrase)
    if colleague:
        return colleague, None
    return _full(row, phrase, judge) or _single(row, at, judge)


def _with_initials(row: list[Word], at: int, judge: Judge) -> tuple[Phrase, Level | None] | None:
    phrase = capitalised(row, at)
    if phrase is None or judge.thing(phrase):
        return None
    only = row[at].text.count(".") == 1
    names = phrase.names
    if only and (judge.item_before(at) or all(one.word and not one.known & Known.LAST for one in names)):
        return None
    if (
        only
        and len(phrase.words) == 2
        and names[-1].word
        and row[at].begins is False
        and row[at].gap.endswith(" ")
    ):
        if not names[-1].known & Known.LAST:
            return None
    if judge.colleague(phrase, titled=True) or judge.allowed_text(phrase):
        return phrase, None
    return phrase, Level.WARN


def _full(row: list[Word], phrase: Phrase, judge: Judge) -> tuple[Phrase, Level | None] | None:
    """Return the full name in a row of capitalised words."""
    begin, last = phrase.first, phrase.last
    while last - begin > 1 and row[begin].begins and row[begin].word and not row[begin].known & Known.FIRST:
        begin += 1
    if row[begin].particle:
        return None
    while last - begin > 2 and row[last - 1].word and not row[last - 1].known & (Known.LAST | Known.FIRST):
        last -= 1
    while last > begin and row[last - 1].particle:
        last -= 1
    phrase = Phrase(begin, last, tuple(row[begin:last]))
    names = phrase.names
    if len(phrase.words) < 2 or judge.thing(phrase) or is_place(phrase.words):
        return None
    if not _person(row, phrase):
        return None
    return phrase, None if judge.colleague(phrase, titled=False) or judge.allowed_text(phrase) else Level.WARN


def _person(row: list[Word], phrase: Phrase) -> bool:
    names = phrase.names
    first, rest = names[0], names[1:]
    particles = len(phrase.words) > len(names)
    if not rest:
        return False
    if first.known & Known.FIRST:
        surname = any(one.known & (Known.LAST | Known.FIRST) or not one.word for one in rest)
        if not first.word:
            return surname or particles
        certain = any(one.known & (Known.LAST | Known.FIRST) and not one.word for one in rest)
        return certain or particles or (surname and not first.begins)
    if first.word:
        return False
    if any(one.word and not one.known & (Known.FIRST | Known.LAST) for one in rest):
        return False
    if any(one.known & (Known.FIRST | Known.LAST) and not one.known & Known.PLACE for one in names):
        return not first.known & Known.PLACE
    return phrase.last < len(row) and row[phrase.last].joined and row[phrase.last].verb


def _single(row: list[Word], at: int, judge: Judge) -> tuple[Phrase, Level | None] | None:
    """Return the first name, or the family name before a verb, that stands alone `at`."""
    word = row[at]
    phrase = Phrase(at, at + 1, (word,))
    if judge.thing(phrase) or (at and row[at - 1].folded in _ARTICLES and word.joined):
        return None
    verb = at + 1 < len(row) and row[at + 1].joined and row[at + 1].verb
    if word.known & Known.PLACE and not verb:
        return None
    if word.folded in small("months") and not verb and (word.folded != "jan" or judge.number_beside(at)):
        return None
    stem = word.folded[:-1] if word.folded.endswith("s") else ""
    owner = bool(stem) and len(stem) > 3 and not word.word and bool(judge.first(stem))
    if word.known & Known.FIRST:
        fits = verb or not word.begins if word.word else True
    else:
        fits = owner or (bool(word.known & Known.LAST) and verb and not word.word)
    if not fits or word.acronym:
        return None
    gone = judge.colleague(phrase, titled=False) or judge.allowed_text(phrase)
    return phrase, None if gone else Level.HINT


def _surname_alone(row: list[Word], at: int, judge: Judge) -> tuple[Phrase, Level | None] | None:
    """Return a family name with its particles in capitals: *Van Rijn*."""
    phrase = capitalised(row, at)
    if phrase is None or phrase.words[-1].particle or not phrase.words[-1].known & Known.LAST:
        return None
    if judge.thing(phrase) or is_place(phrase.words) or is_place(phrase.words[1:]):
        return None
    if all(one.word for one in phrase.names):
        if row[at].begins or (at and row[at - 1].folded in _ARTICLES):
            return None
        level = Level.HINT
    else:
        level = Level.WARN
    return phrase, None if judge.colleague(phrase, titled=True) or judge.allowed_text(phrase) else level


def _surname_first(row: list[Word], at: int, judge: Judge) -> tuple[Phrase, Level | None] | None:
    """Return a name as lists have it: *De Waard, Cornelis* or *Jansen, J.P.*"""
    last = at
    while last < len(row) and last < at + 4 and row[last].particle and row[last].capital:
        last += 1
    if last + 1 >= len(row) or (last > at and not row[last].joined):
        return None
    surname, first = row[last], row[last + 1]
    if not surname.capital or surname.acronym or first.gap != ", " or not surname.known & Known.LAST:
        return None
    if surname.known & (Known.FIRST | Known.PLACE) and not (first.initials or last > at):
        return None
    if not first.initials and not (first.capital and first.known & Known.FIRST and not first.word):
        return None
    phrase = Phrase(at, last + 2, tuple(row[at : last + 2]))
    return phrase, None if judge.backwards(phrase) or judge.allowed_text(phrase) else Level.WARN


def _lower(row: list[Word], at: int, judge: Judge) -> tuple[Phrase, Level | None] | None:
    """Return the name that begins `at` in a text without capitals, or with nothing but capitals."""
    word = row[at]
    if word.particle or word.verb or word.word or not word.known & Known.FIRST or len(word.text) < 3:
        return None
    phrase = spoken(row, at, titled=False)
    if phrase is None or judge.thing(phrase) or word.known & Known.PLACE:
        return None
    if phrase.full:
        level = Level.WARN
    elif len(word.text) > 3 and not (at and row[at - 1].folded in _ARTICLES):
        level = Level.HINT
    else:
        return None
    return phrase, None if judge.colleague(phrase, titled=False) or judge.allowed_text(phrase) else level
