"""Word lists of the recognisers, one word or phrase a line."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """Return the lines of a list, without those that begin with "#"."""
    lines = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def any_of(name: str) -> str:
    """Return a list as a piece of a regular expression, the longest first; "*" stands for the rest of a word."""
    longest = sorted(words(name), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\*", r"[\w-]*") for word in longest) + ")"
