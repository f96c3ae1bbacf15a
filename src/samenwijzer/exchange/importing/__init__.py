"""How exchange records get in: read and checked as one, then written piece by piece.

`docs/decisions` says why in two passes. The types and their fields are described by the apps, in
`records.py`.
"""

from __future__ import annotations

import fcntl
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import translation

from samenwijzer.exchange.importing.foreseeing import foresee
from samenwijzer.exchange.importing.reading import read
from samenwijzer.exchange.importing.spool import Spool
from samenwijzer.exchange.importing.together import Together
from samenwijzer.exchange.importing.writing import Note, no_note, write
from samenwijzer.outbox import audit
from samenwijzer.subjects.queries import product_addresses

logger = logging.getLogger(__name__)

__all__ = ["RefusedLine", "Report", "import_files"]


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that was not imported. `type` and `id` are empty when the line does not say them.

    `file` says which of the files it stands in, from 1.
    """

    path: Path
    number: int
    type: str
    id: str
    reason: str
    file: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an import did. `fit` counts the lines that passed the checks; a dry run writes none of them.

    After a dry run `foreseen` says how many would be new, changed and unchanged.
    """

    fit: int
    created: int
    changed: int
    unchanged: int
    refused: Sequence[RefusedLine]
    foreseen: dict[str, int]


def import_files(
    *, paths: Sequence[Path], dry_run: bool = False, note: Note = no_note, language: str = "en"
) -> Report:
    """Import the records of these files as one; the reasons of what is refused are in that language.

    Raises OSError when a file cannot be read; then nothing is written.

    Waits while another import runs on this data folder. May run twice: what is stored already stays
    unchanged. `note` is called within each transaction, with how many records are new by it, changed, and
    done with.
    """
    spool = Spool()
    token = audit.origin.set(audit.Origin("import"))
    try:
        with translation.override(language), _alone():
            entries = list(read(paths, spool, product_addresses(viewer=None)))
            Together(entries).check()
            fit = sum(1 for entry in entries if not entry.reason)
            foreseen = foresee(entries, spool) if dry_run else {}
            if not dry_run:
                write(entries, spool, note)
    finally:
        audit.origin.reset(token)
        spool.close()
    outcomes = Counter(entry.outcome for entry in entries if not entry.reason)
    return Report(
        fit=fit,
        created=outcomes["created"],
        changed=outcomes["changed"],
        unchanged=outcomes["unchanged"],
        refused=[
            RefusedLine(entry.path, entry.number, entry.type, entry.id, entry.reason, entry.file)
            for entry in entries
            if entry.reason
        ],
        foreseen=foreseen,
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
