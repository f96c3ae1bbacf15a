"""A file of checked records: memory need not hold them, and a source that changes does no harm."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from samenwijzer.exchange.importing.lines import quoted

Outcome = Literal["", "created", "changed", "unchanged"]
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(slots=True, eq=False)
class Entry:
    """What is held in memory of a line; of 200,000 lines every byte counts.

    `file` counts from 1. `kept` are the values needed to check records together, `given` the names of all
    that the line says, with spaces between, and `leaves` what it says in vain. `before` holds the entries of
    the same type that must be written first. `adopts` is the external id of the row that the record takes
    over. `findings` are the fields and labels of what the guard found. A line with a `reason` is refused;
    `outcome` says what became of another.
    """

    path: Path
    number: int
    file: int = 1
    type: str = ""
    id: str = ""
    reason: str = ""
    offset: int = -1
    size: int = 0
    references: tuple[tuple[str, str, str], ...] = ()
    subjects: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    given: str = ""
    leaves: tuple[str, ...] = ()
    kept: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    before: tuple[Entry, ...] = ()
    adopts: str = ""
    findings: tuple[tuple[str, str], ...] = ()
    outcome: Outcome = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.type, self.id

    def refuse(self, reason: str) -> None:
        """Refuse the line, unless it has been refused for an earlier reason."""
        self.reason = self.reason or reason

    def leave(self, name: str) -> None:
        """Take it that the line says nothing of this field."""
        self.leaves = (*self.leaves, name)
        self.given = " ".join(other for other in self.given.split() if other != name)
        self.kept = {other: value for other, value in self.kept.items() if other != name}

    def comes_after(self, other: Entry) -> None:
        """Note that the other must be written first."""
        if other not in self.before:
            self.before = (*self.before, other)

    def becomes(self, outcome: Outcome) -> bool:
        """Note what became of it, of the steps in which it is written; True when it is new or changed now."""
        if self.outcome == "created" or (self.outcome == "changed" and outcome == "unchanged"):
            return False
        turned = outcome not in {"unchanged", self.outcome}
        self.outcome = outcome
        return turned

    def place(self) -> str:
        return f"{self.path}:{self.number}"

    def named(self) -> str:
        return f"{self.type} {quoted(self.id)}"


class Spool:
    """Keeps records on disk, in a file without a name that goes with the process."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._end = 0

    def add(self, values: Mapping[str, Any]) -> tuple[int, int]:
        """Keep a record and return where it stands, and its size in bytes."""
        offset = self._end
        self._file.seek(offset)
        size = self._file.write(json.dumps(values).encode() + b"\n")
        self._end += size
        return offset, size

    def read(self, offset: int) -> dict[str, Any]:
        self._file.seek(offset)
        found: dict[str, Any] = json.loads(self._file.readline())
        return found

    def close(self) -> None:
        self._file.close()
