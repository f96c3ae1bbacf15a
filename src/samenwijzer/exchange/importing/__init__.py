"""How exchange records get in: read and checked as one, then written piece by piece.

`docs/decisions` says why in two passes. The types and their fields are described by the apps, in
`records.py`.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from samenwijzer.exchange.importing.reading import read
from samenwijzer.exchange.importing.spool import Spool
from samenwijzer.exchange.importing.together import Together
from samenwijzer.exchange.importing.writing import Tally, write
from samenwijzer.outbox import audit
from samenwijzer.subjects.queries import product_addresses

logger = logging.getLogger(__name__)

__all__ = ["RefusedLine", "Report", "import_files"]


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that was not imported. `type` and `id` are empty when the line does not say them."""

    path: Path
    number: int
    type: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an import did. `fit` counts the lines that passed the checks; a dry run writes none of them."""

    fit: int
    created: int
    changed: int
    unchanged: int
    refused: Sequence[RefusedLine]


def import_files(*, paths: Sequence[Path], dry_run: bool = False) -> Report:
    """Import the records of these files as one.

    Raises OSError when a file cannot be read; then nothing is written.

    Waits while another import runs on this data folder. May run twice: what is stored already stays
    unchanged.
    """
    spool = Spool()
    token = audit.origin.set(audit.Origin("import"))
    try:
        with _alone():
            entries = list(read(paths, spool, product_addresses(viewer=None)))
            Together(entries).check()
            fit = sum(1 for entry in entries if not entry.reason)
            tally = Tally() if dry_run else write(entries, spool)
    finally:
        audit.origin.reset(token)
        spool.close()
    return Report(
        fit=fit,
        created=tally.created,
        changed=tally.changed,
        unchanged=tally.unchanged,
        refused=[
            RefusedLine(entry.path, entry.number, entry.type, entry.id, entry.reason)
            for entry in entries
            if entry.reason
        ],
    )


@contextmanager
def _alone() -> Iterator[None]:
    """Let one import at a time check and write; the lock goes with the process that holds it."""
    with (settings.DATA_DIR / "import.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            logger.info("Another import is running; this one waits until it is done.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
