"""A text that cannot stay as it is, and what its writer may say to a warning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samenwijzer.guard.findings import Finding, Level
from samenwijzer.kernel.errors import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The writer says that nobody can be recognised, and why. It counts for warnings, never for a block."""

    not_traceable: bool = False
    reason: str = ""

    @property
    def is_given(self) -> bool:
        return self.not_traceable and bool(self.reason)


NO_CONSENT = Consent()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A finding in the text of one field of a form."""

    field: str
    finding: Finding


class Traceable(Refusal):
    """A text in which citizens' data stands. It holds places, never the text, so that no report shows it.

    `sentences` gives the sentence beside each field in which something was found.
    """

    def __init__(self, *, places: Sequence[Place], sentences: dict[str, str]) -> None:
        first = places[0].field
        super().__init__(sentences[first], field=first)
        self.places = tuple(places)
        self.sentences = sentences

    @property
    def is_blocked(self) -> bool:
        """No consent lets this text through."""
        return any(place.finding.level is Level.BLOCK for place in self.places)
