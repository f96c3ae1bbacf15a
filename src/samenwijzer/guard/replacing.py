"""What stands in a text instead of citizens’ data, so that the sentence stays right."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from samenwijzer.guard.ages import instead_of_birth
from samenwijzer.guard.findings import Finding, Label
from samenwijzer.guard.letters import Letters

_INSTEAD = {
    Label.BSN: "[bsn]",
    Label.IBAN: "[rekeningnummer]",
    Label.PHONE: "[telefoonnummer]",
    Label.EMAIL: "[e-mailadres]",
    Label.POSTCODE: "[postcode]",
    Label.LICENSE_PLATE: "[kenteken]",
    Label.DOSSIER_NUMBER: "[dossiernummer]",
}
# What already says before a number what it is, so that its kind need not be said twice.
_SAID = re.compile(
    r"\b(?:bsn|burgerservicenummer|iban|rekeningnummer|tel|telefoon|telefoonnummer|e-?mail|e-?mailadres"
    r"|postcode|kenteken|dossiernummer|zaaknummer)[.:]?(?:[ ](?:is|nr)[.:]?)?[ ]{1,2}\Z",
    re.IGNORECASE,
)
_LEFT_OUT = "[weggelaten]"
_AT = re.compile(
    r"\b(?P<at>op|aan|naar|bij|van|vanaf|in|te|tegenover|naast)(?:[ ](?:de|het|den))?[ ]\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A place in the text as given, and what comes there instead: wider than the finding if need be."""

    start: int
    end: int
    text: str


def replacements(
    text: str, findings: Iterable[Finding], *, today: datetime.date | None = None
) -> tuple[Replacement, ...]:
    """Return what comes instead of each finding, in order: one person keeps one letter in the whole text."""
    row = sorted(findings, key=lambda one: one.start)
    letters = Letters(text, [one for one in row if one.label is Label.PERSON_NAME])
    made: list[Replacement] = []
    for finding in row:
        free = made[-1].end if made else 0
        if finding.label is Label.PERSON_NAME:
            start, end, instead = finding.start, finding.end, letters.instead_of(finding)
        elif finding.label is Label.DATE_OF_BIRTH:
            start, end, instead = instead_of_birth(text, finding.start, finding.end, free=free, today=today)
        elif finding.label is Label.ADDRESS:
            start, end, instead = _instead_of_address(text, finding, free=free)
        else:
            said = _SAID.search(text[max(finding.start - 30, free) : finding.start])
            start, end = finding.start, finding.end
            instead = _LEFT_OUT if said else _INSTEAD[finding.label]
        made.append(Replacement(start=start, end=end, text=instead))
    return tuple(made)


def cleaned(text: str, findings: Iterable[Finding], *, today: datetime.date | None = None) -> str:
    """Return the text with every finding replaced; with `today` a date of birth becomes an age."""
    pieces, done = [], 0
    for instead in replacements(text, findings, today=today):
        pieces += [text[done : instead.start], instead.text]
        done = instead.end
    return "".join([*pieces, text[done:]])


def _instead_of_address(text: str, finding: Finding, *, free: int) -> tuple[int, int, str]:
    earlier = text[max(finding.start - 20, free) : finding.start]
    at = _AT.search(earlier)
    if at is None or re.match(r"[ ]?,?[ \n]{0,2}\d{4}", text[finding.end : finding.end + 8]):
        return finding.start, finding.end, "[adres]"
    word = at["at"]
    if word.lower() in {"aan", "in", "te"}:
        word = "Op" if word[0].isupper() else "op"
    return finding.start - len(at.group()), finding.end, f"{word} een adres in de gemeente"
