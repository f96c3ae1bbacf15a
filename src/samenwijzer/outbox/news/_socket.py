"""News on one machine: a folder of datagram sockets, one for each listener."""

from __future__ import annotations

import os
import secrets
import select
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from samenwijzer.kernel.storage import private_folder
from samenwijzer.outbox.news._message import Listener, News, read, written

LONGEST = 60_000  # Bytes; the kernel's buffer holds a datagram of this size.


def publish(news: News) -> None:
    """Write to every socket in the folder, and remove those whose process was killed."""
    chunk = written(news)
    paths = list(_folder().glob("*.sock"))
    if not paths:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.setblocking(False)  # noqa: FBT003
        for path in paths:
            try:
                sender.sendto(chunk, str(path))
            except BlockingIOError:
                pass  # The listener is behind and will look at the database anyway.
            except (ConnectionRefusedError, FileNotFoundError):
                path.unlink(missing_ok=True)


@contextmanager
def listen(name: str) -> Iterator[Listener]:
    """Bind a socket of our own. Its name appears when it is bound, so that nobody takes it for a dead one."""
    path = _folder() / f"{name[:8]}-{os.getpid()}-{secrets.token_hex(4)}.sock"
    fresh = path.with_suffix(".new")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as own:
        own.bind(str(fresh))
        own.setblocking(False)  # noqa: FBT003
        fresh.rename(path)
        try:
            yield SocketListener(own)
        finally:
            path.unlink(missing_ok=True)


class SocketListener:
    def __init__(self, own: socket.socket) -> None:
        self.socket = own

    def wait(self, seconds: float, *, also: Sequence[int] = ()) -> list[News]:
        select.select([self.socket.fileno(), *also], [], [], max(seconds, 0))
        heard: list[News] = []
        while True:
            try:
                news = read(self.socket.recv(LONGEST))
            except BlockingIOError:
                return heard
            if news is not None:
                heard.append(news)


def _folder() -> Path:
    private_folder(settings.RUN_DIR)
    return private_folder(settings.RUN_DIR / "news")
