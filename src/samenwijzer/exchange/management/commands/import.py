# ruff: noqa: N999 - the command is called import.
"""`samenwijzer import FILE…`: read exchange records."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from samenwijzer.exchange.importing import Report, import_files
from samenwijzer.search.actions import TooSlow, catch_up

_REFUSED = 1
_UNREADABLE = 2
_INDEX_BEHIND = 3
_PATIENCE = 60.0


class Command(BaseCommand):
    help = (
        "Import exchange records (JSON Lines) from one or more files, which count as one. "
        "Lines that cannot be imported are listed with their reason; the others are imported."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only check, write nothing")
        parser.add_argument("--json", action="store_true", help="print the result as one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        try:
            report = import_files(paths=files, dry_run=options["dry_run"])
        except OSError as problem:
            raise CommandError(
                f"{problem.filename or files[0]} cannot be read: {problem.strerror}. Nothing was imported.",
                returncode=_UNREADABLE,
            ) from None
        self._print(report, dry_run=options["dry_run"], as_json=options["json"])
        if not options["dry_run"]:
            self._wait_for_the_index()
        if report.refused:
            sys.exit(_REFUSED)

    def _print(self, report: Report, *, dry_run: bool, as_json: bool) -> None:
        counts: dict[str, Any] = (
            {"fit": report.fit}
            if dry_run
            else {"created": report.created, "changed": report.changed, "unchanged": report.unchanged}
        )
        counts["refused"] = len(report.refused)
        if as_json:
            counts["lines"] = [
                {
                    "file": str(line.path),
                    "line": line.number,
                    "type": line.type,
                    "id": line.id,
                    "reason": line.reason,
                }
                for line in report.refused
            ]
            self.stdout.write(json.dumps(counts))
            return
        for line in report.refused:
            name = f"{line.type} {line.id}: ".lstrip() if line.id else ""
            sentence = f"{line.path}:{line.number}: {name}{line.reason}"
            self.stdout.write(sentence.encode("utf-8", "backslashreplace").decode())
        self.stdout.write(", ".join(f"{word} {number}" for word, number in counts.items()))

    def _wait_for_the_index(self) -> None:
        try:
            catch_up(timeout=_PATIENCE)
        except TooSlow:
            self.stderr.write(
                f"All was imported, but the search index does not have it after {_PATIENCE:.0f} seconds."
                " It will follow; `samenwijzer check` says how far it is."
            )
            sys.exit(_INDEX_BEHIND)
