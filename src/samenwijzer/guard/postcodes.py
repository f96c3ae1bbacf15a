"""Recognises postcodes; a year, a sum or an article before two letters is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samenwijzer.guard.findings import Finding, Label, Level
from samenwijzer.guard.nearby import before
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
_SAID = re.compile(r"(?:postcodes?|\bpc|wijk|adres|woont|wonend\w*|verhuis\w*)\b[^\n]{0,25}\Z", re.IGNORECASE)
_NOT = re.compile(
    r"(?:\bart(?:ikel\w*|t?\.|\b)|\bleden|\bcao|\bnen|\biso|\biec|\bmodel|\btype|\bperceel|\bsectie|\bkavel|\bnr\.|€"
    r"|\beuro?|\bserie|\bversie|\bcode|\bformulier|\bjaar|\bkamer|:(?![ ])|\bmaart|\bapril|\bmei|\bjuni|\bjuli|\bober)[ ]{0,2}\Z"
    r"|\b(?:jan|febr)uari[ ]\Z|\baugustus[ ]\Z|(?:septem|okto|novem|decem)ber[ ]\Z",
    re.IGNORECASE,
)
_STREET_BEFORE = re.compile(r"\d[A-Za-z]{0,3}[ ]?,[ ]{0,2}\Z|\d[A-Za-z]{0,3}\n\Z")
_TOWN_AFTER = re.compile(r",?[ ]{1,2}(?:'s-|Den |De |Het )?[A-Z][a-zA-Z-]{2,}")


def postcodes(text: str) -> Iterator[Finding]:
    for match in _POSTCODE.finditer(text):
        if _is_postcode(text, match):
            yield Finding(label=Label.POSTCODE, level=Level.WARN, start=match.start(), end=match.end())


def _is_postcode(text: str, match: re.Match[str]) -> bool:
    said = before(text, match.start(), 45)
    if _SAID.search(said) or _STREET_BEFORE.search(said):
        return True
    if _NOT.search(said) or re.search(r"[\d.,]\Z", said) or re.search(r"\d[-/]\Z", said):
        return False
    digits, letters = match.group()[:4], match.group()[4:].strip(" -")
    spaced = " " in match.group()
    word = letters.lower()
    town = bool(_TOWN_AFTER.match(text, match.end()))
    if digits.startswith(("19", "20")) and word in words("two_letters") | _LAWS:
        return letters.isupper() and town and word not in _LAWS
    if letters.isupper():
        return word not in _UNITS and not (word in words("two_letters") and _is_shouted(text, match))
    if letters[0].isupper():
        return not spaced and word not in words("two_letters")
    return word not in (words("two_letters") if spaced else _UNITS)


def _is_shouted(text: str, match: re.Match[str]) -> bool:
    """Whether the words around stand in capitals, so that those of the postcode say nothing."""
    around = re.findall(r"[A-Za-z]{3,}", text[max(match.start() - 40, 0) : match.end() + 40])
    return bool(around) and sum(word.isupper() for word in around) * 2 > len(around)
