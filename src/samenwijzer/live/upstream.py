"""One request to `web` over its unix socket, and the answer as it comes in.

A connection carries one request: `web` has sync workers, which close after each, and a fresh connection over
a unix socket costs some fifty microseconds. What comes in is taken at once and kept, so that a browser that
reads slowly never holds a page worker.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, cast

import httptools

from samenwijzer.live.bodies import Body, Full, Room

RETRY = 0.05


class Unreachable(ConnectionError):
    """`web` took no connection within the time that a restart may take. It has not seen the request."""


class Broken(ConnectionError):
    """`web` closed the connection before its answer was complete."""


class Exchange(asyncio.Protocol):
    """A request under way. `status` and `headers` are known after head()."""

    def __init__(self, room: Room, *, head_only: bool) -> None:
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self.complete = False
        self.body = Body(room)
        self.transport: asyncio.Transport
        self._loop = asyncio.get_running_loop()
        self._head_only = head_only
        self._has_head = False
        self._has_length = False
        self._failure: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._writable: asyncio.Future[None] | None = None
        self._parser = httptools.HttpResponseParser(self)

    async def head(self) -> None:
        """Wait for status and headers. Raises Broken."""
        while not self._has_head:
            await self._progress()

    async def piece(self) -> bytes:
        """Return what came in since; empty at the end. Raises Broken when the answer was cut off."""
        while True:
            if chunk := self.body.take():
                return chunk
            if self.complete:
                return b""
            await self._progress()

    async def rest(self) -> bytes:
        """Return all that is still to come. Raises Broken when the answer was cut off."""
        pieces = []
        while chunk := await self.piece():
            pieces.append(chunk)
        return b"".join(pieces)

    async def write(self, chunk: bytes) -> None:
        """Send on. Raises Broken when the connection is closed already."""
        if self.transport.is_closing():
            raise Broken("web closed the connection before it had the whole request")
        self.transport.write(chunk)
        if self._writable is not None:
            await self._writable

    def close(self) -> None:
        self.transport.abort()
        self.body.close()

    async def _progress(self) -> None:
        if self._failure is not None:
            raise self._failure
        self._waiter = self._loop.create_future()
        await self._waiter

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    # What asyncio calls.
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(
            "asyncio.Transport", transport
        )  # uvloop's own class inherits from none of asyncio's.

    def data_received(self, chunk: bytes) -> None:
        if self.complete:
            return
        try:
            self._parser.feed_data(chunk)
        except httptools.HttpParserError:
            self._fail()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._writable is not None and not self._writable.done():
            self._writable.set_result(None)
        if not self.complete:
            if self._has_head and not self._has_length and exc is None:
                self.complete = True  # Its length was the end of the connection.
            else:
                self._fail()
        self._wake()

    def pause_writing(self) -> None:
        self._writable = self._loop.create_future()

    def resume_writing(self) -> None:
        if self._writable is not None and not self._writable.done():
            self._writable.set_result(None)
        self._writable = None

    def _fail(self) -> None:
        self._failure = self._failure or Broken("web closed the connection before its answer was complete")
        self.transport.abort()

    # What the parser calls.
    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        if name in {b"content-length", b"transfer-encoding"}:
            self._has_length = True
        self.headers.append((name, value))

    def on_headers_complete(self) -> None:
        self.status = int(self._parser.get_status_code())
        if self.status < 200:
            self.headers.clear()
            return
        self._has_head = True
        if self._head_only or self.status in {204, 304}:
            self.complete = True

    def on_body(self, chunk: bytes) -> None:
        try:
            self.body.append(chunk)
        except Full:
            self._fail()

    def on_message_complete(self) -> None:
        if self.status >= 200:
            self.complete = True


async def connect(path: Path, room: Room, *, seconds: float, head_only: bool = False) -> Exchange:
    """Connect, and try again for so many seconds, for `web` may just restart. Raises Unreachable."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while True:
        try:
            made: tuple[Any, Exchange] = await loop.create_unix_connection(
                lambda: Exchange(room, head_only=head_only), str(path)
            )
        except (ConnectionError, FileNotFoundError, BlockingIOError) as problem:
            if loop.time() >= end:
                raise Unreachable(str(problem)) from problem
            await asyncio.sleep(RETRY)
        else:
            return made[1]
