"""Recognises numbers of dossiers and cases, of the usual shapes and of those of the organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from samenwijzer.guard.findings import Finding, Label, Level
from samenwijzer.guard.nearby import numbers_a_thing

_USUAL = re.compile(
    r"(?=[A-Z12])(?<![\w/-])(?:Z[-/. ]?(?:19|20)?\d\d[-/. ]\d{4,9}|[A-Z]{1,6}[-/](?:19|20)\d\d[-/]\d{4,9}"
    r"|(?:19|20)\d\d-\d{6,9}|Z\d{7,12})(?![\w/-]|\.\d)",
    re.IGNORECASE,
)
_NUMBER = r"(?=[A-Za-z./-]{0,8}\d)[A-Za-z0-9]{1,12}(?:[-/.][A-Za-z0-9]{1,12}){0,4}"
_WORDED = re.compile(
    r"\b(?:(?:dossier|zaak|casus|cli[eë]nt|klant|bezwaar|beroep|inwoner|persoons)[- ]?"
    r"(?:nummers?|nrs?\.?|id|kenmerk|no\.?)|dossiers?|zaak|zaken|zaaksnummer)"
    r"(?:[ ](?:is|was|met|nummer|nr\.?|van|onder|no\.?)){0,2}[ :=#\t(]{1,4}"
    rf"({_NUMBER})(?![\w/-])",
    re.IGNORECASE,
)
_AND_NEXT = re.compile(rf"(?:[ ]?(?:,|en|/|&)[ ]?){{1,2}}({_NUMBER})(?![\w/-])")
_FEW = 5


def dossiers(text: str, *, patterns: tuple[str, ...] = ()) -> Iterator[Finding]:
    for match in _USUAL.finditer(text):
        if match.group()[0] in "Zz" or not numbers_a_thing(text, match.start()):
            yield _found(*match.span())
    for match in _WORDED.finditer(text):
        yield from _named(text, match)
    for pattern in patterns:
        for match in _of_organisation(pattern).finditer(text):
            yield _found(*match.span())


def _named(text: str, match: re.Match[str]) -> Iterator[Finding]:
    """Yield the number behind the word, and those that follow it: "dossiernummers 884512 en 884513"."""
    said = match.group()[: match.start(1) - match.start()].lower()
    number: re.Match[str] | None = match
    plainly = "nummer" in said or "nr" in said
    while number is not None and _is_number(number[1], plainly=plainly):
        yield _found(*number.span(1))
        number, plainly = _AND_NEXT.match(text, number.end(1)), False


def _is_number(written: str, *, plainly: bool) -> bool:
    digits = sum(letter.isdigit() for letter in written)
    if re.fullmatch(r"(?:19|20)\d\d", written) or re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", written):
        return False
    return digits >= (4 if plainly else _FEW)


def _found(start: int, end: int) -> Finding:
    return Finding(label=Label.DOSSIER_NUMBER, level=Level.WARN, start=start, end=end)


@lru_cache(maxsize=256)
def _of_organisation(pattern: str) -> re.Pattern[str]:
    signs = {"#": r"\d", "@": "[A-Za-z]", " ": r"[ ]?"}
    shape = "".join(signs.get(sign, re.escape(sign)) for sign in pattern)
    return re.compile(rf"(?<!\w){shape}(?!\w)", re.IGNORECASE)
