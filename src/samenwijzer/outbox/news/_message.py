"""What travels, and how it is heard; the two ways of travelling are siblings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class News:
    """A topic and a few plain values."""

    topic: str
    hint: dict[str, Any] = field(default_factory=dict)


class Listener(Protocol):
    """Hears news until its `with` ends."""

    def wait(self, seconds: float, *, also: Sequence[int] = ()) -> list[News]:
        """Return what was heard; empty when nothing came within that time.

        Returns early when one of the file descriptors in `also` can be read.
        """
        ...


def written(news: News) -> bytes:
    """Return the bytes that travel."""
    return json.dumps([news.topic, news.hint]).encode()


def read(chunk: bytes) -> News | None:
    """Return the news, or None for bytes that are no news, such as those of an older version."""
    try:
        topic, hint = json.loads(chunk)
    except ValueError:
        return None
    return News(topic, hint) if isinstance(topic, str) and isinstance(hint, dict) else None
