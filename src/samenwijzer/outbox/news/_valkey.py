"""News between machines, over the publish/subscribe of Valkey or Redis."""

from __future__ import annotations

import logging
import re
import select
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import redis
from django.conf import settings

from samenwijzer.outbox.news._message import Listener, News, read, written

CHANNEL = "samenwijzer:news"
logger = logging.getLogger(__name__)


def publish(news: News) -> None:
    """Publish. A server that does not answer is noted in the log: news may be lost, an action may not."""
    try:
        _client(settings.VALKEY_URL).publish(_channel(), written(news))
    except redis.RedisError as problem:
        logger.warning("No news about %s was sent: %s", news.topic, problem)


@contextmanager
def listen(name: str) -> Iterator[Listener]:
    """Subscribe; after a lost connection it subscribes again by itself."""
    subscription = _client(settings.VALKEY_URL).pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
    listener = ValkeyListener(subscription)
    listener.subscribe()
    try:
        yield listener
    finally:
        subscription.close()


class ValkeyListener:
    def __init__(self, subscription: Any) -> None:
        self.subscription = subscription
        self.subscribed = False
        self._told = False

    def subscribe(self) -> None:
        """Ask the server for our channel and wait until it said yes, so that nothing after this is missed."""
        try:
            self.subscription.subscribe(_channel())
            self.subscription.get_message(timeout=2)
            self.subscribed = True
            self._told = False
        except redis.RedisError as problem:
            self._lose(problem)

    def wait(self, seconds: float, *, also: Sequence[int] = ()) -> list[News]:
        end = time.monotonic() + seconds
        if not self.subscribed:
            self.subscribe()
        while self.subscribed:
            heard = self._drain()
            left = end - time.monotonic()
            if heard or left <= 0 or not self.subscribed:
                return heard
            own = self._descriptor()
            if select.select([own, *also], [], [], left)[0] != [own]:
                return self._drain()
        select.select(list(also), [], [], max(end - time.monotonic(), 0))
        return []

    def _descriptor(self) -> int:
        return int(self.subscription.connection._sock.fileno())  # noqa: SLF001 - redis gives no other way to wait for two things

    def _drain(self) -> list[News]:
        heard = []
        try:
            # A message without content is the server's answer to subscribing again, or to a sign of life.
            while self.subscription.connection.can_read(timeout=0):
                message = self.subscription.get_message(timeout=0)
                if message is not None and (news := read(message["data"])) is not None:
                    heard.append(news)
        except (redis.RedisError, OSError) as problem:
            self._lose(problem)
        return heard

    def _lose(self, problem: Exception) -> None:
        self.subscribed = False
        if not self._told:
            logger.warning("No news is heard until the server answers again: %s", problem)
        self._told = True


def _channel() -> str:
    # Channels are shared by all numbered databases of a server, and so by every installation that uses it.
    return CHANNEL + urlsplit(str(settings.VALKEY_URL)).path


@cache
def _client(address: str) -> redis.Redis:
    return redis.Redis.from_url(
        re.sub("^valkey", "redis", address), socket_connect_timeout=2, socket_timeout=5
    )
