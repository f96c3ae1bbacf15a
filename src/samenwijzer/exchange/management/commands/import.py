# ruff: noqa: N999 - the command is called import.
"""`samenwijzer import FILE…`: read exchange records."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from samenwijzer.exchange.importing import RefusedLine, Report, WarnedLine, import_files
from samenwijzer.search.actions import TooSlow, catch_up

_REFUSED = 1
_UNREADABLE = 2
_INDEX_BEHIND = 3
_PATIENCE = 60.0


class Command(BaseCommand):
    help = (
        "Import exchange records (JSON Lines) from one or more files, which count as one. "
        "Lines that cannot be imported are listed with their reason; the others are imported. A line with a "
        "citizen's number or account number is always refused; one in which something else of a citizen may "
        "stand is listed, and with --guard=strict refused too."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only check, write nothing")
        parser.add_argument(
            "--guard",
            choices=("list", "strict"),
            default="list",
            help="list the lines in which citizens' data may stand (the default), or refuse these too",
        )
        parser.add_argument("--json", action="store_true", help="print the result as one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        try:
            report = import_files(paths=files, dry_run=options["dry_run"], strictness=options["guard"])
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
                    "findings": _findings(line),
                }
                for line in report.refused
            ]
            counts["warned"] = len(report.warned)
            counts["warnings"] = [
                {
                    "file": str(line.path),
                    "line": line.number,
                    "type": line.type,
                    "id": line.id,
                    "findings": _findings(line),
                }
                for line in report.warned
            ]
            self.stdout.write(json.dumps(counts))
            return
        for warned in report.warned:
            self._say(warned, f"warning: {_shown(warned)}")
        for line in report.refused:
            self._say(line, f"{line.reason} [{_shown(line)}]" if line.findings else line.reason)
        if report.warned:
            some = "1 line has" if len(report.warned) == 1 else f"{len(report.warned)} lines have"
            self.stdout.write(f"{some} a warning: citizens' data may stand in the fields named.")
        self.stdout.write(", ".join(f"{word} {number}" for word, number in counts.items()))

    def _say(self, line: RefusedLine | WarnedLine, sentence: str) -> None:
        name = f"{line.type} {line.id}: ".lstrip() if line.id else ""
        said = f"{line.path}:{line.number}: {name}{sentence}"
        self.stdout.write(said.encode("utf-8", "backslashreplace").decode())

    def _wait_for_the_index(self) -> None:
        try:
            catch_up(timeout=_PATIENCE, tell=self._tell)
        except TooSlow:
            self.stderr.write(
                f"All was imported, but the search index came no further for {_PATIENCE:.0f} seconds."
                " It will follow; `samenwijzer check` says how far it is."
            )
            sys.exit(_INDEX_BEHIND)

    def _tell(self, waiting: int) -> None:
        self.stderr.write(f"All was imported; {waiting} changes wait for the search index.")


def _findings(line: RefusedLine | WarnedLine) -> list[dict[str, str]]:
    return [{"field": field, "label": label} for field, label in line.findings]


def _shown(line: RefusedLine | WarnedLine) -> str:
    return ", ".join(f"{field} {label}" for field, label in line.findings)
