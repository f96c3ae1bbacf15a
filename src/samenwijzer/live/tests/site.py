"""A real `live` on a real port, before a `web` that behaves as the test says."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import uvicorn

from samenwijzer.live import server
from samenwijzer.live.asgi import Live
from samenwijzer.live.bodies import Room
from samenwijzer.live.forward import Forward, Timeouts

Behaviour = Callable[["Asked", socket.socket], None]
QUICK = Timeouts(piece=1, body=5, connect=0.5, answer=1, read=1)


@dataclass(slots=True)
class Asked:
    """What `web` received, and on which of its sockets."""

    pool: str
    head: bytes
    body: bytes

    def header(self, name: bytes) -> list[bytes]:
        lines = self.head.split(b"\r\n")[1:]
        pairs = [line.split(b": ", 1) for line in lines if line]
        return [value for key, value in pairs if key == name]


@dataclass(slots=True)
class Site:
    port: int
    folder: Path
    asked: list[Asked] = field(default_factory=list)
    behaviour: Behaviour = lambda asked, connection: connection.sendall(answer(b"hello"))

    def connect(self, seconds: float = 10) -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self.port), timeout=seconds)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def send(self, chunk: bytes) -> bytes:
        """Send these bytes and return all that comes until the connection closes."""
        with self.connect() as connection:
            connection.sendall(chunk)
            return read_all(connection)

    def get(self, path: str = "/", *, method: str = "GET", headers: str = "") -> bytes:
        return self.send(
            f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n".encode()
        )

    def post(self, body: bytes, headers: str = "") -> bytes:
        head = f"POST /vragen/ HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
        head += f"Connection: close\r\n{headers}\r\n"
        return self.send(head.encode() + body)


def answer(body: bytes, *, status: str = "200 OK", headers: str = "") -> bytes:
    return (
        f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}Connection: close\r\n\r\n".encode()
        + body
    )


def read_all(connection: socket.socket) -> bytes:
    pieces: list[bytes] = []
    while True:
        try:
            chunk = connection.recv(65_536)
        except ConnectionResetError:
            chunk = b""
        if not chunk:
            return b"".join(pieces)
        pieces.append(chunk)


def body_of(response: bytes) -> bytes:
    return response.partition(b"\r\n\r\n")[2]


def status_of(response: bytes) -> int:
    return int(response.split(b" ", 2)[1])


class Web:
    """A unix socket on which each connection is one request."""

    def __init__(self, site: Site, pool: str, path: Path) -> None:
        self.site = site
        self.pool = pool
        self.path = path
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(str(path))
        self.listening.listen(100)
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            chunk = b""
            while b"\r\n\r\n" not in chunk:
                chunk += connection.recv(65_536)
            head, _, body = chunk.partition(b"\r\n\r\n")
            asked = Asked(self.pool, head, b"")
            length = int((asked.header(b"content-length") or [b"0"])[0])
            while len(body) < length:
                body += connection.recv(65_536)
            asked.body = body
            self.site.asked.append(asked)
            try:
                self.site.behaviour(asked, connection)
            except OSError:
                return

    def close(self) -> None:
        self.listening.close()
        self.path.unlink(missing_ok=True)


@contextmanager
def running(
    folder: Path, *, timeouts: Timeouts = QUICK, with_web: bool = True, **options: Any
) -> Iterator[Site]:
    static = folder / "static"
    static.mkdir(exist_ok=True)
    (static / "page.0123456789ab.css").write_text("body { color: black }" * 100)
    forward = Forward(
        fast=folder / "web.sock",
        slow=folder / "slow.sock",
        room=Room(folder / "incoming", most=20_000_000),
        timeouts=timeouts,
    )
    application = Live(forward=replace(forward, **options), static_root=static, static_prefix="/static/")
    bound = server.listening_socket("127.0.0.1", 0)
    site = Site(bound.getsockname()[1], folder)
    webs = [Web(site, name, folder / f"{name}.sock") for name in ("web", "slow")] if with_web else []
    running_server = uvicorn.Server(server.configuration(application))
    thread = threading.Thread(target=lambda: asyncio.run(running_server._serve([bound])))
    thread.start()
    end = time.monotonic() + 10
    while not running_server.started and time.monotonic() < end:
        time.sleep(0.01)
    try:
        yield site
    finally:
        running_server.should_exit = True
        running_server.force_exit = True
        thread.join(10)
        bound.close()
        for web in webs:
            web.close()
