"""Gives each person in a text a letter of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from samenwijzer.guard.findings import Finding
from samenwijzer.guard.names.lists import Known, known
from samenwijzer.guard.plain import folded
from samenwijzer.guard.words import words

_BEARERS = 50  # Of one name within a text, among whom somebody is looked for.
_ORDER = "XYZABCDEFGHIJKLMNOPQRSTUVW"
_ALONE = re.compile(r"(?<![\w'’.])[A-Z](?![\w.]|['’][a-z]{2})")
_MISTER = re.compile(r"\b(?:meneer|dhr|de heer|hr|vader|opa|zoon|broer)\.?[ ]\Z", re.IGNORECASE)
_MISTRESS = re.compile(r"\b(?:mevrouw|mevr|mw|mej|moeder|oma|dochter|zus)\.?[ ]\Z", re.IGNORECASE)


@dataclass(slots=True)
class _Person:
    letter: str
    parts: list[str]
    title: str


class Letters:
    """Who is who in one text: "Jan de Vries", "dhr. De Vries" and "Jan" are one person."""

    def __init__(self, text: str, findings: Sequence[Finding]) -> None:
        begins = [0, *(finding.end for finding in findings)]
        ends = [*(finding.start for finding in findings), len(text)]
        outside = " ".join(text[begin:end] for begin, end in zip(begins, ends, strict=True))
        taken = set(_ALONE.findall(outside))
        self._free = iter([letter for letter in _ORDER if letter not in taken])
        self._bearers: dict[str, list[_Person]] = defaultdict(list)
        self._instead: dict[Finding, str] = {}
        # The fullest names first, for a short one to find whom it means.
        fullest = sorted(findings, key=lambda one: (-len(_parts(text[one.start : one.end])), one.start))
        met = {one: self._person(text, one) for one in fullest}
        for finding in findings:
            person = met[finding]
            person.letter = person.letter or next(self._free, "N.N.")
            self._instead[finding] = person.letter + _possessive(text[finding.start : finding.end])

    def instead_of(self, finding: Finding) -> str:
        return self._instead[finding]

    def _person(self, text: str, finding: Finding) -> _Person:
        parts = _parts(text[finding.start : finding.end])
        title = _title(text[max(finding.start - 14, 0) : finding.start])
        for part in parts:
            for person in self._bearers[part][:_BEARERS]:
                if _is_same(parts, person.parts) and not (title and person.title and title != person.title):
                    person.title = person.title or title
                    return person
        person = _Person("", parts, title)
        for part in parts:
            self._bearers[part].append(person)
        return person


def _parts(name: str) -> list[str]:
    """Return the parts of a name that tell: no "van der", and a possessive without its s."""
    bare = name[:-1] if _possessive(name) else name
    found = re.findall(r"[\w'-]+", folded(bare))
    return [part for part in found if part not in words("particles")] or found


def _is_same(short: list[str], full: list[str]) -> bool:
    rest = list(full)
    for part in short:
        match = next((one for one in rest if one == part), None) or next(
            (one for one in rest if 1 in {len(one), len(part)} and one[0] == part[0]), None
        )
        if match is None:
            return False
        rest.remove(match)
    return any(len(part) > 1 and part in full for part in short)


def _possessive(name: str) -> str:
    """Return "'s" when a name carries the s of what is somebody's: "Mohameds"."""
    last = folded(name.rsplit(maxsplit=1)[-1]) if name.split() else ""
    is_somebodys = last.endswith("s") and known(last[:-1]) & Known.FIRST and not known(last) & Known.FIRST
    return "'s" if is_somebodys and not known(last) & Known.LAST else ""


def _title(earlier: str) -> str:
    if _MISTER.search(earlier):
        return "mister"
    return "mistress" if _MISTRESS.search(earlier) else ""
