"""News between processes: a hint that something happened. It may be lost; the database is the truth.

On one machine each listener has a datagram socket in a folder, and a publisher writes to every socket there.
With VALKEY_URL the news travels over its publish/subscribe.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Any

from django.conf import settings
from django.db import transaction

from samenwijzer.outbox.news import _socket
from samenwijzer.outbox.news._message import Listener, News

__all__ = ["Listener", "News", "listen", "publish", "publish_on_commit"]


@dataclass(frozen=True, slots=True)
class _Publication:
    topic: str
    hint: dict[str, Any] = field(default_factory=dict)

    def __call__(self) -> None:
        publish(self.topic, **self.hint)


def publish(topic: str, **hint: Any) -> None:
    """Tell every listening process at once. Never raises, never waits: who misses it looks by himself."""
    _way().publish(News(topic, hint))


def publish_on_commit(topic: str, **hint: Any) -> None:
    """Tell every listening process when the transaction at hand has committed; at once outside a transaction.

    The same news many times in a row is told once.
    """
    publication = _Publication(topic, hint)
    connection = transaction.get_connection()
    if connection.in_atomic_block and connection.run_on_commit:
        savepoints, last, _robust = connection.run_on_commit[-1]
        # What was noted inside a savepoint that may still be rolled back does not speak for us.
        if last == publication and savepoints <= set(connection.savepoint_ids):
            return
    transaction.on_commit(publication, robust=True)


def listen(name: str) -> AbstractContextManager[Listener]:
    """Hear news from here on. `name` tells who listens and shows in the name of the socket."""
    heard: AbstractContextManager[Listener] = _way().listen(name)
    return heard


def _way() -> ModuleType:
    if not settings.VALKEY_URL:
        return _socket
    # The client costs a third of a second at the start of every command, so only who uses it loads it.
    return import_module("samenwijzer.outbox.news._valkey")
