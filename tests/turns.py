"""What takes minutes and finds little more: `make test` does a part of it by turns, `make soak` does all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

ALL = os.environ.get("SAMENWIJZER_TEST_ALL") == "1"
Item = TypeVar("Item")


def turn(items: Sequence[Item], number: int, *, of: int) -> Sequence[Item]:
    """Give one in so many, from this number on, so that neighbours together do each."""
    return items if ALL else items[number % of :: of]
