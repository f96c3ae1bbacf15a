"""Builds the index anew."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from samenwijzer.search.actions import TooSlow, catch_up, rebuild


class Command(BaseCommand):
    """Build beside the index in use and swap; the site keeps working meanwhile."""

    help = "Build the search index anew from the database, while the site keeps working."
    requires_system_checks: list[str] = []  # They take a third of the start; `check` does them.

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many documents the new index holds."""
        begun = time.monotonic()
        try:
            count = rebuild()
            catch_up()
        except TooSlow as problem:
            message = "Another process has been working on the search index for too long."
            raise CommandError(message, returncode=3) from problem
        seconds = time.monotonic() - begun
        self.stdout.write(f"{count} documents indexed in {seconds:.1f} s")
