"""Makes of plain lists what a text may say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from samenwijzer.guard.findings import Allowances
from samenwijzer.guard.plain import folded, number_of

_BEFORE_SURNAMES = re.compile(
    r"^(?:(?:van|de|der|den|het|'t|ten|ter|te|op|el|al|da|di|du|la|le|von|in|bij|aan)\s)+"
)


def allowing(
    *,
    people: Iterable[str] = (),
    texts: Iterable[str] = (),
    numbers: Iterable[str] = (),
    emails: Iterable[str] = (),
    domains: Iterable[str] = (),
    dossier_patterns: Iterable[str] = (),
) -> Allowances:
    """Return what is allowed, from full names and lists as people write them."""
    names = {folded(name) for name in people} - {""}
    parts = [name.partition(" ") for name in names]
    surnames = {last for _, _, last in parts} - {""}
    return Allowances(
        people=frozenset(names),
        first_names=frozenset(first for first, _, _ in parts),
        surnames=frozenset(surnames | {_BEFORE_SURNAMES.sub("", surname) for surname in surnames}),
        texts=frozenset({folded(text) for text in texts} - {""}),
        numbers=frozenset({number for text in numbers if (number := number_of(text))}),
        emails=frozenset({folded(email) for email in emails} - {""}),
        domains=frozenset({folded(domain).lstrip("@") for domain in domains} - {""}),
        dossier_patterns=tuple(pattern for text in dossier_patterns if (pattern := text.strip())),
    )
