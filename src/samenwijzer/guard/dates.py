"""Reads dates as people write them, whole or in part."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = {
    "januari": 1,
    "jan": 1,
    "februari": 2,
    "febr": 2,
    "feb": 2,
    "maart": 3,
    "mrt": 3,
    "april": 4,
    "apr": 4,
    "mei": 5,
    "juni": 6,
    "jun": 6,
    "juli": 7,
    "jul": 7,
    "augustus": 8,
    "aug": 8,
    "september": 9,
    "sept": 9,
    "sep": 9,
    "oktober": 10,
    "okt": 10,
    "november": 11,
    "nov": 11,
    "december": 12,
    "dec": 12,
}
_MONTH = r"(?=[jfmasond])(?:{})".format(
    "|".join(
        month if len(month) > 4 or month in {"mei", "juni", "juli"} else rf"{month}\.?"
        for month in sorted(_MONTHS, key=len, reverse=True)
    )
)
_YEAR = r"(?:19|20)\d\d"
_SHORT = rf"(?:{_YEAR}|['’]?\d\d)"
DATE = re.compile(
    r"(?=[\d'’jfmasond])(?<![\w€])(?<!\d[.,/:-])(?:"
    rf"(?P<numeric>\d{{1,2}}[ ]?(?P<s>[-/.])[ ]?\d{{1,2}}[ ]?(?P=s)[ ]?{_SHORT}(?!\d)"
    rf"|{_YEAR}(?P<t>[-/.])\d{{1,2}}(?P=t)\d{{1,2}}(?!\d)|\d{{1,2}}[ ]\d{{1,2}}[ ]{_YEAR}(?!\d))"
    rf"|(?P<written>\d{{1,2}}(?:e|ste|de)?[ -]{{1,2}}(?:van[ ])?{_MONTH}[ ,-]{{1,2}}{_SHORT}(?!\w))"
    rf"|(?P<packed>\d{{8}}|\d{{6}})(?!\d)"
    rf"|(?P<day>\d{{1,2}}[ ]{_MONTH})(?!\w)"
    rf"|(?P<month>{_MONTH}[ ](?:van[ ])?(?:{_YEAR}|['’]\d\d))(?!\w)"
    rf"|(?P<year>{_YEAR}|['’]\d\d)(?!\w))(?![-/:]\d|[.,]\d)",
    re.IGNORECASE,
)
_FIRST, _LAST = 1905, 2100
_KINDS = frozenset({"numeric", "written", "packed", "day", "month", "year"})


@dataclass(frozen=True, slots=True)
class PartOfDate:
    """A date of which a part may not be said."""

    year: int | None
    month: int | None = None
    day: int | None = None


def kind_of(match: re.Match[str]) -> str:
    return next(kind for kind in _KINDS if match[kind] is not None)


def read_date(written: str, kind: str) -> PartOfDate | None:
    """Return the date, or None when no person can be born on it."""
    numbers = re.findall(r"\d+", written)
    words = [word for word in re.findall(r"[a-z]+", written.lower()) if word in _MONTHS]
    if kind == "year":
        date = PartOfDate(_year(numbers[0]))
    elif kind == "month":
        date = PartOfDate(_year(numbers[-1]), _MONTHS[words[0]])
    elif kind == "day":
        date = PartOfDate(None, _MONTHS[words[0]], int(numbers[0]))
    elif kind == "written":
        date = PartOfDate(_year(numbers[-1]), _MONTHS[words[0]], int(numbers[0]))
    elif kind == "packed":
        date = _packed(written)
    elif len(numbers[0]) == 4:
        date = PartOfDate(int(numbers[0]), int(numbers[1]), int(numbers[2]))
    else:
        date = PartOfDate(_year(numbers[2]), int(numbers[1]), int(numbers[0]))
    return date if _can_be(date) else None


def date_in(written: str) -> PartOfDate | None:
    """Return the date that a piece of text is."""
    match = DATE.fullmatch(written)
    return read_date(written, kind_of(match)) if match else None


def _packed(written: str) -> PartOfDate:
    if len(written) == 8 and written[:2] in {"19", "20"} and written[4:6] <= "12":
        return PartOfDate(int(written[:4]), int(written[4:6]), int(written[6:]))
    return PartOfDate(_year(written[4:]), int(written[2:4]), int(written[:2]))


def _year(written: str) -> int:
    number = int(written)
    if len(written) == 4:
        return number
    return number + (2000 if number < 30 else 1900)


def _can_be(date: PartOfDate) -> bool:
    return (
        (date.year is None or _FIRST <= date.year <= _LAST)
        and (date.month is None or 1 <= date.month <= 12)
        and (date.day is None or 1 <= date.day <= 31)
    )
