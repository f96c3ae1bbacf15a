"""How much is written at once: so little that whoever else wants to write hardly waits."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from samenwijzer.exchange.importing.spool import Entry

MOST = 200
_FEWEST = 5
# Seconds that a transaction may take; what is wanted is well below the 200 ms that is the rule.
_LONG, _SHORT = 0.08, 0.03
_BYTES = 1_000_000
# Who waits for SQLite looks again every 25 ms at first: a shorter rest may pass unseen, over and over.
_REST, _LONGEST_REST = 0.03, 0.1
# An import of fewer lines is done before anybody notices.
_SMALL = 1_000


class Pace:
    """Cuts entries into chunks by how long the last one took; a large import leaves room after each."""

    def __init__(self, lines: int) -> None:
        self._size = MOST // 4
        self._rests = lines > _SMALL

    def chunks(self, entries: Iterable[Entry]) -> Iterator[list[Entry]]:
        """Give the entries in their order. The time between two chunks is that of writing the first."""
        chunk: list[Entry] = []
        size = 0
        for entry in entries:
            if chunk and (len(chunk) >= self._size or size + entry.size > _BYTES):
                yield from self._timed(chunk)
                chunk, size = [], 0
            chunk.append(entry)
            size += entry.size
        if chunk:
            yield from self._timed(chunk)

    def _timed(self, chunk: list[Entry]) -> Iterator[list[Entry]]:
        started = time.monotonic()
        yield chunk
        took = time.monotonic() - started
        if took > _LONG:
            self._size = max(_FEWEST, min(len(chunk), self._size) // 2)
        elif took < _SHORT and len(chunk) >= self._size:
            self._size = min(MOST, self._size * 2)
        if self._rests:
            time.sleep(max(_REST, min(took / 2, _LONGEST_REST)))
