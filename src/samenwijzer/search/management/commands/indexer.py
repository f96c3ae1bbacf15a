"""The process that writes the index."""

import gc
import signal
from typing import Any

from django.core.management.base import BaseCommand

from samenwijzer.search.actions import run_indexer


class Command(BaseCommand):
    """Follow the change log until told to stop; `samenwijzer serve` starts it."""

    help = "Keep the search index up to date: the one process that writes it."
    requires_system_checks: list[str] = []  # They take a third of the start; `check` does them.

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM or SIGINT."""
        ended: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, _frame: ended.append(number))
        gc.freeze()  # What is loaded by now stays: looking for garbage in it costs a tenth of the work.
        run_indexer(stop=lambda: bool(ended))
