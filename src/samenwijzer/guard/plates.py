"""Recognises licence plates: the Dutch series with dashes; others only where the words speak of a vehicle."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samenwijzer.guard.findings import Finding, Label, Level
from samenwijzer.guard.nearby import numbers_a_thing, words_after, words_before
from samenwijzer.guard.words import words

_SERIES = (
    "@@-##-##", "##-##-@@", "##-@@-##", "@@-##-@@", "@@-@@-##", "##-@@-@@", "##-@@@-#", "#-@@@-##",
    "@@-###-@", "@-###-@@", "@@@-##-@", "@-##-@@@", "#-@@-###", "###-@@-#",
)  # fmt: skip


def _pattern(between: str) -> str:
    shapes = [one.replace("-", between).replace("@", "[A-Za-z]").replace("#", r"\d") for one in _SERIES]
    begin = rf"(?=[A-Za-z\d]{{1,3}}{between}[A-Za-z\d])" if between else r"(?=[A-Za-z\d]{6}(?![\w-]))"
    return begin + r"(?<![\w-])(?:" + "|".join(shapes) + r")(?![\w-]|[.,/]\d)"


_DASHED = re.compile(_pattern(r"[ ]?[-·•.][ ]?"))
_OTHER = re.compile(_pattern("[ ]") + "|" + _pattern(""))
_NAMED = re.compile(
    r"\b(?:kenteken(?:plaat|nummer)?s?|nummerplaat)"
    r"(?:[ ](?:is|was|van|met|nummer|de|het|zijn|haar|auto)){0,5}[ :=(\"']{1,4}"
    r"((?=[A-Z0-9 -]{0,8}\d)(?=[A-Z0-9 -]{0,8}[A-Z])[A-Z0-9]{1,8}(?:[ -][A-Z0-9]{1,5}){0,2})(?![\w-])"
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
    letters = re.sub(r"[^A-Za-z]", "", match.group())
    if not (letters.isupper() or letters.islower()):
        return False
    if letters.lower() in words("two_letters"):
        return False
    # Series with vowels are from before 1978; letters that make a word are a code more often.
    if dashed and not re.search(r"[AEIOUaeiou]", letters):
        return not _is_a_code(text, match.start())
    vehicles = words("vehicles")
    earlier, later = words_before(text, match.start(), 60), words_after(text, match.end(), 40)
    return (vehicles.has_any(earlier) or vehicles.has_any(later)) and not _is_a_code(text, match.start())


def _is_a_code(text: str, at: int) -> bool:
    earlier = words_before(text, at, 30)
    return numbers_a_thing(text, at) or (bool(earlier) and earlier[0] in words("places_and_forms"))
