"""What stands in a text instead of citizens' data, so that the sentence stays right."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from samenwijzer.guard.findings import Finding, Label
from samenwijzer.guard.values import value

_INSTEAD = {
    Label.BSN: "[bsn]",
    Label.IBAN: "[rekeningnummer]",
    Label.PHONE: "[telefoonnummer]",
    Label.EMAIL: "[e-mailadres]",
    Label.ADDRESS: "[adres]",
    Label.POSTCODE: "[postcode]",
    Label.DATE_OF_BIRTH: "[geboortedatum]",
    Label.LICENSE_PLATE: "[kenteken]",
    Label.DOSSIER_NUMBER: "[dossiernummer]",
}
_LETTERS = "XYZABCDEFGHIJKLMNOPQRSTUVW"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A place in the text as it was given, and what comes there instead."""

    start: int
    end: int
    text: str


def replacements(
    text: str, findings: Iterable[Finding], *, today: datetime.date | None = None
) -> tuple[Replacement, ...]:
    """Return what comes instead of each finding, in order: one person keeps one letter in the whole text."""
    letters: dict[str, str] = {}
    made = []
    for finding in sorted(findings, key=lambda one: one.start):
        if finding.label is Label.PERSON_NAME:
            instead = letters.setdefault(value(text, finding), _LETTERS[len(letters) % len(_LETTERS)])
        else:
            instead = _INSTEAD[finding.label]
        made.append(Replacement(start=finding.start, end=finding.end, text=instead))
    return tuple(made)


def replacement(
    text: str, finding: Finding, *, among: Iterable[Finding] = (), today: datetime.date | None = None
) -> Replacement:
    """Return what comes instead of one finding. `among` are all of the text: each person has a letter."""
    findings = sorted({finding, *among}, key=lambda one: one.start)
    return replacements(text, findings, today=today)[findings.index(finding)]


def cleaned(text: str, findings: Iterable[Finding], *, today: datetime.date | None = None) -> str:
    """Return the text with every finding replaced; with `today` a date of birth becomes an age."""
    for instead in reversed(replacements(text, findings, today=today)):
        text = text[: instead.start] + instead.text + text[instead.end :]
    return text
