"""Runs one job in a process of its own, forked from the worker, which has everything loaded already."""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import time
import traceback
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from typing import Any, NoReturn, cast

from django.db import OperationalError, connections
from django_tasks import TaskContext
from django_tasks_db.models import DBTaskResult

from samenwijzer.kernel.jobs import limits_of
from samenwijzer.kernel.jobs.forked import die_with_parent, forget_connections
from samenwijzer.kernel.jobs.leases import Claim, Outcome

Around = Callable[[str], AbstractContextManager[object]]


@dataclass(slots=True)
class Child:
    """A job that runs now. `pipe` can be read when it has ended; `deadline` is on the monotonic clock."""

    claim: Claim
    pid: int
    pipe: int
    deadline: float
    answer: bytearray = field(default_factory=bytearray)

    def has_ended(self) -> bool:
        """Read what the child wrote so far; True when it has closed its end."""
        while True:
            try:
                chunk = os.read(self.pipe, 65_536)
            except BlockingIOError:
                return False
            if not chunk:
                return True
            self.answer += chunk

    def outcome(self) -> Outcome:
        """Say how it ended. Call it once, after has_ended()."""
        os.close(self.pipe)
        _, status = os.waitpid(self.pid, 0)
        try:
            return Outcome(**json.loads(self.answer))
        except ValueError:
            how = os.waitstatus_to_exitcode(status)
            name = signal.Signals(-how).name if how < 0 else f"exit {how}"
            return Outcome(
                ok=False, again=True, error="builtins.ChildProcessError", traceback=f"ended by {name}"
            )

    def kill(self) -> None:
        """End it at once, without an outcome."""
        os.kill(self.pid, signal.SIGKILL)
        os.close(self.pipe)
        os.waitpid(self.pid, 0)


def start(claim: Claim, around: Around) -> Child:
    """Fork a child for the job. Connections are closed before, for a connection cannot be shared."""
    connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _live(claim, around, writing, parent)
    os.close(writing)
    os.set_blocking(reading, False)
    return Child(claim, pid, reading, time.monotonic() + limits_of(claim.path).seconds)


def _live(claim: Claim, around: Around, pipe: int, parent: int) -> NoReturn:
    try:
        die_with_parent(parent)
        forget_connections()
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        gc.unfreeze()
        _limit_memory(limits_of(claim.path).megabytes)
        with around(claim.path):
            outcome = _run(claim.job_id)
        with os.fdopen(pipe, "wb") as file:
            file.write(json.dumps(asdict(outcome)).encode())
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(0)  # Nothing of the worker's own ending may happen here.


def _run(job_id: uuid.UUID) -> Outcome:
    try:
        row = DBTaskResult.objects.get(pk=job_id)
        work, result = row.task, row.task_result
        context: list[Any] = [TaskContext(task_result=cast("Any", result))] if work.takes_context else []
        value = work.call(*context, *result.args, **result.kwargs)
        json.dumps(value)
    except OperationalError as problem:
        return _failed(problem, again=True)
    except BaseException as problem:  # noqa: BLE001 - whatever a job raises is its outcome
        return _failed(problem)
    finally:
        connections.close_all()
    return Outcome(ok=True, value=value)


def _failed(problem: BaseException, *, again: bool = False) -> Outcome:
    kind = type(problem)
    return Outcome(
        ok=False,
        again=again,
        error=f"{kind.__module__}.{kind.__qualname__}",
        traceback="".join(traceback.format_exception(problem))[-20_000:],
    )


def _limit_memory(megabytes: int) -> None:
    pages = int(open("/proc/self/statm").read().split()[0])  # noqa: SIM115, PTH123 - gone with the line
    limit = pages * resource.getpagesize() + megabytes * 1_048_576
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
