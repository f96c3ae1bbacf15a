"""`samenwijzer restore FILE`: put an archive back in an empty data folder or database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from samenwijzer.backup import place
from samenwijzer.backup.archive import CannotRestore
from samenwijzer.backup.restoring import Restored, restore
from samenwijzer.outbox import audit


class Command(BaseCommand):
    help = "Put back what `backup` wrote, in an empty data folder or database, SQLite or PostgreSQL."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the archive")
        parser.add_argument(
            "--erasures",
            type=Path,
            help="a folder with the list of who was forgotten since, when it is not in the storage here",
        )

    def handle(self, *, file: Path, erasures: Path | None, **options: Any) -> None:
        token = audit.origin.set(audit.Origin("command"))
        try:
            with place.alone():
                done = restore(file.expanduser(), erasures=erasures, say=self.stdout.write)
        except CannotRestore as problem:
            raise CommandError(str(problem), returncode=2) from problem
        except DatabaseError as problem:
            message = f"The database does not take this: {' '.join(str(problem).split())}"
            raise CommandError(message, returncode=2) from problem
        finally:
            audit.origin.reset(token)
        self._tell(done)
        call_command("check")

    def _tell(self, done: Restored) -> None:
        kind = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
        self.stdout.write(
            f"Restored on {kind}: {done.rows} rows, {done.files} files, {done.documents} items in the index."
        )
        if done.lists:
            self.stdout.write(f"{done.forgotten} people were forgotten since the backup, and are so again.")
        else:
            self.stdout.write(
                "No list of erasures was found. Who was forgotten after this backup is known again: "
                "see --erasures, and docs/operations.md."
            )
        self.stdout.write(f"From {done.redacted} texts words were taken out again.")
        if done.unknown:
            self.stdout.write(
                f"{done.unknown} redactions were made with another secret key, and their words not found. "
                "Restore again with the SAMENWIJZER_SECRET_KEY of then: see docs/operations.md."
            )
        self.stdout.write("Everybody must sign in anew.")
