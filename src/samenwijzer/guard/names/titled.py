"""Names behind what announces them: a title, a word for a citizen, for family or for a field of a form."""

from __future__ import annotations

import re

from samenwijzer.guard.findings import Level
from samenwijzer.guard.names.judging import Found, Judge
from samenwijzer.guard.names.lists import Known, small
from samenwijzer.guard.names.phrases import Phrase, bare_initial, capitalised, spoken
from samenwijzer.guard.names.words import Word

_STAND_INS = frozenset({"X.", "Y.", "Z."})  # For whom the name was taken out, at the end of a sentence.
_TITLES = 5  # As many stand before one name at most.
_BETWEEN = re.compile(r":?[ \u00a0]{0,2}[(\"“']?")
_AFTER_ABBREVIATION = re.compile(r"[.:]?[ \u00a0]{0,2}[(\"“']?")
_AFTER_LABEL = re.compile(r"[ \u00a0]?[:=][ \u00a0\t]{0,3}[\"“']?")


def titled(row: list[Word], at: int, judge: Judge) -> Found | None:
    """Return the name behind the word `at`, when that announces one."""
    if not row[at].reading.announces:
        return None
    begin, kind = _begin(row, at, row[at].reading.announces)
    phrase = _behind(row, begin, kind) if begin else None
    if phrase is None or _is_of_place(phrase) or judge.thing(phrase, announced=kind in {"titles", "labels"}):
        return None
    if kind in {"professions", "cases"}:
        surname = all(_is_surname(one) for one in phrase.names) and phrase.words[0].capital
        return judge.unless_colleague(phrase, Level.WARN, titled=True) if surname else None
    if kind == "families" and not phrase.full:
        return judge.unless_colleague(phrase, Level.HINT)
    if kind in {"clients", "households"}:
        return judge.unless_allowed(phrase, Level.WARN)
    return judge.unless_colleague(phrase, Level.WARN, titled=True)


def _is_of_place(phrase: Phrase) -> bool:
    """Whether it reads as the *van Hof van Holland* behind a *bewoner*."""
    return phrase.words[0].text == "van" and any(one.text == "van" for one in phrase.words[1:])


def _begin(row: list[Word], at: int, kind: str) -> tuple[int, str]:
    """Return where the name may begin, past further titles and the *van* of *moeder van*; 0 for nowhere."""
    begin = at + 1
    if kind == "labels" and _is_said(row, at):
        return at + 2, kind
    while (
        begin < min(len(row), at + _TITLES)
        and row[begin].reading.announces == "titles"
        and _near(row, begin, kind)
    ):
        kind, begin = ("titles" if kind in {"families", "labels"} else kind), begin + 1
    if begin == len(row) or not _near(row, begin, kind):
        return 0, kind
    of = kind == "families" and row[begin].text == "van" and begin + 1 < len(row) and row[begin + 1].joined
    return (begin + 1 if of and not row[begin + 1].particle else begin), kind


def _is_said(row: list[Word], at: int) -> bool:
    """Whether it reads as "haar naam is Priya": of "de naam is Kompas" nobody is called so."""
    if at + 2 >= len(row) or not (row[at + 1].joined and row[at + 2].joined and row[at + 2].capital):
        return False
    whose = row[at - 1].folded if at else ""
    is_of_person = row[at].folded != "naam" or whose in {"zijn", "haar", "mijn", "diens", "hun"}
    return is_of_person and row[at + 1].folded in {"is", "was", "luidt"}


def _near(row: list[Word], index: int, kind: str) -> bool:
    if kind == "labels":
        between = _AFTER_LABEL
    else:
        between = _AFTER_ABBREVIATION if row[index - 1].folded in small("abbreviations") else _BETWEEN
    return between.fullmatch(row[index].gap) is not None


def _is_surname(word: Word) -> bool:
    usual = not word.word or word.folded in small("last") or word.folded in small("wordy")
    return usual and bool(word.known & Known.LAST) and not word.known & (Known.USUAL | Known.PLACES)


def _behind(row: list[Word], begin: int, kind: str) -> Phrase | None:
    word = row[begin]
    strong = kind in {"titles", "labels"}
    phrase = None if word.shouted else capitalised(row, begin) or bare_initial(row, begin, titled=True)
    if phrase:
        if word.text in _STAND_INS and all(one.word and not one.known & Known.NAME for one in phrase.names):
            return None
        named = any(one.known & Known.NAME for one in phrase.names)
        unknown = not all(one.word if kind == "households" else one.dutch for one in phrase.names)
        return phrase if strong or ((named or unknown) and not phrase.place) else None
    if strong or kind == "households" or word.foreign or len(word.text) == 1:
        return spoken(row, begin, titled=True)
    return spoken(row, begin, titled=False)
