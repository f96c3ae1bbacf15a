"""What was found, in the one form in which it compares and becomes a keyed hash."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from samenwijzer.guard.dates import date_in
from samenwijzer.guard.finding import find
from samenwijzer.guard.findings import NOTHING_ALLOWED, Allowances, Finding, Label, Level
from samenwijzer.guard.plain import folded


def value(text: str, finding: Finding) -> str:
    """Return the canonical form of what was found: two ways to write one thing give the same."""
    found = folded(text[finding.start : finding.end])
    form = _FORMS.get(finding.label)
    return form(found) if form else re.sub(r"[\W_]", "", found).upper()


def _telephone(found: str) -> str:
    digits = re.sub(r"\D", "", found.replace("(0)", "").replace("o6", "06"))
    return re.sub(r"^(?:(?:00)?31(?=[1-9]\d{8}$)|(?=6\d{8}$))", "0", digits)


def _birth(found: str) -> str:
    date = date_in(found)
    parts = (date.year, date.month, date.day) if date else ()
    return "-".join(str(part) for part in parts if part is not None) or found


_FORMS: dict[Label, Callable[[str], str]] = {
    Label.BSN: lambda found: re.sub(r"\D", "", found).zfill(9),
    Label.PHONE: _telephone,
    Label.EMAIL: str,
    Label.ADDRESS: lambda found: " ".join(re.findall(r"[^\W\d_]+|\d+", found)),
    Label.DATE_OF_BIRTH: _birth,
    Label.PERSON_NAME: lambda found: " ".join(re.findall(r"[\w']+", found)),
}

_AS_GRAVE = {
    Level.HINT: (Level.HINT, Level.WARN, Level.BLOCK),
    Level.WARN: (Level.WARN, Level.BLOCK),
    Level.BLOCK: (Level.BLOCK,),
}


def added(text: str, *, before: str, allowed: Allowances = NOTHING_ALLOWED) -> tuple[Finding, ...]:
    """Return what an edit brings in: findings whose value stands more often, or graver, than before."""
    found = find(before, allowed=allowed)
    known = Counter((finding.label, value(before, finding), finding.level) for finding in found)
    new = []
    for finding in find(text, allowed=allowed):
        label, words = finding.label, value(text, finding)
        stood = [level for level in _AS_GRAVE[finding.level] if known[label, words, level] > 0]
        if stood:
            known[label, words, stood[0]] -= 1
        else:
            new.append(finding)
    return tuple(new)
