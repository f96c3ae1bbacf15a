"""The lists of names and words, each read once per process.

Names and places are one trie in a file, mapped into memory and so shared between processes;
`tools/build_names.py` makes it from the texts in `data`.
"""

from __future__ import annotations

import gzip
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import marisa_trie

DATA = Path(__file__).resolve().parent / "data"
NAMES = DATA / "names.marisa"
WORDS = Path(__file__).resolve().parents[2] / "search" / "data" / "lexicon.marisa"
"""The Dutch dictionary that search maps as well; the guard lies below search and reads only the file."""

LISTS = {
    "first": ("*/first*.txt",),
    "last": ("*/last.txt",),
    "places": ("*/places.txt",),
    "usual": ("own/first.txt", "*/first_nl.txt"),
}
SHORTEST_PART = 4
"""Letters of a word within a compound."""

_PLAIN = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ə": "e", "’": "'"}
)


class Known:
    """Bits of what a folded word is known as. `USUAL` are first names seen here, also without a capital.

    Plain numbers, because an enumeration costs a third of the time of a whole text.
    """

    NOTHING: Final = 0
    FIRST: Final = 1
    LAST: Final = 2
    PLACES: Final = 4
    USUAL: Final = 8
    NAME: Final = 3


def fold(text: str) -> str:
    """Lower case without accents, as the lists are read: *Özkan* and *ozkan* become one."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return bare.casefold().translate(_PLAIN)


def build_names() -> marisa_trie.RecordTrie:
    """Make the trie that `NAMES` holds. Takes half a second."""
    known: dict[str, int] = defaultdict(int)
    for kind, patterns in LISTS.items():
        for path in sorted(path for pattern in patterns for path in DATA.glob(pattern)):
            for line in read_lines(path):
                for name in [line] if kind == "places" else line.split():
                    known[fold(name)] |= getattr(Known, kind.upper())
    return marisa_trie.RecordTrie("<B", sorted((name, (what,)) for name, what in known.items()))


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
    try:
        trie.mmap(str(WORDS))
    except (OSError, RuntimeError):  # As above.
        with gzip.open(WORDS.with_name("opentaal-nl.txt.gz"), "rt", encoding="utf-8") as lines:
            return marisa_trie.Trie(fold(line.strip()) for line in lines if line[:1].islower())
    return trie


def known(folded: str) -> int:
    """What the lists know the folded word, or words with a space between, as."""
    found = _names().get(folded)
    return int(found[0][0]) if found else Known.NOTHING


def is_word(folded: str) -> bool:
    """Whether the folded word stands, in lower case, in the Dutch dictionary."""
    return folded.replace("-", "") in _words()


def is_compound(folded: str, more: int = 2) -> bool:
    """Whether the folded word is made of two words of the dictionary, or of `more` and one."""
    for part in _words().prefixes(folded):
        rest = folded[len(part) :]
        if len(part) < SHORTEST_PART or len(rest) < SHORTEST_PART:
            continue
        for linked in (rest, rest[1:] if rest[0] == "s" and len(rest) > SHORTEST_PART else ""):
            if linked in _words() or (linked and more > 1 and is_compound(linked, more - 1)):
                return True
    return False


@cache
def small(name: str) -> frozenset[str]:
    """The words of `data/own/<name>.txt`, folded."""
    return frozenset(fold(word) for line in read_lines(DATA / "own" / f"{name}.txt") for word in line.split())


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a list; `#` begins a comment line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()
