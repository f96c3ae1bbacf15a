"""Recognises licence plates: the Dutch series with dashes; others only where the words speak of a vehicle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from samenwijzer.guard.findings import Finding, Label, Level
from samenwijzer.guard.nearby import after, before, numbers_a_thing
from samenwijzer.guard.words import any_of

_SERIES = (
    "@@-##-##", "##-##-@@", "##-@@-##", "@@-##-@@", "@@-@@-##", "##-@@-@@", "##-@@@-#", "#-@@@-##",
    "@@-###-@", "@-###-@@", "@@@-##-@", "@-##-@@@", "#-@@-###", "###-@@-#",
)  # fmt: skip


def _pattern(between: str) -> str:
    shapes = [one.replace("-", between).replace("@", "[A-Za-z]").replace("#", r"\d") for one in _SERIES]
    return r"(?<![\w-])(?:" + "|".join(shapes) + r")(?![\w-]|[.,/]\d)"


_DASHED = re.compile(_pattern(r"[ ]?[-·•.][ ]?"))
_OTHER = re.compile(_pattern(r"[ ]?"))
_NAMED = re.compile(
    r"\b(?:kenteken(?:plaat|nummer)?s?|nummerplaat)(?:[ ](?:is|was|van|met|nummer|de|het|zijn|haar|auto))*[ :=(\"']{1,4}"
    r"((?=[A-Z0-9 -]{0,8}\d)(?=[A-Z0-9 -]{0,8}[A-Z])[A-Z0-9]{1,8}(?:[ -][A-Z0-9]{1,5}){0,2})(?![\w-])"
)
_OTHER_CODES = re.compile(
    r"(?:versie|doos\w*|formulier\w*|bijlage|model|type|tabel|rij|vak|lokaal|ruimte|code)[ ]\Z", re.IGNORECASE
)


def plates(text: str) -> Iterator[Finding]:
    for match in _DASHED.finditer(text):
        if _is_plate(text, match, dashed=True):
            yield Finding(label=Label.LICENSE_PLATE, level=Level.WARN, start=match.start(), end=match.end())
    for match in _OTHER.finditer(text):
        if _is_plate(text, match, dashed=False):
            yield Finding(label=Label.LICENSE_PLATE, level=Level.WARN, start=match.start(), end=match.end())
    for match in _NAMED.finditer(text):
        yield Finding(label=Label.LICENSE_PLATE, level=Level.WARN, start=match.start(1), end=match.end(1))


def _is_plate(text: str, match: re.Match[str], *, dashed: bool) -> bool:
    said = before(text, match.start(), 60)
    vehicle = bool(_vehicle().search(said) or _vehicle().search(after(text, match.end(), 40)))
    if numbers_a_thing(text, match.start()) or _OTHER_CODES.search(said):
        return False
    letters = re.sub(r"[^A-Za-z]", "", match.group())
    if not (letters.isupper() or letters.islower()):
        return False
    if vehicle:
        return True
    # Series with vowels are from before 1978; a word of three letters beside digits is a code more often.
    return dashed and not re.search(r"[AEIOUaeiou]", letters)


@cache
def _vehicle() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of('vehicles')}(?!\w)", re.IGNORECASE)
