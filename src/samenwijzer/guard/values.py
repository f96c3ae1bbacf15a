"""What was found, in the one form in which it compares and becomes a keyed hash."""

from __future__ import annotations

import re
from collections import Counter

from samenwijzer.guard.finding import find
from samenwijzer.guard.findings import NOTHING_ALLOWED, Allowances, Finding, Label
from samenwijzer.guard.plain import folded

_DIGITS = {Label.BSN, Label.PHONE}


def value(text: str, finding: Finding) -> str:
    """Return the canonical form of what was found: two ways to write one number give the same."""
    found = folded(text[finding.start : finding.end])
    if finding.label in _DIGITS:
        digits = re.sub(r"\D", "", found.replace("(0)", ""))
        if finding.label is Label.BSN:
            return digits.zfill(9)
        return re.sub(r"^(?:00)?31(?=[1-9]\d{8}$)", "0", digits)
    if finding.label is Label.EMAIL:
        return found
    if finding.label in {Label.PERSON_NAME, Label.ADDRESS}:
        return " ".join(re.findall(r"[\w']+", found))
    return re.sub(r"[\W_]", "", found).upper()


def added(text: str, *, before: str, allowed: Allowances = NOTHING_ALLOWED) -> tuple[Finding, ...]:
    """Return what an edit brings in: findings whose value stands more often than it stood before."""
    known = Counter((finding.label, value(before, finding)) for finding in find(before, allowed=allowed))
    new = []
    for finding in find(text, allowed=allowed):
        key = finding.label, value(text, finding)
        if known[key] > 0:
            known[key] -= 1
        else:
            new.append(finding)
    return tuple(new)
