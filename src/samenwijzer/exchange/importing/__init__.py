"""How exchange records get in: read and checked as one, then written piece by piece.

`docs/decisions` says why in two passes. The types and their fields are described by the apps, in
`records.py`.
"""

from __future__ import annotations

import fcntl
import gc
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import translation

from samenwijzer.exchange.importing.foreseeing import foresee
from samenwijzer.exchange.importing.guarding import Strictness, judge, without_findings
from samenwijzer.exchange.importing.reading import read
from samenwijzer.exchange.importing.spool import Entry, Spool
from samenwijzer.exchange.importing.together import Together
from samenwijzer.exchange.importing.writing import Note, no_note, write
from samenwijzer.guard import Allowances
from samenwijzer.outbox import audit
from samenwijzer.subjects.queries import product_addresses

logger = logging.getLogger(__name__)

__all__ = ["RefusedLine", "Report", "Strictness", "WarnedLine", "import_files"]


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that was not imported. `type` and `id` are empty when the line does not say them.

    `file` says which of the files it stands in, from 1; `findings` in which field the guard found what, by
    label. What it found stands in none of these.
    """

    path: Path
    number: int
    type: str
    id: str
    reason: str
    file: int = 1
    findings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WarnedLine:
    """A line that came in though citizens' data may stand in it: field and label of each finding."""

    path: Path
    number: int
    type: str
    id: str
    findings: tuple[tuple[str, str], ...]
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
    warned: Sequence[WarnedLine]
    foreseen: dict[str, int]


def import_files(
    *,
    paths: Sequence[Path],
    dry_run: bool = False,
    note: Note = no_note,
    language: str = "en",
    strictness: Strictness = "list",
) -> Report:
    """Import the records of these files as one; the reasons of what is refused are in that language.

    A line in which the guard finds what it blocks is refused, and with the strictness "strict" also one in
    which it warns.

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
            allowed = judge(entries, spool, strictness)
            Together(entries).check()
            fit = sum(1 for entry in entries if not entry.reason)
            foreseen = foresee(entries, spool) if dry_run else {}
            if not dry_run:
                with _no_garbage_sought():
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
        refused=[_refused(entry, allowed) for entry in entries if entry.reason],
        warned=[
            WarnedLine(entry.path, entry.number, entry.type, _shown_id(entry), entry.findings, entry.file)
            for entry in entries
            if entry.findings and not entry.reason
        ],
        foreseen=foreseen,
    )


def _refused(entry: Entry, allowed: Allowances) -> RefusedLine:
    reason = without_findings(entry, allowed)
    return RefusedLine(
        entry.path, entry.number, entry.type, _shown_id(entry), reason, entry.file, entry.findings
    )


def _shown_id(entry: Entry) -> str:
    """Leave an id out of the report when the guard found something in it."""
    return "" if any(field == "id" for field, _label in entry.findings) else entry.id


@contextmanager
def _no_garbage_sought() -> Iterator[None]:
    """Let Python look for garbage only in what is made from now on.

    In the entries of 200,000 lines it looks for 0.2 seconds each time, in the midst of a transaction.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


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
