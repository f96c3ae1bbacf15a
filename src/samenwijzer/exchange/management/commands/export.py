"""`samenwijzer export FILE`: write everything as exchange records."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from samenwijzer.exchange.actions import note_export
from samenwijzer.exchange.exporting import export_records, export_to

_NOT_WRITTEN = 2


class Command(BaseCommand):
    help = (
        "Write everything there is as exchange records (JSON Lines), to import elsewhere."
        " With - it goes to standard output."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        name: str = options["file"]
        try:
            if name == "-":
                number = export_records(sys.stdout.buffer)
                sys.stdout.buffer.flush()
            else:
                number = export_to(Path(name))
        except OSError as problem:
            raise CommandError(
                f"{name} cannot be written: {problem.strerror}.", returncode=_NOT_WRITTEN
            ) from None
        note_export(actor=None)
        print(f"exported {number}", file=sys.stderr if name == "-" else self.stdout)
