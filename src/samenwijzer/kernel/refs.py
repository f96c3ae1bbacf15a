"""The address of anything that can be found, audited or heard: a kind and a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """Points at one row without importing its table. `kind` is "app.model", as in "forum.question"."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "forum.question:12". Raises ValueError for anything else."""
        kind, separator, number = text.partition(":")
        if not separator or not kind or not (number.isascii() and number.isdigit()):
            message = f"not a reference: {text[:80]!r}"
            raise ValueError(message)
        return cls(kind, int(number))
