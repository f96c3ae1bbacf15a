"""`samenwijzer backup FILE`: everything in one archive, while the site is in use."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from samenwijzer.backup.archive import CannotBackUp
from samenwijzer.backup.writing import write_archive, write_archive_file
from samenwijzer.kernel.clock import now
from samenwijzer.kernel.storage import keep_outside
from samenwijzer.outbox import audit
from samenwijzer.privacy.actions import file_erasures, file_redactions
from samenwijzer.privacy.queries import LAST_BACKUP


class Command(BaseCommand):
    help = "Write database, files and the key of the audit into one archive. The site may be in use."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="where to write it; - is standard output")
        parser.add_argument("--force", action="store_true", help="replace a file of that name")
        parser.add_argument("--quiet", action="store_true", help="say nothing while it is written")

    def handle(self, *, file: str, force: bool, quiet: bool, **options: Any) -> None:
        file_erasures()
        file_redactions()
        audit.record(action="backup.archive.begun", actor=None)
        say = _silence if quiet else self.stderr.write
        size = 0
        try:
            if file == "-":
                manifest = write_archive(sys.stdout.buffer, say=say)
                sys.stdout.buffer.flush()
                size = sum(part.size for part in manifest.members.values())
            else:
                path = Path(file).expanduser()
                manifest = write_archive_file(path, replace=force, say=say)
                size = path.stat().st_size
        except CannotBackUp as problem:
            _note(size=0, problem=str(problem))
            raise CommandError(str(problem), returncode=1) from problem
        _note(size=size)
        rows = sum(table.rows for table in manifest.tables.values())
        files = sum(name.startswith("files/") for name in manifest.members)
        self.stderr.write(
            f"The backup is whole: {rows} rows and {files} files. "
            "It holds everything, and the key of the audit: guard it well."
        )


def _silence(text: str) -> None:
    """Say nothing."""


def _note(*, size: int, problem: str = "") -> None:
    note = {"at": now().isoformat(), "size": size, "problem": problem}
    keep_outside(LAST_BACKUP, json.dumps(note).encode())
