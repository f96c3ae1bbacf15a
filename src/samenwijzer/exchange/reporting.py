"""What is kept of why a line was refused."""

from __future__ import annotations

import re

_QUOTED = re.compile(r'"[^"]*"')
_SHOWN = re.compile(r"^type:|\bid\b")
_PLACE = re.compile(r"/\S*/(\d+)\.jsonl:(\d+)")


def without_values(reason: str) -> str:
    """Leave out of a reason the words of the file, but for the ids by which things are found."""
    reason = _PLACE.sub(r"\1:\2", reason)
    return "; ".join(part if _SHOWN.search(part) else _QUOTED.sub("…", part) for part in reason.split("; "))
