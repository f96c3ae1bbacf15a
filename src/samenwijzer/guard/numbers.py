"""Recognises burgerservicenummers, account numbers and telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban as stdnum_iban
from stdnum.nl import bsn as stdnum_bsn

from samenwijzer.guard.findings import Finding, Label, Level

_BSN = re.compile(r"(?<![\w+])\d(?:[ .\-]?\d){7,8}(?!\w)")
_ABOUT_BSN = re.compile(r"bsn|b\.s\.n|burger ?service|sofi", re.IGNORECASE)
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ ]?\d{2}(?:[ .\-\n]{0,2}[A-Za-z0-9]){11,30}")
_PHONE = re.compile(r"(?<![\d+])(?:(?:\+|00)31[ .\-]*(?:\(0\))?|0)[ .\-]*[1-9](?:[ .\-]{0,3}\d){8}(?!\d)")


def numbers(text: str) -> Iterator[Finding]:
    for match in _BSN.finditer(text):
        if stdnum_bsn.is_valid(match.group()):
            about = _ABOUT_BSN.search(text, max(match.start() - 40, 0), match.start())
            level = Level.BLOCK if about or not match.group().isdigit() else Level.WARN
            yield Finding(label=Label.BSN, level=level, start=match.start(), end=match.end())
    for match in _IBAN.finditer(text):
        for end in range(match.end(), match.start() + 14, -1):
            if stdnum_iban.is_valid(
                re.sub(r"[^A-Za-z0-9]", "", text[match.start() : end]), check_country=False
            ):
                yield Finding(label=Label.IBAN, level=Level.BLOCK, start=match.start(), end=end)
                break
    for match in _PHONE.finditer(text):
        yield Finding(label=Label.PHONE, level=Level.WARN, start=match.start(), end=match.end())
