"""What the guard says about a text, and what its caller says is no citizen's data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Label(StrEnum):
    """What was recognised."""

    BSN = "BSN"
    IBAN = "IBAN"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    ADDRESS = "ADDRESS"
    POSTCODE = "POSTCODE"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    PERSON_NAME = "PERSON_NAME"
    LICENSE_PLATE = "LICENSE_PLATE"
    DOSSIER_NUMBER = "DOSSIER_NUMBER"


class Level(StrEnum):
    """How sure and how grave it is: a block stops a text, a warning asks, a hint only tells."""

    BLOCK = "block"
    WARN = "warn"
    HINT = "hint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A place in a text, in Unicode code points, `end` exclusive. Findings of one text never overlap."""

    label: Label
    level: Level
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowances:
    """What is no citizen's data here. All texts are folded as `allowing` folds them.

    `people` are full names of colleagues, `first_names` and `surnames` (with and without what stands before
    them) the parts these have. `texts` is the list of the organisation: names, places, addresses, numbers.
    `phones` are digits of telephone numbers, and let nothing else pass. `numbers` are digits of accounts and
    the like; one that ends in "*" allows all that begin so, but no BSN or IBAN. `domains` are those of the
    organisation's own mailboxes. `dossier_patterns` say what the organisation's own dossier numbers look
    like: "#" is a digit, "@" a letter.
    """

    people: frozenset[str] = field(default_factory=frozenset)
    first_names: frozenset[str] = field(default_factory=frozenset)
    surnames: frozenset[str] = field(default_factory=frozenset)
    texts: frozenset[str] = field(default_factory=frozenset)
    numbers: frozenset[str] = field(default_factory=frozenset)
    phones: frozenset[str] = field(default_factory=frozenset)
    emails: frozenset[str] = field(default_factory=frozenset)
    domains: frozenset[str] = field(default_factory=frozenset)
    dossier_patterns: tuple[str, ...] = ()


NOTHING_ALLOWED = Allowances()
