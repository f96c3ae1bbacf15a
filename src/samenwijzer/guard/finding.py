"""Finds citizens’ data in a text: asks every recogniser; where two see one place, the strictest counts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from samenwijzer.guard.accounts import accounts
from samenwijzer.guard.addresses import addresses
from samenwijzer.guard.births import births
from samenwijzer.guard.citizens import citizens
from samenwijzer.guard.dossiers import dossiers
from samenwijzer.guard.findings import NOTHING_ALLOWED, Allowances, Finding, Level
from samenwijzer.guard.mail import mail
from samenwijzer.guard.names import find_names
from samenwijzer.guard.permitted import OF_MACHINES, is_permitted, of_machines
from samenwijzer.guard.phones import phones
from samenwijzer.guard.plain import Plain, has_links, plain
from samenwijzer.guard.plates import plates
from samenwijzer.guard.postcodes import postcodes

_RECOGNISERS = (citizens, accounts, phones, mail, postcodes, addresses, births, plates)
_STRICTEST = (Level.BLOCK, Level.WARN, Level.HINT)


def find(text: str, *, allowed: Allowances = NOTHING_ALLOWED) -> tuple[Finding, ...]:
    """Return what was found, in order. Places never overlap and are code points of the text as given."""
    found = _read(plain(text), allowed)
    if has_links(text):  # Where a link leads may hold a number, or part one in two that readers see as one.
        found = _apart([*found, *_read(plain(text, links=False), allowed)])
    return tuple(found)


def _read(read: Plain, allowed: Allowances) -> list[Finding]:
    placed = []
    for one in _apart(_seen(read.text, allowed)):
        if not is_permitted(one.label, read.text[one.start : one.end], allowed):
            start, end = read.span(one.start, one.end)
            placed.append(Finding(label=one.label, level=one.level, start=start, end=end))
    return placed


def _seen(text: str, allowed: Allowances) -> Iterator[Finding]:
    machines = list(of_machines(text))
    begins = [begin for begin, _ in machines]

    def is_of_machine(one: Finding) -> bool:
        if one.level is Level.BLOCK or one.label not in OF_MACHINES:
            return False
        at = bisect_left(begins, one.end) - 1
        return at >= 0 and machines[at][1] > one.start

    for recognise in _RECOGNISERS:
        yield from (one for one in recognise(text) if not is_of_machine(one))
    yield from (one for one in dossiers(text, patterns=allowed.dossier_patterns) if not is_of_machine(one))
    yield from find_names(text, allowed=allowed)


def _apart(seen: Iterable[Finding]) -> list[Finding]:
    """Return findings that do not overlap: the strictest first, of these the longest, of these the first."""
    kept: list[Finding] = []
    begins: list[int] = []
    for one in sorted(seen, key=lambda one: (_STRICTEST.index(one.level), one.start - one.end, one.start)):
        at = bisect_left(begins, one.end)
        if at == 0 or kept[at - 1].end <= one.start:
            kept.insert(at, one)
            begins.insert(at, one.start)
    return kept
