"""Recognises e-mail addresses, also those written so that a machine would not read them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samenwijzer.guard.findings import Finding, Label, Level

_LOCAL = r"(?<![\w.+-])\w[\w.+'&%-]{0,90}+"
_EMAIL = re.compile(rf"{_LOCAL}(?:@|[ ]@[ ])(?:[\w-]{{1,63}}\.){{1,6}}[A-Za-z]{{2,24}}(?![\w-])")
_TOP = r"(?:nl|be|de|com|net|org|eu|info|online|me|fr|pl|uk)"
_DOT = r"[ ]?(?:\.|[(\[{](?:dot|punt)[)\]}]|,|[ ](?:punt|dot)[ ])[ ]?"
_SPOKEN_LOCAL = rf"(?:(?<!\w)\w{{1,30}}[ ](?:punt|dot)[ ]){{0,3}}{_LOCAL}"
_SPOKEN = re.compile(
    rf"{_SPOKEN_LOCAL}[ ]?(?:@|[(\[{{]at[)\]}}]|\bapenstaart(?:je)?\b|[ ]at[ ])[ ]?"
    rf"\w[\w-]{{1,40}}(?:{_DOT}\w[\w-]{{1,40}}){{0,2}}?{_DOT}{_TOP}\b",
    re.IGNORECASE,
)


def mail(text: str) -> Iterator[Finding]:
    for match in _EMAIL.finditer(text):
        yield Finding(label=Label.EMAIL, level=Level.WARN, start=match.start(), end=match.end())
    for match in _SPOKEN.finditer(text):
        if not _EMAIL.search(match.group()):
            yield Finding(label=Label.EMAIL, level=Level.WARN, start=match.start(), end=match.end())
