from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand
from django_tasks.base import Task

from samenwijzer.kernel.jobs.worker import Worker
from samenwijzer.kernel.modules import installed
from samenwijzer.outbox import alive, news
from samenwijzer.outbox.actions import tidy_up_job
from samenwijzer.outbox.audit import Origin, origin
from samenwijzer.outbox.sealing import seal_waiting


class Command(BaseCommand):
    help = "Run the jobs that wait, until it is stopped; `serve` starts one."
    requires_system_checks: list[str] = []  # They take a third of the start; `check` does them.

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--slots", type=int, default=2, help="how many jobs run at the same time (2)")

    def handle(self, *, slots: int, **options: Any) -> None:
        with news.listen("worker") as listener:
            worker = Worker(
                wait=listener.wait, around=_as_job, daily=daily_jobs(), beside=beside_jobs, slots=slots
            )
            worker.stop_on_signals()
            worker.run()


def beside_jobs() -> bool:
    """Give a sign of life and seal a chunk of the audit; true when there may be more to seal."""
    alive.beat("worker")
    return seal_waiting() > 0


def daily_jobs() -> list[Task[..., Any]]:
    """Return what is put in the queue once a day: our own tidying, and what modules ask for."""
    return [tidy_up_job, *(work for module in installed() for work in module.daily)]


@contextmanager
def _as_job(path: str) -> Iterator[None]:
    token = origin.set(Origin(f"job {path.rpartition('.')[2]}"))
    try:
        yield
    finally:
        origin.reset(token)
