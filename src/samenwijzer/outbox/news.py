"""News between processes: a hint that something happened. It may be lost; the database is the truth.

On one machine each listener has a datagram socket in a folder, and a publisher writes to every socket there.
With VALKEY_URL the news travels over its publish/subscribe.
"""

from __future__ import annotations

import json
import os
import select
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import redis
from django.conf import settings
from django.db import transaction

CHANNEL = "samenwijzer:news"
LONGEST = 8_000


@dataclass(frozen=True, slots=True)
class News:
    """A topic and a few plain values."""

    topic: str
    hint: dict[str, Any] = field(default_factory=dict)


class Listener(Protocol):
    """Hears news until its `with` ends."""

    def wait(self, seconds: float) -> list[News]:
        """Return what was heard; empty when nothing came within that time."""
        ...


def publish(topic: str, **hint: Any) -> None:
    """Tell every listening process at once. Never raises because nobody listens."""
    text = json.dumps([topic, hint])
    if settings.VALKEY_URL:
        _valkey().publish(CHANNEL, text)
        return
    for path in _folder().glob("*.sock"):
        _send(path, text.encode())


def publish_on_commit(topic: str, **hint: Any) -> None:
    """Tell every listening process when the transaction at hand has committed."""
    transaction.on_commit(lambda: publish(topic, **hint), robust=True)


@contextmanager
def listen(name: str) -> Iterator[Listener]:
    """Hear news from here on. `name` tells who listens and shows in the name of the socket."""
    if settings.VALKEY_URL:
        subscription = _valkey().pubsub(ignore_subscribe_messages=True)
        subscription.subscribe(CHANNEL)
        try:
            yield _ValkeyListener(subscription)
        finally:
            subscription.close()
        return
    path = _folder() / f"{name}-{os.getpid()}-{time.monotonic_ns()}.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as own:
        own.bind(str(path))
        own.setblocking(False)  # noqa: FBT003
        try:
            yield _SocketListener(own)
        finally:
            path.unlink(missing_ok=True)


def _folder() -> Path:
    folder: Path = settings.RUN_DIR / "news"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _send(path: Path, data: bytes) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.setblocking(False)  # noqa: FBT003
        try:
            sender.sendto(data, str(path))
        except BlockingIOError:
            pass  # The listener is behind and will look at the database anyway.
        except (ConnectionRefusedError, FileNotFoundError):
            path.unlink(missing_ok=True)  # Its process was killed.


class _SocketListener:
    def __init__(self, own: socket.socket) -> None:
        self.socket = own

    def wait(self, seconds: float) -> list[News]:
        if not select.select([self.socket], [], [], seconds)[0]:
            return []
        heard = []
        while True:
            try:
                topic, hint = json.loads(self.socket.recv(LONGEST))
            except BlockingIOError:
                return heard
            heard.append(News(topic, hint))


class _ValkeyListener:
    def __init__(self, subscription: Any) -> None:
        self.subscription = subscription

    def wait(self, seconds: float) -> list[News]:
        heard = []
        message = self.subscription.get_message(timeout=seconds)
        while message is not None:
            topic, hint = json.loads(message["data"])
            heard.append(News(topic, hint))
            message = self.subscription.get_message(timeout=0)
        return heard


def _valkey() -> redis.Redis:
    return redis.Redis.from_url(settings.VALKEY_URL.replace("valkey", "redis", 1))
