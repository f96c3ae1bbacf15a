"""What lies between a fast side and a slow side: a megabyte in memory, the rest in a file without a name."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from samenwijzer.kernel.storage import unnamed_file

IN_MEMORY = 1_048_576
PIECE = 262_144


class Full(Exception):
    """All bodies together take as much disk as they may."""


@dataclass(slots=True)
class Room:
    """The disk that all bodies together may take, so that many callers cannot fill it."""

    folder: Path
    most: int
    taken: int = 0

    def take(self, count: int) -> None:
        if self.taken + count > self.most:
            raise Full
        self.taken += count


class Body:
    """Bytes, appended at one end and taken at the other, in order. `length` counts all that came in."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.length = 0
        self._parts: deque[bytes] = deque()
        self._kept = 0
        self._file: IO[bytes] | None = None
        self._written = 0
        self._read = 0

    def append(self, chunk: bytes) -> None:
        """Keep what came in. Raises Full."""
        self.length += len(chunk)
        if self._file is None and self._kept + len(chunk) <= IN_MEMORY:
            self._parts.append(chunk)
            self._kept += len(chunk)
            return
        self.room.take(len(chunk))
        if self._file is None:
            self._file = unnamed_file(self.room.folder)
        self._file.seek(self._written)
        rest = memoryview(chunk)
        while rest:  # An unbuffered file may take less than it is given.
            count = self._file.write(rest)
            self._written += count
            rest = rest[count:]

    def take(self) -> bytes:
        """Return the next piece; empty when everything that came in was taken."""
        if self._parts:
            chunk = self._parts.popleft()
            self._kept -= len(chunk)
            return chunk
        if self._file is None:
            return b""
        self._file.seek(self._read)
        chunk = self._file.read(PIECE)
        self._read += len(chunk)
        if self._read == self._written:
            self.close()
        return chunk

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self.room.taken -= self._written
        self._file = None
        self._written = self._read = 0
