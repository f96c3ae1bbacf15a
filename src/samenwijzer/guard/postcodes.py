"""Recognises postcodes; a year, a sum or an article before two letters is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samenwijzer.guard.findings import Finding, Label, Level
from samenwijzer.guard.nearby import words_before
from samenwijzer.guard.words import words

_POSTCODE = re.compile(
    r"(?<![\w€$])[1-9]\d{3}(?:[ ]{0,2}|-)(?!S[ADS]\b)(?:[A-Z]{2}|[a-z]{2}|[A-Z][a-z])(?![\w])"
)
_UNITS = frozenset(
    [
        "cm",
        "dl",
        "eu",
        "gb",
        "ha",
        "hz",
        "kb",
        "kg",
        "km",
        "kv",
        "kw",
        "mb",
        "mg",
        "ml",
        "mm",
        "pk",
        "tb",
        "uu",
    ]
)
_LAWS = frozenset(["aw", "bw", "ga", "gw", "ow", "pw", "rv", "sr", "sv", "ta", "wz", "wo"])
_SAID = frozenset(
    {"postcode", "postcodes", "pc", "wijk", "adres", "woont", "wonend", "woonachtig", "verhuisd", "verhuist"}
)
_BETWEEN = frozenset(
    {"en", "of", "in", "te", "is", "om", "op"}
)  # Not straight behind the digits of a postcode.
_BEFORE_YEAR = frozenset(
    ["in", "sinds", "vanaf", "uit", "jaar", "begin", "eind", "medio", "na", "voor", "rond", "tot", "over"]
)
_STREET_BEFORE = re.compile(r"\d[A-Za-z]{0,3}[ ]?,[ ]{0,2}\Z|\d[A-Za-z]{0,3}\n\Z")
_TOWN_AFTER = re.compile(r",?[ ]{1,2}(?:'s-|Den |De |Het )?[A-Z][a-z][a-zA-Z-]+")
_NEXT_AFTER = re.compile(r",?[ ](?:en |of |naar |tot )?[1-9]\d{3}[ ]?[A-Z]{2}\b")


def postcodes(text: str) -> Iterator[Finding]:
    for match in _POSTCODE.finditer(text):
        if _is_postcode(text, match):
            yield Finding(label=Label.POSTCODE, level=Level.WARN, start=match.start(), end=match.end())


def _is_postcode(text: str, match: re.Match[str]) -> bool:
    said = text[max(match.start() - 16, 0) : match.start()]
    earlier = words_before(text, match.start(), 36)
    if re.search(r"\d[-/.]\Z", said):
        return False
    if not _SAID.isdisjoint(word.rstrip(".") for word in earlier[:3]) or _STREET_BEFORE.search(said):
        return not (match.group()[4:].islower() and match.group()[4:].strip() in _BETWEEN)
    if said[-1:] == ":" or re.search(r"(?:[\d.,]|\d[-/]|[€$£][ ]?)\Z", said):
        return False
    if earlier and (
        earlier[0] in words("before_no_postcode") or earlier[0].rstrip(".") in words("before_no_postcode")
    ):
        return False
    digits = match.group()[:4]
    is_year = digits[:2] in {"19", "20"} and earlier[:1] and earlier[0] in _BEFORE_YEAR
    if digits == "9999" or (is_year and not _TOWN_AFTER.match(text, match.end())):
        return False
    return _do_letters_tell(text, match)


def _do_letters_tell(text: str, match: re.Match[str]) -> bool:
    digits, letters = match.group()[:4], match.group()[4:].strip(" -")
    word, spaced = letters.lower(), " " in match.group()
    usual = word in words("two_letters")
    if digits.startswith(("19", "20")) and (usual or word in _LAWS):
        town = _TOWN_AFTER.match(text, match.end()) is not None
        return letters.isupper() and town and word not in _LAWS
    if letters.isupper():
        if word in _UNITS:  # Of which "PK" and "KG" are written with capitals too.
            return bool(_TOWN_AFTER.match(text, match.end()) or _NEXT_AFTER.match(text, match.end()))
        return not (usual and _is_shouted(text, match))
    if letters[0].isupper() or spaced:
        return not (usual or (letters[0].isupper() and spaced))
    return word not in _UNITS


def _is_shouted(text: str, match: re.Match[str]) -> bool:
    """Whether the words around stand in capitals, so that those of the postcode say nothing."""
    around = re.findall(r"[A-Za-z]{3,}", text[max(match.start() - 40, 0) : match.end() + 40])
    return bool(around) and sum(word.isupper() for word in around) * 2 > len(around)
