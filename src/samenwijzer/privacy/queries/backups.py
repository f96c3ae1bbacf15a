"""When the last backup was made; the note lies outside the backups, so that every node reads it."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass

from samenwijzer.kernel.storage import read_outside

LAST_BACKUP = "last-backup"
"""The name of the note that `samenwijzer backup` leaves: JSON with `at`, `size` and `problem`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastBackup:
    """How the last backup ended. `size` is in bytes; `problem` is empty when it is good."""

    at: datetime.datetime
    size: int
    problem: str = ""


def last_backup() -> LastBackup | None:
    """Return how `samenwijzer backup` last ended, or None when it never ran or the note cannot be read."""
    written = read_outside(LAST_BACKUP)
    try:
        found = json.loads(written or b"")
        return LastBackup(
            at=datetime.datetime.fromisoformat(found["at"]),
            size=int(found["size"]),
            problem=str(found["problem"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
