"""The loop of `worker`: claim, run in a child, renew the hold, write down how it ended."""

from __future__ import annotations

import gc
import logging
import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any, Protocol

from django.db import DatabaseError, InterfaceError, close_old_connections
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from samenwijzer.kernel.clock import now
from samenwijzer.kernel.jobs import child, enqueue_once, leases, limits_of
from samenwijzer.kernel.jobs.child import Around, Child
from samenwijzer.kernel.jobs.leases import Outcome

POLL = 1.0  # Seconds between looks when no news comes.
LOST = 5.0  # Seconds between looks for jobs whose worker is gone.
DAILY = 60.0  # Seconds between looks whether the work of the day was done.
GRACE = 5.0  # Seconds that running jobs get when the worker is asked to stop.
logger = logging.getLogger(__name__)


class Wait(Protocol):
    """Waits for news, or until one of the descriptors can be read, or until the seconds are over."""

    def __call__(self, seconds: float, *, also: Sequence[int] = ()) -> object: ...


class Worker:
    """Runs jobs until it is told to stop. `slots` is how many run at the same time.

    `beside` is done about every second between jobs, and again at once while it returns true.
    """

    def __init__(
        self,
        *,
        wait: Wait,
        around: Around,
        daily: Sequence[Task[..., Any]] = (),
        beside: Callable[[], object] | None = None,
        slots: int = 2,
    ) -> None:
        self.name = leases.own_name()
        self.wait = wait
        self.around = around
        self.daily = daily
        self.beside = beside
        self.slots = slots
        self.children: list[Child] = []
        self.ended: list[tuple[leases.Claim, Outcome]] = []
        self.stopping = False
        self._next: dict[str, float] = {}
        self._wakeup: tuple[int, int] | None = None

    def stop(self, *_: Any) -> None:
        """Claim nothing more and end when the running jobs have ended, or after a short grace."""
        self.stopping = True

    def stop_on_signals(self) -> None:
        """Stop at SIGTERM and SIGINT. For the main thread only."""
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        signal.set_wakeup_fd(writing)
        self._wakeup = (reading, writing)
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)

    def run(self, *, until: Callable[[], bool] = lambda: False) -> None:
        """Work until stop() is called, or `until` says so after a round."""
        gc.collect()
        gc.freeze()
        while not self.stopping:
            busy = self._round()
            if until():
                break
            if not busy and not self.stopping:
                self._wait(POLL)
        self._end()

    def _round(self) -> bool:
        """Do what can be done now; True when there may be more at once."""
        close_old_connections()
        claimed = False
        claimed |= bool(self._try(self._claim))
        self._collect()
        self._try(self._renew)
        if self._is_time("lost", LOST) and not self._try(self._return_lost):
            self._next["lost"] = 0
        if self.daily and self._is_time("daily", DAILY):
            self._try(self._enqueue_daily)
        more = self.beside is not None and self._is_time("beside", POLL / 2) and self._try(self._do_beside)
        return claimed or more

    def _do_beside(self) -> bool:
        more = self.beside is not None and bool(self.beside())
        if more:
            self._next["beside"] = 0
        return more

    def _claim(self) -> bool:
        if len(self.children) >= self.slots:
            return False
        claim = leases.claim(self.name)
        if claim is None:
            return False
        logger.info("job %s (%s) starts, attempt %s", claim.job_id, claim.path, claim.attempt)
        self.children.append(child.start(claim, self.around))
        return True

    def _collect(self) -> None:
        for running in list(self.children):
            if running.has_ended():
                self.children.remove(running)
                self.ended.append((running.claim, running.outcome()))
            elif time.monotonic() > running.deadline:
                self.children.remove(running)
                running.kill()
                seconds = limits_of(running.claim.path).seconds
                late = Outcome(
                    ok=False, error="builtins.TimeoutError", traceback=f"not ended within {seconds} seconds"
                )
                self.ended.append((running.claim, late))
        while self.ended and self._try(self._finish_first):
            self.ended.pop(0)

    def _finish_first(self) -> bool:
        claim, outcome = self.ended[0]
        if leases.finish(claim, outcome):
            log = logger.info if outcome.ok else logger.error
            log(
                "job %s (%s) %s",
                claim.job_id,
                claim.path,
                "is done" if outcome.ok else f"failed: {outcome.traceback}",
            )
        return True

    def _renew(self) -> bool:
        if self._is_time("renew", leases.RENEW.total_seconds()):
            for running in list(self.children):
                if not leases.renew(running.claim):
                    logger.warning("job %s was given to another worker", running.claim.job_id)
                    self.children.remove(running)
                    running.kill()
        return True

    def _return_lost(self) -> bool:
        leases.return_lost()
        return True

    def _enqueue_daily(self) -> bool:
        since = now() - timedelta(days=1)
        for work in self.daily:
            if not DBTaskResult.objects.filter(task_path=work.module_path, enqueued_at__gt=since).exists():
                enqueue_once(work)
        return True

    def _is_time(self, what: str, seconds: float) -> bool:
        if time.monotonic() < self._next.get(what, 0):
            return False
        self._next[what] = time.monotonic() + seconds
        return True

    def _try(self, step: Callable[[], bool]) -> bool:
        """Do one step with the database; a lock or a lost connection means that it is tried again later."""
        try:
            return step()
        except (DatabaseError, InterfaceError) as problem:
            logger.warning("%s: will try again: %s", step.__name__.strip("_"), problem)
            close_old_connections()
            self._wait(0.2)
            return False

    def _wait(self, seconds: float) -> None:
        also = [running.pipe for running in self.children]
        if self._wakeup:
            also.append(self._wakeup[0])
        self.wait(seconds, also=also)
        if self._wakeup:
            with suppress(BlockingIOError):
                os.read(self._wakeup[0], 100)

    def _end(self) -> None:
        limit = time.monotonic() + GRACE
        while (self.children or self.ended) and time.monotonic() < limit:
            self._collect()
            if self.children:
                self._wait(0.1)
        for running in self.children:
            running.kill()
            self._try(lambda claim=running.claim: leases.give_back(claim) is None)  # type: ignore[misc]
        self.children = []
