"""What the caller allows, and the places where numbers belong to laws, files and machines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from samenwijzer.guard.findings import Allowances, Label
from samenwijzer.guard.plain import folded, number_of

_MACHINES = re.compile(
    r"(?=[a-z\d])\b(?:ECLI:[A-Z]{2}:\w{2,8}:\d{4}:[\w.]{1,25}"
    r"|(?=[0-9a-f]{8})(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
    r"|(?=[a-f]{0,12}\d)(?=\d{0,12}[a-f])[0-9a-f]{12,64}\b)"
    r"|ISBN(?:-1[03])?[: ]{0,2}[\dX][\dX -]{8,16}"
    r"|(?:https?://|www\.)[^\s<>\"]{1,400}"
    r"|(?<!\.)\d{1,3}\.\d{4,12}(?![\w.])"
    r"|[A-Z]{2}\d\d[ ]?[A-Z]{4}[ ]?\d{4}[ ]?\d{4}[ ]?\d\d\b)",
    re.IGNORECASE,
)
_NUMBERS = frozenset({Label.BSN, Label.IBAN, Label.PHONE, Label.LICENSE_PLATE, Label.DOSSIER_NUMBER})
_WHOLE = frozenset({Label.BSN, Label.IBAN})
"""Too grave to let a whole range of them pass."""
_TEXTS = _NUMBERS | {Label.ADDRESS, Label.POSTCODE}
OF_MACHINES = frozenset(
    {Label.BSN, Label.PHONE, Label.POSTCODE, Label.LICENSE_PLATE, Label.DOSSIER_NUMBER, Label.DATE_OF_BIRTH}
)
"""What is no finding within an address of a page, a hash, a judge's case number, coordinates …"""
_LONGEST = 8


def of_machines(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _MACHINES.finditer(text))


def is_permitted(label: Label, found: str, allowed: Allowances) -> bool:
    """Whether what was found is no citizen's data here. Names are judged by their own recogniser."""
    if label is Label.EMAIL:
        address = folded(found)
        domain = address.rpartition("@")[2]
        return address in allowed.emails or any(
            domain == own or domain.endswith(f".{own}") for own in allowed.domains
        )
    if label in _NUMBERS:
        number = number_of(found)
        if number in allowed.numbers or (label is Label.PHONE and number in allowed.phones):
            return True
        if label not in _WHOLE and number.startswith(_beginnings(allowed.numbers)):
            return True
    return label in _TEXTS and bool(allowed.texts) and _bare(folded(found)) in _pieces(allowed.texts)


@lru_cache(maxsize=2)
def _beginnings(numbers: frozenset[str]) -> tuple[str, ...]:
    return tuple(number[:-1] for number in numbers if len(number) > 2 and number.endswith("*"))


@lru_cache(maxsize=2)
def _pieces(texts: frozenset[str]) -> frozenset[str]:
    """Return the texts, and the runs of words in those with a number: a street out of an address."""
    pieces = {_bare(text) for text in texts}
    for text in texts:
        row = text.replace(",", " ").split()
        if any(letter.isdigit() for letter in text):
            pieces.update(
                _bare(" ".join(row[begin:end]))
                for begin in range(len(row))
                for end in range(begin + 2, min(begin + _LONGEST, len(row)) + 1)
            )
    return frozenset(pieces)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
