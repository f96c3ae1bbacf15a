"""The head of the audit beside the database: who cuts lines off the database does not reach it there."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from samenwijzer.kernel import storage

NAME = "audit-head"
_written = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the file holds; the caller looks at the signature."""

    sequence: int
    seal: str
    signature: str
    key_id: str


def write(kept: Kept) -> None:
    """Replace the file."""
    global _written  # noqa: PLW0603 - what this process wrote last saves reading it again
    storage.keep_outside(NAME, json.dumps(asdict(kept)).encode())
    _written = kept.seal


def written_here() -> str:
    """Return the seal that this process wrote last, or nothing."""
    return _written


def read() -> Kept | None:
    """Return what the file holds; None when it is missing or cannot be read."""
    try:
        content = storage.read_outside(NAME)
        found = json.loads(content or b"")
        return Kept(
            sequence=int(found["sequence"]),
            seal=str(found["seal"]),
            signature=str(found["signature"]),
            key_id=str(found["key_id"]),
        )
    except (ValueError, KeyError, TypeError, FileNotFoundError):
        return None
