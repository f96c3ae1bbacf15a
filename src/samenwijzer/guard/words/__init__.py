"""Word lists of the recognisers, one word a line; "*" stands for the rest of a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    whole: frozenset[str]
    beginnings: tuple[str, ...]

    def __contains__(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.beginnings)

    def has_any(self, row: Iterable[str]) -> bool:
        return any(word in self.whole or word.startswith(self.beginnings) for word in row)


@cache
def words(name: str) -> Words:
    """Return a list, without the lines that begin with "#"."""
    lines = [line for line in files(__name__).joinpath(f"{name}.txt").read_text("utf-8").split("\n") if line]
    said = [line for line in lines if not line.startswith("#")]
    return Words(
        frozenset(line for line in said if not line.endswith("*")),
        tuple(line[:-1] for line in said if line.endswith("*")),
    )
