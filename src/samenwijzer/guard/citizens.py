"""Recognises burgerservicenummers. The proof alone says little: one in eleven numbers passes it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from enum import IntEnum

from stdnum.nl import bsn

from samenwijzer.guard.findings import Finding, Label, Level
from samenwijzer.guard.nearby import after, before, is_amount, numbers_a_thing

_BARE = re.compile(r"\d(?<!\d\d)\d{7,8}(?!\d)")
_GROUPED = re.compile(
    r"\d(?<!\d\d)(?:\d\d(?P<a>[ .\-/_]| - )\d{3}(?P=a)\d{3}"
    r"|\d{3}(?P<b>[ .\-/_]| - )\d{2}(?P=b)\d{3}"
    r"|\d(?P<c>[ .\-/_]| - )\d{3}(?P=c)\d{3}"
    r"|\d\d(?P<d>[ .\-/_]| - )\d{2}(?P=d)\d{4}"
    r"|\d{3}(?P<e>[ .\-/_])\d{5}|\d{4}(?P<f>[ .\-/_])\d{4}"
    r"|\d(?P<g>[ .\-])\d{2}(?P=g)\d{2}(?P=g)\d{3})(?!\d)"
)
_BROKEN = re.compile(r"(?<!\d)(?=\d{1,8}[ \t]*\n)\d(?:[ \t]{0,4}(?:\n[ \t]{0,4}){0,2}\d){7,8}(?!\d)")
_BROKEN_ONCE = re.compile(r"(?!(?:19|20)\d\d\s+(?:19|20)\d\d\Z)[\d \t]+\n[ \t]*\n?[\d \t]+")
_LOOSE = re.compile(r"(?<!\d)\d(?:(?:[^\w\s]|[ .\-/\t\n_]{0,3})\d){7,8}(?!\d)")
_ABOUT = re.compile(
    r"(?<![a-z])(?:bsn|b[-. ]\s?s[-. ]\s?n\b|burger[ -]?service(?=[ -]?n)|sofi)"
    r"(?:[ -]?(?:nummers?|nrs?|nos?))?",
    re.IGNORECASE,
)
_HEADING = re.compile(_ABOUT.pattern + r"[^\w\n]{0,6}(?:\n[^\w\n]{0,6}){1,3}\Z", re.IGNORECASE)
_STRAIGHT = re.compile(r"[^\w\n]{0,12}(?:(?:is|was|luidt|nr|nummer)\b[^\w\n]{0,6}){0,2}")
_DATE = re.compile(
    r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}|\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)
_GLUED = re.compile(r"(?<![a-z])(?:bsn|sofi|nummer|nr|klant)\Z", re.IGNORECASE)
_INSIDE = re.compile(r"(?:[\d][.,\-/_:]|[A-Za-z][-/_]|(?:\+|\b00)\d{1,3}[ .\-(]{0,2}|\b0)\Z")
_AND_NEXT = re.compile(
    r"[^\w.]{0,6}(?:(?:en|of|van|partner|kind|man|vrouw|de|het|die|haar|zijn)\b[^\w.]{0,3}){0,5}"
)
_BEFORE = 60
_REACH = 90
_COLUMN = 6_000


class _Said(IntEnum):
    """How plainly the words beside a number say that it is a BSN."""

    NOTHING = 0
    NEAR = 1
    JUST_BEFORE = 2
    STRAIGHT_BEFORE = 3  # Nothing excuses a number behind it.


def citizens(text: str) -> Iterator[Finding]:
    about = [match.start() for match in _ABOUT.finditer(text)]
    places = {match.span(): False for match in _BARE.finditer(text)}
    places |= {
        match.span(): False for match in _BROKEN.finditer(text) if _BROKEN_ONCE.fullmatch(match.group())
    }
    places |= {match.span(): True for match in _GROUPED.finditer(text)}
    loose = set(_after_words(text)) - places.keys()
    last, said_last = -1, _Said.NOTHING
    for start, end in sorted([*places, *loose]):
        said = _said(text, start, end, about) if about and about[0] < end + 30 else _Said.NOTHING
        if not said and 0 <= last <= start and _AND_NEXT.fullmatch(text, last, start):
            said = min(said_last, _Said.NEAR)
        level = _level(text, start, end, said=said, grouped=places.get((start, end), False))
        if level is None or ((start, end) in loose and level is not Level.BLOCK):
            continue
        last, said_last = end, said
        yield Finding(label=Label.BSN, level=level, start=start, end=end)


def _level(text: str, start: int, end: int, *, said: _Said, grouped: bool) -> Level | None:
    written = text[start:end]
    is_valid = bsn.is_valid(re.sub(r"\D", "", written))
    if not is_valid and said < _Said.JUST_BEFORE:
        return None
    if said is _Said.NOTHING and _is_part_of_something(text, start, end):
        return None
    is_excused = _is_of_a_thing(text, start, said) or is_amount(text, start, end) or _DATE.fullmatch(written)
    if is_excused and not (is_valid and said is _Said.STRAIGHT_BEFORE):
        return None
    if not is_valid:
        return Level.WARN  # Who mistypes a BSN has still written about one person.
    return Level.BLOCK if said or grouped else Level.WARN


def _is_of_a_thing(text: str, start: int, said: _Said) -> bool:
    """Say whether words make it the number of a thing: those behind a BSN that stands just before."""
    if said < _Said.JUST_BEFORE:
        return numbers_a_thing(text, start)
    earlier = before(text, start, _BEFORE)
    since = max((words.end() for words in _ABOUT.finditer(earlier)), default=0)
    between = earlier[since:].rstrip("#")
    return numbers_a_thing(between, len(between))


def _said(text: str, start: int, end: int, about: list[int]) -> _Said:
    if _HEADING.search(text, max(start - 40, 0), start):
        return _Said.STRAIGHT_BEFORE
    earlier = before(text, start, _BEFORE)
    words = list(_ABOUT.finditer(earlier))
    if words:
        between = earlier[words[-1].end() :]
        if _STRAIGHT.fullmatch(between):
            return _Said.STRAIGHT_BEFORE
        if re.fullmatch(r"[^\d\n]{0,25}", between):
            return _Said.JUST_BEFORE
        if len(re.findall(r"\d", between)) <= 4:
            return _Said.NEAR
    later = after(text, end, 30)
    words_after = _ABOUT.search(later)
    if words_after and not re.search(r"[\d.,;]", later[: words_after.start()]):
        return _Said.NEAR
    return _Said.NEAR if _stands_in_column(text, start, about) else _Said.NOTHING


def _stands_in_column(text: str, start: int, about: list[int]) -> bool:
    """Whether the first line of a table names the BSN, and this is a later line of it."""
    top = text.rfind("\n\n", max(start - _COLUMN, 0), start)
    begin = top + 2 if top >= 0 else max(start - _COLUMN, 0)
    end, at = text.find("\n", begin, start), bisect_left(about, begin)
    if end < 0 or at == len(about) or about[at] >= end:
        return False
    return re.search(r"[\t|;,]", text[begin:end]) is not None


def _is_part_of_something(text: str, start: int, end: int) -> bool:
    if _INSIDE.search(text, max(start - 8, 0), start) or re.match(
        r"[.,\-/_:]\d|[-_][A-Za-z]|\w", text[end : end + 2]
    ):
        return True
    beside = text[start - 1 : start]
    if beside.isalnum() and not _GLUED.search(text, max(start - 8, 0), start):
        return True
    word = re.split(r"\s", text[max(start - 200, 0) : start])[-1]
    return "://" in word or word.startswith("www.")


def _after_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield numbers however they are grouped, soon after words that say BSN."""
    done = 0
    for words in _ABOUT.finditer(text):
        reach = min(words.end() + _REACH, len(text))
        for match in _LOOSE.finditer(text, max(words.end(), done), reach):
            if match.end() < reach or reach == len(text):
                yield match.span()
                done = match.end()
