"""Makes of plain lists what a text may say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from samenwijzer.guard.findings import Allowances
from samenwijzer.guard.plain import folded, number_of


def allowing(
    *,
    people: Iterable[str] = (),
    texts: Iterable[str] = (),
    numbers: Iterable[str] = (),
    phones: Iterable[str] = (),
    emails: Iterable[str] = (),
    domains: Iterable[str] = (),
    dossier_patterns: Iterable[str] = (),
) -> Allowances:
    """Return what is allowed, from full names and lists as people write them."""
    names = {folded(name) for name in people} - {""}
    rows = [name.split(" ") for name in names | {name.replace("-", " ") for name in names}]
    surnames = {surname for row in rows for surname in _surnames(row)}
    whole = names | {f"{row[0]} {surname}" for row in rows for surname in _surnames(row)}
    return Allowances(
        people=frozenset(whole | {" ".join(row[:2]) for row in rows if len(row) > 2}),
        first_names=frozenset(row[0] for row in rows),
        surnames=frozenset(surnames),
        texts=frozenset({folded(text) for text in texts} - {""}),
        numbers=frozenset({number for text in numbers if (number := number_of(text))}),
        phones=frozenset({number for text in phones if (number := number_of(text).rstrip("*"))}),
        emails=frozenset({folded(email) for email in emails} - {""}),
        domains=frozenset({folded(domain).lstrip("@") for domain in domains} - {""}),
        dossier_patterns=tuple(pattern for text in dossier_patterns if (pattern := text.strip())),
    )


def _surnames(row: list[str]) -> Iterator[str]:
    """Yield what may be the family name: each end of a name, and the halves of a double one.

    Of "jan willem van beek-smit" that are "van beek-smit", "beek-smit", "van beek", "smit" and more.
    """
    for begin in range(1, len(row)):
        surname = " ".join(row[begin:])
        yield surname
        first, hyphen, last = surname.partition("-")
        if hyphen and first and last:
            yield from (first, last)
