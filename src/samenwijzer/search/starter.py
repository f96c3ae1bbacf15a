"""The synonyms to start with: words of the social domain, official and everyday."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from samenwijzer.search.models import RuleKind
from samenwijzer.search.synonyms import Rule

FILE = Path(__file__).parent / "data" / "synonyms.txt"


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of the set, in the order of the file."""
    return tuple(read(FILE.read_text(encoding="utf-8")))


def read(text: str) -> list[Rule]:
    """Read rules from a text. Raises ValueError for a line that is no rule, and for a kind that is none."""
    kind = ""
    found: list[Rule] = []
    for line in (written.partition("#")[0].strip() for written in text.splitlines()):
        if line.startswith("["):
            kind = RuleKind(line.strip("[]")).value
        elif line:
            sides, meaning = line.rsplit("=", 1)
            found += [(words.strip(), meaning.strip(), kind) for words in sides.split(",")]
    return found
