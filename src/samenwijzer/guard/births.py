"""Recognises dates of birth. Most dates in a text are none, so the words around decide."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from samenwijzer.guard.dates import DATE, PartOfDate, kind_of, read_date
from samenwijzer.guard.findings import Finding, Label, Level
from samenwijzer.guard.nearby import words_after, words_before
from samenwijzer.guard.words import words

_BORN = ("geboren", "geboorte", "gebdat", "verjaar", "birth", "bouwjaar van")
_BORN_SHORT = frozenset(
    {"geb", "geb.", "gb", "gb.", "gd", "gd.", "gbd", "g.d.", "g.d", "jarig", "dob", "gebd", "geb.dat."}
)
_NAME_THEN = re.compile(r"(?:^|[\s(|;,:>*_-])[A-ZÀ-Þ][\w'’.-]+(?:[ ]?\(|,[ ]|[ ]?[|;\t][ ]?|[ ]-[ ])\Z")
_ROLE_THEN = re.compile(r"(?:[ ](?:[1-9]|[AB]))?(?:[ ]?[:,(-][ ]?|[ ]\(|[ ])\Z")
_IS_OF = re.compile(
    r"\b(?:is|zijn|was)[ ](?:er[ ])?(?:een[ ])?(?:(?:ook|nog|pas|zelf|dus|nu)[ ])?(?:van|uit)[ ]\Z"
)
_NAMED = re.compile(r"(?<!\bde )(?<!\bDe )(?<!\bhet )(?<!\bHet )\b[A-ZÀ-Þ][\w'’-]+[ ]\Z")
_PARTS = frozenset({"day", "month", "year"})
_MAY_BE_SAID = re.compile(
    r"geb|gb|gd|g\.d|jarig|verjaar|birth|dob|\b(?:van|uit) |\((?:19|20)\d\d\)",
    re.IGNORECASE,
)
_FILLING = frozenset(
    {"in", "het", "jaar", "de", "van", "rond", "circa", "ca.", "omstreeks", "ongeveer", "is", "op"}
    | {"voorjaar", "zomer", "najaar", "herfst", "winter", "lente", "begin", "eind", "medio"}
)
_AGES = frozenset({"oudste", "middelste", "jongste"})
_COHORT = frozenset({"voor", "vóór", "na", "vanaf", "sinds", "tussen", "tot", "t/m"})
"""With one of these before it a day parts people in two; nobody is born on it."""
_BETWEEN = 5
_ADULTS_UNTIL = 1998


def births(text: str) -> Iterator[Finding]:
    said = [found.start() for found in _MAY_BE_SAID.finditer(text)]
    for match in DATE.finditer(text):
        if (kind_of(match) not in _PARTS or _is_near(said, match)) and _is_birth(text, match):
            yield Finding(label=Label.DATE_OF_BIRTH, level=Level.WARN, start=match.start(), end=match.end())


def _is_birth(text: str, match: re.Match[str]) -> bool:
    kind = kind_of(match)
    date = read_date(match.group(), kind)
    if date is None:
        return False
    earlier = words_before(text, match.start(), 70)
    later = words_after(text, match.end(), 60)
    of_a_field = later[:1] == ["als"] and len(later) > 1 and later[1].endswith("datum")
    is_of_many = earlier[:1] and (earlier[0] in _COHORT or _is_of_all(kind, earlier))
    if (of_a_field and not _is_born(later[1])) or is_of_many:
        return False
    near = [word for word in earlier if word not in _FILLING][:1] if kind == "year" else earlier[:_BETWEEN]
    if _said_before(text, match.start(), near):
        return True
    of_a_thing = words("dates_of_things").has_any(earlier[:6])
    if _said_after(later, nearest=kind == "year") and not of_a_thing:
        return True
    if kind in _PARTS:
        is_of = earlier[1:2] == ["is"] and _is_of_person(text, match.start(), earlier, whole=False)
        return date.year is not None and (
            is_of or _is_of_role(earlier) or _is_bracketed(text, match, earlier)
        )
    return not of_a_thing and _is_birth_without_words(text, match, kind, date, earlier)


def _is_birth_without_words(
    text: str, match: re.Match[str], kind: str, date: PartOfDate, earlier: list[str]
) -> bool:
    if kind == "packed":
        return len(match.group()) == 6 and earlier[:1] in (["van"], ["uit"])
    return (
        _is_of_person(text, match.start(), earlier, whole=True)
        or _follows_person(text, match.start(), earlier)
        or (earlier[:1] == ["van"] and not _AGES.isdisjoint(earlier[1:2]))
        or (date.year is not None and date.year <= _ADULTS_UNTIL and kind == "numeric")
    )


def _is_of_all(kind: str, earlier: list[str]) -> bool:
    """Say whether it reads as "een geboortedatum op 1 januari" or "de wet is geboren in 2015"."""
    at = next((at for at, word in enumerate(earlier[:_BETWEEN]) if _is_born(word)), None)
    if at is None:
        return False
    if kind == "day":
        return earlier[at + 1 : at + 2] == ["een"]
    is_told = earlier[at + 1 : at + 2] in (["is"], ["werd"], ["was"])
    return kind in _PARTS and is_told and words("dates_of_things").has_any(earlier[at + 2 : at + 3])


def _is_of_role(earlier: list[str]) -> bool:
    """Say whether it reads as "een klant uit 1958"."""
    return earlier[:1] in (["van"], ["uit"]) and words("persons").has_any(earlier[1:2])


def _is_bracketed(text: str, match: re.Match[str], earlier: list[str]) -> bool:
    """Say whether it reads as "moeder (1962)"."""
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return around == "()" and words("persons").has_any(earlier[:1])


def _is_near(said: list[int], match: re.Match[str]) -> bool:
    at = bisect_left(said, match.start() - 60)
    return at < len(said) and said[at] < match.end() + 30


def _is_born(word: str) -> bool:
    return word in _BORN_SHORT or word.startswith(_BORN)


def _said_before(text: str, start: int, earlier: list[str]) -> bool:
    for word in earlier:
        if _is_born(word):
            return True
        if word[-1] == "." or any(letter.isdigit() for letter in word):
            break
    return re.search(r"[(,][ ]?\*[ ]?\Z", text[max(start - 4, 0) : start]) is not None


def _said_after(later: list[str], *, nearest: bool) -> bool:
    for word in later[: 1 if nearest else 6]:
        if _is_born(word) and word != "geboorte":
            return True
        if any(letter.isdigit() for letter in word):
            return False
    return False


def _is_of_person(text: str, start: int, earlier: list[str], *, whole: bool) -> bool:
    """Say whether it reads as "Partner is van 1956", or "Liv is van 3-2-2025"."""
    place = text[max(start - 60, 0) : start]
    is_of = _IS_OF.search(place)
    if is_of is None:
        return False
    if words("persons").has_any(earlier[2:9]):
        return True
    return whole and _NAMED.search(place, 0, is_of.start()) is not None


def _follows_person(text: str, start: int, earlier: list[str]) -> bool:
    """Say whether it stands straight behind somebody: "Oudste zoon: 9-12-2013", "Postma (3-3-1950)"."""
    place = text[max(start - 60, 0) : start]
    if _NAME_THEN.search(place):
        return True
    role = next((word.rstrip("-.") for word in earlier[:2] if not re.fullmatch(r"[1-9ab-]", word)), "")
    if role in words("persons") and _ROLE_THEN.search(place):
        return True
    return place.endswith("(") and words("titles").has_any(earlier[:6])
