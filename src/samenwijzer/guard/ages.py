"""Makes of a date of birth an age that fits the sentence."""

from __future__ import annotations

import datetime
import re

from samenwijzer.guard.dates import PartOfDate, date_in
from samenwijzer.guard.plain import plain

_BAND = 5
_OLD = 90
_BORN_THEN = re.compile(r"\bgeboren[ ](?:op|in)(?:[ ](?:de|het))?[ ]\Z", re.IGNORECASE)
_BORN_SHORT = re.compile(r"\b(?:geboren:?|geb\.?:?|gb\.?:?|gd\.?:?|\*)[ ]?\Z", re.IGNORECASE)
_FIELD = re.compile(
    r"\b(?P<g>g)eb(?:oorte)?\.?[ -]?(?:datum|dat\.?|jaar|dag)"
    r"(?P<rest>(?:[ ]van)?[\w ]{0,20}?[ ]?(?::|=|is)?[ \n\t]{0,2})\Z",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?P<at>op|in)(?:[ ](?:de|het))?[ ]\Z", re.IGNORECASE)
_OF = re.compile(r"\b(?:is|zijn|was)(?:[ ]\w+)?[ ](?P<of>van|uit)[ ]\Z", re.IGNORECASE)
_BIRTHDAY = re.compile(r"(?:jarig|verjaar\w*)[^.\n]{0,20}\Z", re.IGNORECASE)
_PLACE_AFTER = re.compile(r"[ ](?:te|in)[ ][A-Z]")
_BORN_AFTER = re.compile(r"[^.;\n]{0,40}\bgeboren\b", re.IGNORECASE)


def instead_of_birth(
    text: str, start: int, end: int, *, free: int, today: datetime.date | None
) -> tuple[int, int, str]:
    """Return where and what comes instead of a date of birth; words from `free` on may go with it."""
    date = date_in(plain(text[start:end]).text.strip())
    earlier = text[max(start - 60, free) : start]
    if _BIRTHDAY.search(earlier) or (date is not None and date.year is None):
        return start, end, "[datum]"
    if today is None or date is None or date.year is None:
        return start, end, "[geboortedatum]"
    age = _age(date, today)
    ago = f"{_band(age, within='meer dan', below='minder dan')} geleden"
    born_then, at = _BORN_THEN.search(earlier), _AT.search(earlier)
    if born_then and not _PLACE_AFTER.match(text, end) and not re.search(r"\b(?:werd|wordt)\b", earlier):
        return start - len(born_then.group()), end, f"{_band(age)} oud"
    if at and (born_then or _BORN_AFTER.match(text, end)):
        return start - len(at.group()), end, ago[0].upper() + ago[1:] if at["at"][0].isupper() else ago
    return _instead_without_sentence(earlier, start, end, age)


def _instead_without_sentence(earlier: str, start: int, end: int, age: int) -> tuple[int, int, str]:
    field = _FIELD.search(earlier)
    if field:
        word = "Leeftijd" if field["g"].isupper() else "leeftijd"
        return start - len(field.group()), end, f"{word}{field['rest']}{_band(age)}"
    for words in (_BORN_SHORT.search(earlier), _OF.search(earlier)):
        if words:
            begin = words.start("of") if "of" in words.groupdict() else words.start()
            return start - len(earlier) + begin, end, _band(age)
    return start, end, _band(age)


def _age(date: PartOfDate, today: datetime.date) -> int:
    age = today.year - (date.year or today.year)
    if date.month is not None and (date.month, date.day or 1) > (today.month, today.day):
        age -= 1
    return max(age, 0)


def _band(age: int, *, within: str = "ouder dan", below: str = "jonger dan") -> str:
    if age >= _OLD:
        return f"{within} {_OLD} jaar"
    if age < 1:
        return f"{below} 1 jaar"
    low = age // _BAND * _BAND
    return f"tussen {max(low, 1)} en {low + _BAND} jaar"
