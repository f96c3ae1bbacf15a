"""Work that is done later, by `worker`. A job is enqueued in the transaction of the data it belongs to.

    @job(seconds=60)
    def send_digest_job(person_id: int) -> None: ...

    send_digest_job.enqueue(person_id=7)

Every job may run twice: its worker may be killed after the work and before the note of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction
from django_tasks import task
from django_tasks.base import Task

TOPIC = "jobs"
"""The topic of the news that a job waits."""

Arguments = ParamSpec("Arguments")
Outcome = TypeVar("Outcome")
_LOCK = 7_265_001


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may take: seconds of the clock, and megabytes on top of what the worker itself uses."""

    seconds: int = 600
    megabytes: int = 1024


_limits: dict[str, Limits] = {}
_failed: dict[str, Callable[..., None]] = {}


def job(
    *,
    seconds: int = 600,
    megabytes: int = 1024,
    priority: int = 0,
    failed: Callable[..., None] | None = None,
) -> Callable[[Callable[Arguments, Outcome]], Task[Arguments, Outcome]]:
    """Make a function a job. Its arguments must be plain JSON values.

    `failed` is called with the same arguments when no attempt is left, also when the process was killed. The
    job may be tried again after it.
    """

    def make(function: Callable[Arguments, Outcome]) -> Task[Arguments, Outcome]:
        made = task(priority=priority)(function)
        _limits[made.module_path] = Limits(seconds, megabytes)
        if failed is not None:
            _failed[made.module_path] = failed
        return made

    return make


def limits_of(path: str) -> Limits:
    """Return the limits of the job with that dotted path."""
    return _limits.get(path, Limits())


def tell_failed(path: str, /, **arguments: Any) -> None:
    """Call what the job with that dotted path wants called when it failed for good."""
    if path in _failed:
        _failed[path](**arguments)


@transaction.atomic
def enqueue_once(work: Task[..., Any], **arguments: Any) -> bool:
    """Put the job in the queue unless the same one waits there already; return whether it was put there."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 - tables exist when the apps are loaded

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    waiting = DBTaskResult.objects.filter(
        task_path=work.module_path, status="READY", args_kwargs={"args": [], "kwargs": arguments}
    )
    if waiting.exists():
        return False
    work.enqueue(**arguments)
    return True
