"""Recognises dates of birth. Most dates in a text are none, so the words around decide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samenwijzer.guard.findings import Finding, Label, Level
from samenwijzer.guard.nearby import after, before
from samenwijzer.guard.words import any_of

MONTHS = {
    "januari": 1, "jan": 1, "februari": 2, "febr": 2, "feb": 2, "maart": 3, "mrt": 3, "april": 4, "apr": 4, "mei": 5,
    "juni": 6, "jun": 6, "juli": 7, "jul": 7, "augustus": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9,
    "oktober": 10, "okt": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?:19|20)\d\d"
_FULL = (
    rf"\d{{1,2}}[ ]?(?P<s>[-/.])[ ]?\d{{1,2}}[ ]?(?P=s)[ ]?(?:{_YEAR}|\d\d)(?![\d])"
    rf"|{_YEAR}(?P<t>[-/.])\d{{1,2}}(?P=t)\d{{1,2}}(?!\d)"
    rf"|\d{{1,2}}(?:e|ste|de)?[ -]{{1,2}}(?:van[ ])?{_MONTH}[ ,-]{{1,2}}(?:{_YEAR}|['’]?\d\d)(?!\w)"
    rf"|\d{{1,2}} \d{{1,2}} {_YEAR}(?!\d)"
)
_DATE = re.compile(
    rf"(?<![\w€])(?<!\d[.,/:-])(?:(?P<full>{_FULL})|(?P<packed>\d{{8}}|\d{{6}})(?!\d)"
    rf"|(?P<month>\d{{1,2}}[ ]{_MONTH}|{_MONTH}[ ](?:van[ ])?(?:{_YEAR}|['’]\d\d))(?!\w)|(?P<year>{_YEAR}|['’]\d\d)(?!\w))(?![-/:]\d|[.,]\d)",
    re.IGNORECASE,
)
_BORN_BEFORE = re.compile(
    r"(?:\bgeb\b|\bgeboren|\bgeboorte-?\w*|\bgeb\.?\s?dat\w*\.?|\bgeb\.|\bgebdat\w*\.?|\bgbd\b|\bgb\b|\bgd\b|\bg\.\s?d\.|\bjarig|\bverjaar\w*"
    r"|\bleeftijd|\bdate of birth|\bdob\b|\bbirth\w*|\bbouwjaar|\bter wereld)[^\d\n.]{0,28}\Z"
    r"|(?:\bgeboren|geboorte-?(?:datum|dag)?)[ :]*\n[ ]{0,3}\Z|(?<!\*)(?:\A|(?<=[\s(,;]))\*[ ]?\Z",
    re.IGNORECASE,
)
_BORN_AFTER = re.compile(
    r"[^\d\n.;]{0,40}\b(?:geboren|geb\.|ter wereld gekomen|jarig|geboortedatum)(?!\w)", re.IGNORECASE
)
_NOT_BORN = re.compile(
    rf"\b{any_of('dates_of_things')}(?!\w)[^.\n]{{0,30}}\Z",
    re.IGNORECASE,
)
_AS_ANOTHER = re.compile(r"[ ]als[ ](?!geb)\w*datum\b", re.IGNORECASE)
_PERSON = rf"\b{any_of('persons')}(?!\w)"
_PERSON_IS_OF = re.compile(
    rf"(?:(?i:{_PERSON})|\b[A-ZÀ-Þ][\w'’-]+)(?:[ ](?:[12]|zelf|ook|die|nu|nog|dan))?[ ](?:is|zijn|was)[ ](?:er[ ])?(?:een[ ])?(?:(?:ook|nog|pas|zelf|dus)[ ])?(?:van|uit)[ ]\Z"
    rf"|(?i:{_PERSON})[^.\n]{{0,45}}[ ]is[ ](?:van|uit)[ ]\Z"
)
_PERSON_THEN = re.compile(rf"{_PERSON}(?:[ ](?:[12]|A|B))?(?:[ ]?[:,(-][ ]?|[ ]\(|[ ])\Z", re.IGNORECASE)
_NAME_THEN = re.compile(r"(?:^|[\s(|;,:>*_-])[A-ZÀ-Þ][\w'’-]+(?:[ ]\(|,[ ]|[ ]?[|;\t][ ]?|[ ]-[ ])\Z")
_LOWER_NAME_THEN = re.compile(
    r"\b(?:mevr?\.?|mw\.?|dhr\.?|meneer|mevrouw|de heer|fam\.?|cli[eë]nt|klant)[ ][\w' -]{2,40}[ ]\(\Z",
    re.IGNORECASE,
)
_LAST_BIRTH_WITHOUT_WORDS = 1998
_FIRST_BIRTH = 1905


def births(text: str) -> Iterator[Finding]:
    for match in _DATE.finditer(text):
        if _is_birth(text, match):
            yield Finding(label=Label.DATE_OF_BIRTH, level=Level.WARN, start=match.start(), end=match.end())


def _is_birth(text: str, match: re.Match[str]) -> bool:
    kind = match.lastgroup if match.lastgroup in {"full", "packed", "month", "year"} else "full"
    if not _is_possible(match.group(), kind):
        return False
    said = before(text, match.start(), 70)
    if _AS_ANOTHER.match(text, match.end()):
        return False
    if _BORN_BEFORE.search(said):
        return True
    if kind != "year" and _BORN_AFTER.match(after(text, match.end(), 60)) and not _NOT_BORN.search(said):
        return True
    if kind == "year" and re.match(r"[ ]geboren", text[match.end() : match.end() + 9]):
        return True
    if kind == "month" and re.match(r"\d", match.group()):
        return False
    if _PERSON_IS_OF.search(said):
        return True
    if kind in {"year", "month"}:
        return False
    if kind == "packed":
        return (
            len(match.group()) == 6
            and bool(re.search(r"\b(?:van|uit) \Z", said))
            and not _NOT_BORN.search(said)
        )
    if _NOT_BORN.search(said):
        return False
    year = _year(match.group())
    if _PERSON_THEN.search(said) or _NAME_THEN.search(said) or _LOWER_NAME_THEN.search(said):
        return True
    return year <= _LAST_BIRTH_WITHOUT_WORDS and not match.group().lower().strip("0123456789 -/.")


def _year(written: str) -> int:
    for part in re.findall(r"\d{4}", written):
        return int(part)
    short = int(re.findall(r"\d{2}", written)[-1])
    return 2000 + short if short < 30 else 1900 + short


def _is_possible(written: str, kind: str) -> bool:
    """Whether day and month can be, and a person can be of that year."""
    numbers = [int(part) for part in re.findall(r"\d+", written)]
    if kind == "year" or kind == "month":
        return kind == "month" or _year(written) >= _FIRST_BIRTH
    if kind == "packed":
        day, month = int(written[:2]), int(written[2:4])
        if (
            len(written) == 8
            and written[:2] in {"19", "20"}
            and not (1 <= month <= 12 and written[4:6] in {"19", "20"})
        ):
            month, day = int(written[4:6]), int(written[6:])
        return 1 <= day <= 31 and 1 <= month <= 12
    if re.search(r"[a-z]{3}", written, re.IGNORECASE):
        return 1 <= numbers[0] <= 31 and _year(written) >= _FIRST_BIRTH
    if len(str(numbers[0])) == 4:
        return 1 <= numbers[1] <= 12 and 1 <= numbers[2] <= 31 and numbers[0] >= _FIRST_BIRTH
    return 1 <= numbers[0] <= 31 and 1 <= numbers[1] <= 12 and _year(written) >= _FIRST_BIRTH
