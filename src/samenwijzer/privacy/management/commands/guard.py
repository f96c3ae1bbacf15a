"""`samenwijzer guard --json`: what the guard finds, for each line of standard input."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from samenwijzer.accounts.models import User
from samenwijzer.accounts.queries import allowances
from samenwijzer.guard import NOTHING_ALLOWED, Allowances, find


class Command(BaseCommand):
    help = (
        "Read one text per line and say which citizens' data stand in it, a line at a time."
        " Colleagues and the allow list of the data folder are no findings; without one, nothing is allowed."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print each line's findings as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        for raw in sys.stdin.buffer:
            text = raw.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")
            found = [
                {"label": one.label, "start": one.start, "end": one.end, "action": one.level}
                for one in find(text, allowed=_allowed())
            ]
            if options["json"]:
                self.stdout.write(json.dumps({"findings": found}))
            else:
                self.stdout.write(" ".join("{label} {start}-{end} {action}".format(**one) for one in found))
            self.stdout.flush()


def _allowed() -> Allowances:
    """Return what the data folder allows: nothing where no database was made yet. Raises CommandError."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return NOTHING_ALLOWED
    try:
        return allowances()
    except DatabaseError as problem:
        if _has_no_tables():
            return NOTHING_ALLOWED
        raise CommandError(f"The database cannot be read: {problem}") from problem


def _has_no_tables() -> bool:
    try:
        return User._meta.db_table not in connection.introspection.table_names()
    except DatabaseError:
        return False
