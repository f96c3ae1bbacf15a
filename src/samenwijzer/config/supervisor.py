"""Starts processes, starts one again that dies, and ends them all when it is told to."""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from samenwijzer.kernel.jobs.forked import die_with_parent, forget_connections

LONG_ENOUGH = 5.0  # Seconds after which a process is taken to have started well.
LONGEST_PAUSE = 10.0
GRACE = 15.0  # Seconds that processes get to end by themselves.
_SET_NAME = 15  # PR_SET_NAME
_WATCHED = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT}
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Program:
    """A process to keep running. `run` is called in it and returns when it was told to stop."""

    name: str
    run: Callable[[], None]


@dataclass(slots=True)
class _Running:
    program: Program
    pid: int = 0
    started: float = 0.0
    failures: int = 0
    start_at: float = field(default_factory=time.monotonic)


class Supervisor:
    """Keeps programs running until SIGTERM or SIGINT. For a main thread that has no other threads beside it.

    Each program is forked from this process and shares what is loaded in it. When this process is killed, the
    system kills them, so that none is left behind.
    """

    def __init__(self, programs: Sequence[Program], *, each_round: Callable[[], None] = lambda: None) -> None:
        self.running = [_Running(program) for program in programs]
        self.each_round = each_round

    def run(self) -> None:
        """Start everything and return when everything has ended."""
        gc.collect()
        gc.freeze()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
        try:
            while True:
                self._start_due()
                self.each_round()
                received = signal.sigtimedwait(_WATCHED, self._pause())
                self._note_ended()
                if received is not None and received.si_signo != signal.SIGCHLD:
                    break
            self._end()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _pause(self) -> float:
        due = [one.start_at - time.monotonic() for one in self.running if not one.pid]
        return max(0.0, min([*due, 0.2]))

    def _start_due(self) -> None:
        for one in self.running:
            if not one.pid and one.start_at <= time.monotonic():
                one.started = time.monotonic()
                one.pid = _fork(one.program)

    def _note_ended(self, *, again: bool = True) -> None:
        for one in self.running:
            if not one.pid:
                continue
            pid, status = os.waitpid(one.pid, os.WNOHANG)
            if not pid:
                continue
            one.pid = 0
            one.failures = one.failures + 1 if time.monotonic() - one.started < LONG_ENOUGH else 0
            pause = min(0.25 * 2**one.failures, LONGEST_PAUSE) if one.failures else 0.0
            one.start_at = time.monotonic() + pause
            if again:
                code = os.waitstatus_to_exitcode(status)
                how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
                logger.error("%s %s; it is started again in %.1f s", one.program.name, how, pause)

    def _end(self) -> None:
        limit = time.monotonic() + GRACE
        self._tell(signal.SIGTERM)
        while any(one.pid for one in self.running) and time.monotonic() < limit:
            received = signal.sigtimedwait(_WATCHED, 0.1)
            if received is not None and received.si_signo != signal.SIGCHLD:
                limit = min(limit, time.monotonic() + 1)  # Asked twice: hurry.
            self._note_ended(again=False)
        self._tell(signal.SIGKILL)
        for one in self.running:
            if one.pid:
                os.waitpid(one.pid, 0)

    def _tell(self, number: signal.Signals) -> None:
        for one in self.running:
            if one.pid:
                os.kill(one.pid, number)


def _fork(program: Program) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        _live(program, parent)
    return pid


def _live(program: Program, parent: int) -> NoReturn:
    code = 1
    try:
        # A group of its own: Ctrl-C in a terminal reaches the supervisor alone, which ends all in order.
        os.setpgid(0, 0)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _WATCHED)
        die_with_parent(parent)
        forget_connections()
        name_process(f"sw-{program.name}")
        program.run()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
    except BaseException:
        logger.exception("%s cannot go on", program.name)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def name_process(name: str) -> None:
    """Show this name, of at most 15 bytes, in `ps` and `top`, where the system can."""
    try:
        ctypes.CDLL(None).prctl(_SET_NAME, name.encode()[:15], 0, 0, 0)
    except AttributeError:
        return
