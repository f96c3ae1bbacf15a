"""From text to folded words: case, accents, hyphens and abbreviations made equal."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_WORD = 60
"""Characters; what is longer is no word a colleague would type, and is left out."""

WORD = re.compile(r"\w+(?:[-‐‑'’`´.]\w+)*")
_APOSTROPHES = re.compile(r"['’`´]")
_HYPHENS = re.compile(r"[-‐‑.]")
_ABBREVIATION = re.compile(r"\w(?:\.\w)+")
_POSSESSIVE = re.compile(r"['’`´](?:s|er|je|tje)?$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its folded segments, and where it stood.

    `segments` holds more than one piece when the word was written with hyphens. `start` and
    `end` count characters from the start of the text.
    """

    segments: tuple[str, ...]
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case without accents: *Coördinatie* and *coordinatie* become one."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def words(text: str) -> Iterator[Word]:
    """Yield the words in order. Never raises, whatever the text holds."""
    for match in WORD.finditer(text):
        folded = segments(match.group())
        if folded:
            yield Word(folded, match.start(), match.end())


def segments(written: str) -> tuple[str, ...]:
    """Fold one word as `WORD` finds it; empty for what is too long to be one."""
    if len(written) > LONGEST_WORD:
        return ()
    if written.isalnum():
        return (fold(written),)
    if _ABBREVIATION.fullmatch(written):
        return (fold(written.replace(".", "")),)
    bare = _APOSTROPHES.sub("", _POSSESSIVE.sub("", written.replace("_", "")))
    return tuple(fold(piece) for piece in _HYPHENS.split(bare) if piece)
