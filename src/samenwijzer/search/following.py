"""Follows the change log into the generation in use. Only who holds the writer's lock makes a `Follower`."""

import logging
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import changes, news
from samenwijzer.outbox.changes import Changed
from samenwijzer.search import generations, reader, trouble
from samenwijzer.search.building import heal
from samenwijzer.search.writer import Writer, write_refs

log = logging.getLogger(__name__)
INDEXED = "indexed"
"""The topic of the news that a commit was made; its hint holds the position reached."""

SPACE_KIND = "spaces.space"
BETWEEN_COMMITS = 0.05
"""Seconds; more changes in that time go into one commit."""

AT_ONCE = 2_000
"""Changes per commit at most."""

_REMEMBERED = 250_000
"""Documents of which is remembered, while far behind, that they have been read: some 50 MB."""


class _Outrun(ValueError):
    """The index and the change log have no longer the same past."""


class Follower:
    """Reads changes in order and commits them together with the position reached.

    So nothing is lost when the process is killed: what was not committed is read again.
    """

    def __init__(self) -> None:
        self._writer: Writer | None = None
        self._position = changes.START
        self._rests_until = 0.0
        # What was read since `_known` was the last line of the log: it holds all changes up to there.
        self._known = changes.START
        self._read: set[Ref] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go()

    def step(self) -> int:
        """Commit the next changes, building the index first when there is none. Says how many there were.

        Raises `Unwritable` when that cannot be done now; what was written before still serves.
        """
        try:
            heal()
            return self._step(self._open())
        except BaseException as problem:
            if not reader.is_damage_met_here(problem):
                raise
            self._give_up(problem)
            return 0

    def has_reached(self, goal: str) -> bool:
        """Whether the last commit of this follower holds everything up to `goal`."""
        if self._writer is None or generations.current() != self._writer.path:
            return False
        return changes.reached(self._position, goal)

    def _step(self, writer: Writer) -> int:
        time.sleep(max(0.0, self._rests_until - time.monotonic()))
        if changes.reached(self._position, self._known) or len(self._read) > _REMEMBERED:
            self._known, self._read = changes.latest(), set()
        batch = changes.after(self._position, limit=AT_ONCE)
        if not batch:
            return 0
        refs = self._touched(writer, batch)
        write_refs(writer, refs)
        writer.commit(batch[-1].position)
        self._read.update(refs)
        self._position = batch[-1].position
        is_behind = len(batch) == AT_ONCE
        self._rests_until = 0.0 if is_behind else time.monotonic() + BETWEEN_COMMITS
        news.publish(INDEXED, position=self._position)
        return len(batch)

    def _touched(self, writer: Writer, batch: Sequence[Changed]) -> list[Ref]:
        """What these changes touch and was not read after them already."""
        refs: list[Ref] = []
        for change in batch:
            touched = [change.ref]
            if change.ref.kind == SPACE_KIND:  # Who may read a space changes all that lives in it.
                touched += writer.refs_in_space(change.ref.id)
            was_known = changes.reached(self._known, change.position)
            refs += [ref for ref in touched if not (was_known and ref in self._read)]
        return refs

    def _open(self) -> Writer:
        """The writer on the generation in use; another one after a rebuild has swapped it."""
        generation = generations.current()
        if generation is None:
            raise OSError
        if self._writer is None or self._writer.path != generation:
            self._let_go()
            self._writer = Writer(generation)
            self._position = self._writer.position()
            self._known, self._read = changes.START, set()  # It holds nothing of what another was given.
            self._refuse_another_past()
        return self._writer

    def _refuse_another_past(self) -> None:
        """An index that is ahead of its database was made from another one: a backup was put back, say."""
        latest = changes.latest()
        if latest != changes.START and not changes.reached(latest, self._position):
            message = "it is ahead of the database"
            raise _Outrun(message)
        if not changes.complete_since(self._position):
            message = "it is so far behind that the change log no longer holds all it missed"
            raise _Outrun(message)

    def _give_up(self, problem: BaseException) -> None:
        """Leave a generation that cannot be written: it was replaced, or it is damaged and must be.

        One that is sound is kept, for what refuses is not the index.
        """
        left = self._writer.path if self._writer else None
        self._let_go()
        generation = generations.current()
        if generation is not None and left not in (generation, None):
            return
        why = trouble.find_out(problem)
        is_refused = why != "other" and not isinstance(problem, _Outrun)
        if generation is None or generations.is_broken(generation) or is_refused:
            raise trouble.Unwritable(why) from problem
        log.warning("The search index cannot be written and will be made anew: %s", problem)
        generations.report_broken(generation)

    def _let_go(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
