"""Recognises account numbers: the structure of the country, and the proof."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from stdnum import iban, numdb

from samenwijzer.guard.findings import Finding, Label, Level

_BEGIN = re.compile(r"([A-Za-z]{2})[ .\-\n]{0,2}\d[ .\-\n]{0,2}\d(?=[ .\-\n\t/_]{0,3}[A-Za-z0-9])")
_SMALLEST, _LARGEST = 15, 34
_BETWEEN = r"[ .\-\n\t/_]{0,3}"
_SIGNS = {"n": r"\d", "a": "[A-Za-z]", "c": "[A-Za-z0-9]"}


def accounts(text: str) -> Iterator[Finding]:
    """Yield the IBANs, of any country, that pass their proof."""
    done = 0
    for match in _BEGIN.finditer(text):
        if match.start() < done or not (shape := _shape(match[1].upper())):
            continue
        whole = shape.match(text, match.start())
        if whole is None or not iban.is_valid(
            re.sub(r"[^A-Za-z0-9]", "", whole.group()), check_country=False
        ):
            continue
        done = whole.end()
        yield Finding(label=Label.IBAN, level=Level.BLOCK, start=match.start(), end=done)


@lru_cache(maxsize=128)
def _shape(country: str) -> re.Pattern[str] | None:
    """Return what an account number of a country looks like, with what people write between its parts."""
    said = numdb.get("iban").info(country)[0][1].get("bban", "")
    parts = [("2", "n"), *re.findall(r"(\d+)!([nac])", said)]
    if not _SMALLEST <= 2 + sum(int(number) for number, _ in parts) <= _LARGEST:
        return None
    shape = "".join(f"(?:{_BETWEEN}{_SIGNS[kind]}){{{number}}}" for number, kind in parts)
    return re.compile(rf"[A-Za-z]{{2}}{shape}(?!\d)")
