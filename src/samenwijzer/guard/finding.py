"""Finds citizens’ data in a text: asks every recogniser; where two see one place, the strictest counts."""

from __future__ import annotations

from collections.abc import Iterable

from samenwijzer.guard.findings import NOTHING_ALLOWED, Allowances, Finding, Level
from samenwijzer.guard.numbers import numbers
from samenwijzer.guard.plain import plain
from samenwijzer.guard.written import written

_STRICTEST = (Level.BLOCK, Level.WARN, Level.HINT)


def find(text: str, *, allowed: Allowances = NOTHING_ALLOWED) -> tuple[Finding, ...]:
    """Return what was found, in order. Places never overlap and are code points of the text as given."""
    read = plain(text)
    seen = [*numbers(read.text), *written(read.text)]
    placed = []
    for one in _apart(seen):
        start, end = read.span(one.start, one.end)
        placed.append(Finding(label=one.label, level=one.level, start=start, end=end))
    return tuple(placed)


def _apart(seen: Iterable[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for one in sorted(seen, key=lambda one: (_STRICTEST.index(one.level), one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
