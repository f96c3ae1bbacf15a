"""Claiming, renewing and ending the hold on a job. Each may meet a locked database; it is tried again."""

from __future__ import annotations

import datetime
import logging
import os
import uuid
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from samenwijzer.kernel.clock import now
from samenwijzer.kernel.jobs import tell_failed
from samenwijzer.kernel.jobs.models import Lease

ATTEMPTS = 5
LEASE = datetime.timedelta(seconds=20)
RENEW = datetime.timedelta(seconds=4)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claim:
    """A job in the hands of one worker, for one attempt."""

    job_id: uuid.UUID
    path: str
    worker: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended. `again` asks for another attempt, as after "database is locked"."""

    ok: bool
    again: bool = False
    value: Any = None
    error: str = ""
    traceback: str = ""


def claim(worker: str) -> Claim | None:
    """Take the first job that is due, or None. Many workers never take the same one."""
    due = DBTaskResult.objects.ready().filter(backend_name="default")
    if not due.exists():  # Looking takes no lock; most looks find nothing.
        return None
    with transaction.atomic():
        row = due.select_for_update(skip_locked=True).first()
        if row is None:
            return None
        lease, _ = Lease.objects.get_or_create(job_id=row.pk, defaults={"worker": worker})
        lease.worker = worker
        lease.attempts += 1
        lease.expires_at = now() + LEASE
        lease.save()
        row.claim(worker)
    return Claim(row.pk, row.task_path, worker, lease.attempts)


def renew(taken: Claim) -> bool:
    """Hold on for longer; False when the job was given to another and our attempt must end."""
    return bool(_ours(taken).update(expires_at=now() + LEASE))


@transaction.atomic
def finish(taken: Claim, outcome: Outcome) -> bool:
    """Write down how it ended; False, and nothing written, when the job is no longer ours."""
    if not _ours(taken).select_for_update().exists():
        return False
    job = DBTaskResult.objects.select_for_update().get(pk=taken.job_id)
    if outcome.again and taken.attempt < ATTEMPTS:
        _put_back(job, delay=datetime.timedelta(seconds=2**taken.attempt))
    elif outcome.ok:
        job.status, job.finished_at, job.return_value = "SUCCESSFUL", now(), outcome.value
        job.save()
        _ours(taken).delete()
    else:
        _fail(job, outcome.error, outcome.traceback)
    return True


def _fail(job: DBTaskResult[..., Any], error: str, trace: str) -> None:
    job.status, job.finished_at = "FAILED", now()
    job.exception_class_path, job.traceback = error, trace
    job.save()
    Lease.objects.filter(pk=job.pk).delete()
    try:
        with transaction.atomic():
            import_string(job.task_path)
            tell_failed(job.task_path, **job.args_kwargs["kwargs"])
    except Exception:  # The job has failed, whatever its own code makes of that.
        logger.exception("job %s (%s) could not be told that it failed", job.pk, job.task_path)


@transaction.atomic
def give_back(taken: Claim) -> None:
    """Put a job back that was not ended because the worker stops; this attempt does not count."""
    lease = _ours(taken).select_for_update().first()
    if lease is None:
        return
    Lease.objects.filter(pk=lease.pk).update(attempts=lease.attempts - 1, expires_at=None)
    _put_back(DBTaskResult.objects.get(pk=taken.job_id))


def return_lost() -> int:
    """Put jobs back whose worker is gone, or fail them after the last attempt; return how many there were."""
    return sum(_return(pk) for pk in _lost())


def lost() -> int:
    """Count the jobs that return_lost() would put back; changes nothing."""
    return len(_lost())


def _lost() -> list[uuid.UUID]:
    running = DBTaskResult.objects.filter(status="RUNNING", backend_name="default").select_related("lease")
    return [job.pk for job in running if _is_lost(job)]


@transaction.atomic
def _return(pk: uuid.UUID) -> bool:
    job = (
        DBTaskResult.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(pk=pk, status="RUNNING")
        .first()
    )
    if job is None or not _is_lost(job):
        return False
    lease = Lease.objects.filter(pk=pk).first()
    attempts = lease.attempts if lease is not None else 1
    if attempts >= ATTEMPTS:
        error = "samenwijzer.kernel.jobs.leases.WorkerLost"
        _fail(job, error, f"The worker was lost during each of {attempts} attempts.")
        logger.error("job %s (%s) failed: its worker was lost %s times", pk, job.task_path, attempts)
        return True
    Lease.objects.update_or_create(pk=pk, defaults={"attempts": attempts, "expires_at": None})
    _put_back(job, delay=datetime.timedelta(seconds=0 if attempts == 1 else 2**attempts))
    logger.warning("job %s (%s) goes back to the queue: its worker is gone", pk, job.task_path)
    return True


class WorkerLost(Exception):
    """Names in a failed job that its worker was killed, by the system or for want of memory."""


def _put_back(job: DBTaskResult[..., Any], *, delay: datetime.timedelta | None = None) -> None:
    job.status = "READY"
    fields = ["status"]
    if delay:
        job.run_after = now() + delay
        fields.append("run_after")
    job.save(update_fields=fields)


def _ours(taken: Claim) -> Any:
    return Lease.objects.filter(
        Q(expires_at__isnull=False), job_id=taken.job_id, worker=taken.worker, attempts=taken.attempt
    )


def _is_lost(job: DBTaskResult[..., Any]) -> bool:
    lease = getattr(job, "lease", None)
    if lease is None or lease.expires_at is None:
        return job.started_at is None or job.started_at < now() - LEASE
    return bool(lease.expires_at < now()) or is_gone(lease.worker)


def own_name() -> str:
    """Return a name for this process that no other process on any machine has, now or later."""
    return f"{_machine()}:{os.getpid()}:{_started(os.getpid())}"


def is_gone(name: str) -> bool:
    """Say whether the process of that name ran on this machine and has ended; False for other machines."""
    parts = name.split(":")
    if len(parts) != 3 or parts[0] != _machine() or not parts[1].isdigit():
        return False
    return _started(int(parts[1])) != parts[2]


@cache
def _machine() -> str:
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}-{Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return uuid.uuid4().hex


def _started(pid: int) -> str:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    fields = text.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[19]
