"""Keeps the index equal to the database.

Index work is no database transaction: it may be cut off anywhere and done again, for the index itself says
how far it has read the change log.
"""

import logging
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connections, transaction

from samenwijzer.outbox import alive, changes, news
from samenwijzer.search import generations, reader, trouble
from samenwijzer.search.building import TooSlow, heal, rebuild
from samenwijzer.search.comparing import Comparison
from samenwijzer.search.following import Follower

__all__ = ["TooSlow", "catch_up", "heal", "rebuild", "repair_index", "run_indexer"]

log = logging.getLogger(__name__)
_POLL = 0.1
_LOOK_AGAIN = 1.0
_TRY_AGAIN = 5.0
TELL = 5.0
"""Seconds between two times that is told how far it is."""


def catch_up(*, timeout: float = 60.0, tell: Callable[[int], object] | None = None) -> None:
    """Return when the index holds all that was committed before the call.

    Indexes itself when no other process is the writer, and otherwise waits for that one. Raises `TooSlow`
    after `timeout` seconds. With `tell` that time begins anew whenever the index came further; it is called
    now and then with how many changes wait.
    """
    goal = changes.committed()
    patience = _Patience(timeout, tell)
    with news.listen("catch-up") as listener:
        while not _has_reached(goal):
            with generations.lock("writer") as free:
                if free:
                    _follow(goal, patience, listener)
            if not free:
                listener.wait(_POLL)
            if patience.is_over() and not _has_reached(goal):
                raise TooSlow


def run_indexer(*, stop: Callable[[], bool]) -> None:
    """Be the one writer until `stop()` says so; waits for its turn while another process is the writer.

    What cannot be written now is tried again, and meanwhile told to the health page.
    """
    with news.listen("indexer") as listener:
        while not stop():
            alive.beat("indexer")
            try:
                with generations.lock("writer", wait=_LOOK_AGAIN) as free:
                    if free:
                        _write(listener, stop)
            except (trouble.Unwritable, OSError) as problem:
                log.warning("The search index cannot be written now: %s", problem.__cause__ or problem)
                trouble.tell(problem.why if isinstance(problem, trouble.Unwritable) else "disk")
                _wait(_TRY_AGAIN, stop)


def _write(listener: news.Listener, stop: Callable[[], bool]) -> None:
    is_first = True
    with Follower() as follower:
        while not stop():
            alive.beat("indexer")
            try:
                moved = follower.step()
            except (OperationalError, InterfaceError) as problem:  # It is locked or away for a while.
                log.warning("The database could not be read: %s", problem)
                connections.close_all()
                time.sleep(_LOOK_AGAIN)
                continue
            if is_first:
                trouble.tell(None)
                generations.remove_other_versions()
                is_first = False
            if not moved:
                listener.wait(_LOOK_AGAIN)


def _wait(seconds: float, stop: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not stop():
        alive.beat("indexer")
        time.sleep(_POLL)


@transaction.atomic
def repair_index(*, comparison: Comparison) -> None:
    """Have everything in which index and database differ read again, by appending it to the change log."""
    changes.append(*sorted({*comparison.missing, *comparison.surplus, *comparison.stale}))


class _Patience:
    """How long to wait for the index, and, when somebody wants to hear it, how far that is meanwhile."""

    def __init__(self, timeout: float, tell: Callable[[int], object] | None) -> None:
        self._timeout = timeout
        self._tell = tell
        self._until = time.monotonic() + timeout
        self._next = time.monotonic() + TELL
        self._position = _position()

    def is_over(self) -> bool:
        if self._tell is not None and time.monotonic() >= self._next:
            self._look(self._tell)
        return time.monotonic() >= self._until

    def _look(self, tell: Callable[[int], object]) -> None:
        before, self._position = self._position, _position()
        if self._position != before:
            self._until = time.monotonic() + self._timeout
        tell(changes.waiting(self._position or changes.START))
        self._next = time.monotonic() + TELL


def _follow(goal: str, patience: _Patience, listener: news.Listener) -> None:
    with Follower() as follower:
        while not follower.has_reached(goal) and not patience.is_over():
            try:
                moved = follower.step()
            except trouble.Unwritable as problem:
                log.warning("The search index cannot be written now: %s", problem.__cause__)
                listener.wait(_LOOK_AGAIN)
                continue
            if not moved:
                listener.wait(_POLL)  # On PostgreSQL an older transaction may hold the goal back.


def _has_reached(goal: str) -> bool:
    position = _position()
    return position is not None and changes.reached(position, goal)


def _position() -> str | None:
    try:
        return reader.position()
    except reader.Unreadable:
        return None
