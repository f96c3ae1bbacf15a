"""Runs the application of `live` on uvicorn, with limits on what a caller may hold up."""

from __future__ import annotations

import asyncio
import resource
import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from django.conf import settings
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from samenwijzer.kernel.storage import private_folder
from samenwijzer.live.asgi import Live
from samenwijzer.live.bodies import Room
from samenwijzer.live.forward import Forward
from samenwijzer.outbox import alive

HEAD_SECONDS = 15
HEAD_BYTES = 32_768
HEAD_LINES = 100
GRACE = 5
# What may take minutes to write or to read, and would hold one of the few page workers.
SLOW = ("/beheer/logboek/export.csv",)


class HeadTooLarge(ValueError):
    """A request has more headers than any browser sends."""


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which closes when the head of a request is too large or comes too slowly."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._in_head = True
        self._received = 0
        self._lines = 0
        self._completed = 0
        self._refused_head = False
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._start_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, chunk: bytes) -> None:
        if self._in_head and self._timer is None:
            self._start_timer()
        completed = self._completed
        super().data_received(chunk)
        if self._in_head and completed == self._completed and not self.transport.is_closing():
            self._received += len(chunk)
            if self._received > HEAD_BYTES:
                self._refused_head = True
                self.send_400_response("")

    def on_header(self, name: bytes, value: bytes) -> None:
        self._received += len(name) + len(value)
        self._lines += 1
        if self._received > HEAD_BYTES or self._lines > HEAD_LINES:
            self._refused_head = True
            raise HeadTooLarge
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._stop_timer()
        extensions: dict[str, Any] = {"samenwijzer.abort": self.transport.abort}
        self.scope["extensions"] = extensions
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._completed += 1
        self._in_head = True
        self._received = 0
        self._lines = 0

    def send_400_response(self, msg: str) -> None:
        if not self._refused_head:
            super().send_400_response(msg)
            return
        text = b"The head of this request is too large.\n"
        self.transport.write(
            b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain\r\n"
            b"content-length: %d\r\nconnection: close\r\n\r\n%b" % (len(text), text)
        )
        self.transport.close()

    def _start_timer(self) -> None:
        self._timer = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.abort()


class AliveServer(uvicorn.Server):
    """uvicorn's server, which gives a sign of life while its loop turns."""

    async def on_tick(self, counter: int) -> bool:
        alive.beat("live")
        return await super().on_tick(counter)


def application() -> Live:
    """Put together the application from the settings."""
    run = private_folder(settings.RUN_DIR)
    public = urlsplit(settings.PUBLIC_URL or "http:")
    forward = Forward(
        fast=run / "web.sock",
        slow=run / "slow.sock",
        room=Room(private_folder(Path(settings.DATA_DIR) / "incoming"), most=20 * settings.MAX_REQUEST_BYTES),
        scheme=public.scheme.encode(),
        trusted=settings.TRUSTED_PROXIES,
        most=settings.MAX_REQUEST_BYTES,
        slow_paths=SLOW,
    )
    return Live(forward=forward, static_root=settings.STATIC_ROOT, static_prefix=settings.STATIC_URL)


def listening_socket(host: str, port: int) -> socket.socket:
    """Bind the port. Raises OSError when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((host, port))
    made.listen(2048)
    made.set_inheritable(True)
    return made


def configuration(live: Live) -> uvicorn.Config:
    """Return how uvicorn runs it; our own access log stands in `asgi`."""
    return uvicorn.Config(
        live,
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=GRACE,
        backlog=2048,
    )


def run(bound: socket.socket) -> None:
    """Serve on a bound socket until SIGTERM or SIGINT."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    AliveServer(configuration(application())).run(sockets=[bound])
