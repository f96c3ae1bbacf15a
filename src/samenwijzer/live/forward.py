"""Carries a request to `web` and its answer back: the body whole, the answer as fast as it comes."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from samenwijzer.live import refusals
from samenwijzer.live.bodies import IN_MEMORY, Body, Full, Room
from samenwijzer.live.headers import Networks, towards_browser, towards_web
from samenwijzer.live.upstream import Broken, Exchange, Unreachable, connect

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

SAFE = {"GET", "HEAD", "OPTIONS"}
SMALL = 65_536  # Bytes of an answer that is waited for and sent in one go.
logger = logging.getLogger(__name__)
# Whoever has the key of a link for a new password can use it, so it stands in no log.
_SECRET = re.compile(rb"(/password/reset/key/|/account/link/)[^/]+")
# No address of ours has one, so whoever typed it may mean a citizen.
_NUMBER = re.compile(r"(?:\d\W{0,3}){8}")


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: between pieces of a body, for all of it, until `web` answers, until the browser reads on."""

    piece: float = 30
    body: float = 600
    connect: float = 10
    answer: float = 65
    read: float = 120


class Refused(Exception):
    """The request is answered here, with a page of `refusals`."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Gone(Exception):
    """The browser closed the connection; nobody is left to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    """Knows the sockets of `web`. What is larger than a megabyte goes to `slow`, the threaded pool."""

    fast: Path
    slow: Path
    room: Room
    scheme: bytes = b"http"
    trusted: Networks = ()
    most: int = 100_000_000
    slow_paths: tuple[str, ...] = ()
    timeouts: Timeouts = Timeouts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request. Raises Gone when the browser left."""
        body: Body | None = None
        try:
            body = await self._take_in(scope, receive)
            exchange = await self._ask(scope, body)
        except Refused as refused:
            await refuse(refused.status, scope, receive, send)
            return
        finally:
            if body is not None:
                body.close()
        try:
            await self._answer(exchange, scope, receive, send)
        finally:
            exchange.close()

    async def _take_in(self, scope: Scope, receive: Receive) -> Body | None:
        """Read the whole body, so that no page worker waits for it. None when there is none."""
        given = dict(scope["headers"])
        length = given.get(b"content-length")
        if length is None and b"transfer-encoding" not in given:
            return None
        if length is not None and int(length) > self.most:
            raise Refused(413)
        body = Body(self.room)
        try:
            async with asyncio.timeout(self.timeouts.body):
                await self._read_into(body, receive)
        except TimeoutError:
            body.close()
            raise Refused(408) from None
        except Full:
            body.close()
            logger.warning("the disk space for what is being sent is used up: %s bytes", self.room.most)
            raise Refused(503) from None
        except BaseException:
            body.close()
            raise
        return body

    async def _read_into(self, body: Body, receive: Receive) -> None:
        more = True
        while more:
            async with asyncio.timeout(self.timeouts.piece):
                event = await receive()
            if event["type"] == "http.disconnect":
                raise Gone
            body.append(event["body"])
            if body.length > self.most:
                raise Refused(413)
            more = event["more_body"]

    async def _ask(self, scope: Scope, body: Body | None) -> Exchange:
        """Send the request and wait for the head of the answer.

        A page worker that is lost before it answers is asked again when that can do no harm.
        """
        path = self._pool(scope, body)
        head = self._head(scope, body)
        for attempt in (1, 2):
            exchange = await self._connect(path, scope)
            try:
                async with asyncio.timeout(self.timeouts.answer):
                    await exchange.write(head)
                    while body is not None and (chunk := body.take()):
                        await exchange.write(chunk)
                    await exchange.head()
            except TimeoutError:
                exchange.close()
                logger.warning("no answer of web within %s s: %s", self.timeouts.answer, shown_path(scope))
                raise Refused(504) from None
            except Broken:
                exchange.close()
                if attempt == 2 or scope["method"] not in SAFE or body is not None:
                    logger.warning("web was lost during %s %s", scope["method"], shown_path(scope))
                    raise Refused(502) from None
            except BaseException:
                exchange.close()
                raise
            else:
                return exchange
        raise Refused(502)

    async def _connect(self, path: Path, scope: Scope) -> Exchange:
        try:
            return await connect(
                path, self.room, seconds=self.timeouts.connect, head_only=scope["method"] == "HEAD"
            )
        except Unreachable:
            logger.warning("web takes no connection: %s", shown_path(scope))
            raise Refused(503) from None

    def _pool(self, scope: Scope, body: Body | None) -> Path:
        large = body is not None and body.length > IN_MEMORY
        return self.slow if large or scope["path"].startswith(self.slow_paths or "\n") else self.fast

    def _head(self, scope: Scope, body: Body | None) -> bytes:
        query = scope["query_string"]
        target = scope["raw_path"] + (b"?" + query if query else b"")
        lines = [scope["method"].encode() + b" " + target + b" HTTP/1.1"]
        headers = towards_web(
            scope["headers"],
            peer=(scope["client"] or ("",))[0],
            scheme=self.scheme,
            trusted=self.trusted,
            length=None if body is None else body.length,
        )
        lines += [name + b": " + value for name, value in headers]
        return b"\r\n".join([*lines, b"", b""])

    async def _answer(self, exchange: Exchange, scope: Scope, receive: Receive, send: Send) -> None:
        start = {
            "type": "http.response.start",
            "status": exchange.status,
            "headers": towards_browser(exchange.headers),
        }
        if not _is_small(exchange.headers):
            await send(start)
            await self._stream(exchange, scope, receive, send)
            return
        try:
            async with asyncio.timeout(self.timeouts.answer):
                chunk = await exchange.rest()
        except (TimeoutError, Broken) as problem:
            await refuse(504 if isinstance(problem, TimeoutError) else 502, scope, receive, send)
            return
        await send(start)
        await send({"type": "http.response.body", "body": chunk})

    async def _stream(self, exchange: Exchange, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what comes as it comes, until the end or until the browser leaves."""
        watch = asyncio.ensure_future(_until_gone(receive))
        try:
            while chunk := exchange.body.take() or await self._next(exchange, watch):
                async with asyncio.timeout(self.timeouts.read):
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        except (TimeoutError, Broken) as problem:
            # The browser must not take a cut-off answer for a whole one.
            reason = str(problem) or "it stood still"
            logger.warning("an answer was cut off: %s: %s", shown_path(scope), reason)
            if abort := scope.get("extensions", {}).get("samenwijzer.abort"):
                abort()
            raise Gone from problem
        finally:
            watch.cancel()

    async def _next(self, exchange: Exchange, watch: asyncio.Future[None]) -> bytes:
        """Wait for the next piece; empty at the end. Raises Gone when the browser leaves first."""
        piece: asyncio.Future[bytes] = asyncio.ensure_future(exchange.piece())
        both: set[asyncio.Future[Any]] = {piece, watch}
        done, _ = await asyncio.wait(both, timeout=self.timeouts.answer, return_when=asyncio.FIRST_COMPLETED)
        if piece in done:
            return piece.result()
        piece.cancel()
        if watch in done:
            raise Gone
        raise TimeoutError


async def refuse(status: int, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with a page of our own. A body still under way is let go, else the answer is lost with it."""
    headers, content = refusals.page(status, scope["headers"])
    given = dict(scope["headers"])
    unread = status in {408, 413} and (b"content-length" in given or b"transfer-encoding" in given)
    if unread:
        headers.append((b"connection", b"close"))
    if scope["method"] == "HEAD":
        content = b""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content, "more_body": unread})
    if not unread:
        return
    if status == 413 and b"expect" not in given:
        try:
            async with asyncio.timeout(10):
                while (event := await receive())["type"] == "http.request" and event["more_body"]:
                    pass
        except TimeoutError:
            pass
    await send({"type": "http.response.body", "body": b""})


def shown_path(scope: Scope) -> str:
    """Return the path for a log: as it came, so that it cannot begin a new line, without secret or number."""
    path: bytes = _SECRET.sub(rb"\1...", scope["raw_path"])
    shown = path.decode("latin-1")
    return "/..." if _NUMBER.search(unquote(shown)) else shown


def _is_small(headers: list[tuple[bytes, bytes]]) -> bool:
    for name, value in headers:
        if name == b"content-length":
            return value.isdigit() and int(value) <= SMALL
    return False


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
