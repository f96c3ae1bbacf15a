"""The lists of names and words, each read once per process.

Names and places are one trie in a file, mapped into memory and so shared between processes;
`tools/build_names.py` makes it from the texts in `data`.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from enum import IntFlag
from functools import cache, lru_cache
from pathlib import Path

import marisa_trie

DATA = Path(__file__).resolve().parent / "data"
NAMES = DATA / "names.marisa"
WORDS = Path(__file__).resolve().parents[2] / "search" / "data" / "lexicon.marisa"
"""The Dutch dictionary that the analyzer of search maps as well; the guard lies below search and only reads the file."""

_PLAIN = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ə": "e", "’": "'"}
)


class Known(IntFlag):
    """What a folded word is known as."""

    NOTHING = 0
    FIRST = 1
    LAST = 2
    PLACE = 4


def fold(text: str) -> str:
    """Lower case without accents, as the lists are read: *Özkan* and *ozkan* become one."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text)
    return "".join(one for one in spread if not unicodedata.combining(one)).casefold().translate(_PLAIN)


def build_names() -> marisa_trie.RecordTrie:
    """Make the trie that `NAMES` holds. Takes half a second."""
    known: dict[str, int] = defaultdict(int)
    for kind, what in (("first", Known.FIRST), ("last", Known.LAST), ("places", Known.PLACE)):
        for path in sorted(DATA.glob(f"*/{kind}.txt")):
            names = (
                read_lines(path)
                if what is Known.PLACE
                else (one for line in read_lines(path) for one in line.split())
            )
            for name in names:
                known[fold(name)] |= what
    return marisa_trie.RecordTrie("<B", ((name, (int(what),)) for name, what in known.items()))


@cache
def _names() -> marisa_trie.RecordTrie:
    trie = marisa_trie.RecordTrie("<B")
    try:
        trie.mmap(str(NAMES))
    except (OSError, RuntimeError):  # A machine of the other byte order reads no foreign trie.
        return build_names()
    return trie


@cache
def _words() -> marisa_trie.Trie:
    trie = marisa_trie.Trie()
    trie.mmap(str(WORDS))
    return trie


@lru_cache(maxsize=4096)
def known(folded: str) -> Known:
    """What the lists know the folded word, or words with a space between, as."""
    found = _names().get(folded)
    return Known(found[0][0]) if found else Known.NOTHING


@lru_cache(maxsize=4096)
def is_word(folded: str) -> bool:
    """Whether the folded word stands, in lower case, in the Dutch dictionary."""
    return folded.replace("-", "") in _words()


@cache
def small(name: str) -> frozenset[str]:
    """The words of `data/own/<name>.txt`, folded."""
    return frozenset(fold(word) for line in read_lines(DATA / "own" / f"{name}.txt") for word in line.split())


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a list; `#` begins a comment line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()
