"""Builds a whole index beside the one in use."""

import logging
from contextlib import closing

from samenwijzer.outbox import changes, news
from samenwijzer.search import generations
from samenwijzer.search.writer import LARGE_HEAP, Writer, write_everything

log = logging.getLogger(__name__)
PATIENCE = 600.0
"""Seconds to wait for another rebuild."""


class TooSlow(Exception):
    """The index did not get there in time; whoever writes it will still do so."""


def rebuild(*, patience: float = PATIENCE) -> int:
    """Build a generation and put it in use. Says how many documents it holds.

    May run beside searches and beside an indexer, which goes on in the new generation from the position at
    which this began. Raises `TooSlow` when another rebuild goes on for longer than `patience`.
    """
    with generations.lock("rebuild", wait=patience) as free:
        if not free:
            raise TooSlow
        return build_from(changes.latest())


def heal(*, patience: float = PATIENCE) -> bool:
    """Build the index when there is none that can be read. Says whether it had to."""
    if _is_sound():
        return False
    with generations.lock("rebuild", wait=patience) as free:
        if not free:
            raise TooSlow
        if _is_sound():  # Another process was first.
            return False
        log.warning("There is no readable search index; it is made anew from the database")
        build_from(changes.latest())
    return True


def _is_sound() -> bool:
    generation = generations.current()
    return generation is not None and not generations.is_broken(generation)


def build_from(position: str) -> int:
    """Build and put in use, as of this position in the change log. Only who holds the lock calls it."""
    generation = generations.new()
    try:
        with closing(Writer(generation, heap=LARGE_HEAP)) as writer:
            count = write_everything(writer)
            writer.commit(position)
            writer.settle()
        generations.put_in_use(generation)
    except BaseException:  # Half a generation would take the room that the next attempt needs.
        generations.remove(generation)
        raise
    news.publish(changes.TOPIC)
    return count
