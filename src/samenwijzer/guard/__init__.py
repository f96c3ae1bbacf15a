"""Recognises citizens’ data in text. Pure: no Django, no network; the caller says what is allowed."""

from samenwijzer.guard.allowing import allowing
from samenwijzer.guard.finding import find
from samenwijzer.guard.findings import NOTHING_ALLOWED, Allowances, Finding, Label, Level
from samenwijzer.guard.refusing import NO_CONSENT, Consent, Place, Traceable
from samenwijzer.guard.replacing import Replacement, cleaned, replacements
from samenwijzer.guard.traits import Kind, Trait, traits
from samenwijzer.guard.values import added, value

__all__ = [
    "NOTHING_ALLOWED",
    "NO_CONSENT",
    "Allowances",
    "Consent",
    "Finding",
    "Kind",
    "Label",
    "Level",
    "Place",
    "Replacement",
    "Traceable",
    "Trait",
    "added",
    "allowing",
    "cleaned",
    "find",
    "replacements",
    "traits",
    "value",
]
