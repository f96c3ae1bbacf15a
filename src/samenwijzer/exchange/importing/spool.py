"""A file of checked records: memory need not hold them, and a source that changes does no harm."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samenwijzer.exchange.importing.lines import quoted


@dataclass(slots=True, eq=False)
class Entry:
    """What is held in memory of a line. `kept` are the values needed to check records together.

    `before` holds the entries of the same type that must be written first. `adopts` is the external id of the
    row that the record takes over; `renamed` says that its new name is in already. A line with a `reason` is
    refused.
    """

    path: Path
    number: int
    type: str = ""
    id: str = ""
    reason: str = ""
    offset: int = -1
    references: tuple[tuple[str, str, str], ...] = ()
    subjects: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    kept: dict[str, Any] = field(default_factory=dict)
    before: list[Entry] = field(default_factory=list)
    adopts: str = ""
    renamed: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.type, self.id

    def refuse(self, reason: str) -> None:
        """Refuse the line, unless it has been refused for an earlier reason."""
        self.reason = self.reason or reason

    def place(self) -> str:
        return f"{self.path}:{self.number}"

    def named(self) -> str:
        return f"{self.type} {quoted(self.id)}"


class Spool:
    """Keeps records on disk, in a file without a name that goes with the process."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._end = 0

    def add(self, values: dict[str, Any]) -> int:
        """Keep a record and return where it stands."""
        offset = self._end
        self._file.seek(offset)
        self._end += self._file.write(json.dumps(values).encode() + b"\n")
        return offset

    def read(self, offset: int) -> dict[str, Any]:
        self._file.seek(offset)
        found: dict[str, Any] = json.loads(self._file.readline())
        return found

    def close(self) -> None:
        self._file.close()
