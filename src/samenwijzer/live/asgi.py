"""The application of `live`: it owns the port, serves static files itself and carries the rest to `web`."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path

from servestatic.asgi import ServeStaticASGI

from samenwijzer.live.forward import Forward, Gone, Receive, Scope, Send, refuse, shown_path

LONGEST_TARGET = 8_000
HEALTH = "/live/health"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
access_log = logging.getLogger("samenwijzer.access")

Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class Live:
    """Routes by the first part of the path. The access log leaves out the query: a question stands in it."""

    def __init__(self, *, forward: Forward, static_root: Path, static_prefix: str) -> None:
        self.forward = forward
        self.static_prefix = static_prefix
        self.static = ServeStaticASGI(
            _nothing_there,
            root=static_root,
            prefix=static_prefix,
            allow_all_origins=False,
            max_age=3600,
            add_headers_function=_for_this_site_alone,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        began = time.perf_counter()
        answer = _Answer(send)
        try:
            await self._route(scope, receive, answer)
        except Gone:
            answer.status = answer.status or 499
        finally:
            if scope["path"] != HEALTH and access_log.isEnabledFor(logging.INFO):
                access_log.info(
                    "%s %s %s %s bytes %.1f ms",
                    scope["method"],
                    shown_path(scope),
                    answer.status or 500,
                    answer.size,
                    (time.perf_counter() - began) * 1_000,
                )

    async def _route(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if scope["method"] not in METHODS:
            await refuse(405, scope, receive, send)
        elif len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_TARGET:
            await refuse(414, scope, receive, send)
        elif not path.startswith("/") or _hosts(scope) > 1:
            await refuse(400, scope, receive, send)
        elif path.startswith(self.static_prefix):
            await self.static(scope, receive, send)
        elif path == HEALTH:
            await _say_alive(scope, receive, send)
        elif path == "/live" or path.startswith("/live/"):
            await refuse(404, scope, receive, send)
        else:
            await self.forward(scope, receive, send)


class _Answer:
    """Notes what is sent, for the access log."""

    __slots__ = ("_send", "size", "status")

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.size = 0

    async def __call__(self, event: dict[str, object]) -> None:
        if event["type"] == "http.response.start":
            self.status = int(str(event["status"]))
        else:
            self.size += len(event.get("body", b""))  # type: ignore[arg-type]
        await self._send(event)


def _for_this_site_alone(headers: MutableMapping[str, str], path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"


def _hosts(scope: Scope) -> int:
    return sum(name == b"host" for name, _ in scope["headers"])


async def _nothing_there(scope: Scope, receive: Receive, send: Send) -> None:
    await refuse(404, scope, receive, send)


async def _say_alive(scope: Scope, receive: Receive, send: Send) -> None:
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"3"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else b"ok\n"})
