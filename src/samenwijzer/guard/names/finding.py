"""Finds the names in a text."""

from __future__ import annotations

from collections.abc import Iterator

from samenwijzer.guard.findings import Allowances, Finding, Label
from samenwijzer.guard.names.judging import Judge
from samenwijzer.guard.names.titled import titled
from samenwijzer.guard.names.untitled import untitled
from samenwijzer.guard.names.words import words


def find_names(text: str, *, allowed: Allowances) -> Iterator[Finding]:
    """Yield the names of people, in order and apart. A title is not part of the name it stands before."""
    row = words(text)
    judge = Judge(text, row, allowed)
    index = 0
    while index < len(row):
        found = titled(row, index, judge) or untitled(row, index, judge)
        if found is None:
            index += 1
            continue
        named, level = found
        if level:
            start, end = named.words[0].start, named.words[-1].end
            yield Finding(label=Label.PERSON_NAME, level=level, start=start, end=end)
        index = max(named.last, index + 1)
