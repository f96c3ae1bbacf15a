"""From text to folded words: case, accents, hyphens, numbers and abbreviations made equal."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_WORD = 60
"""Characters; what is longer is no word a colleague would type, and is left out."""

WORD = re.compile(r"\w+(?:(?:[-‐‑'’`´.\u00ad\u200b\u2060]|(?<=\d):(?=\d))\w+)*")
_UNSEEN = re.compile(r"['’`´\u00ad\u200b\u2060]")
"""Apostrophes, and where a word may be broken at the end of a line."""

_HYPHENS = re.compile(r"[-‐‑._]")
_ABBREVIATION = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_NUMBER = re.compile(r"\d+[a-z]?(?:[.:]\d+[a-z]?)+")
_LETTERS_AND_DIGITS = re.compile(r"([^\W\d_]{2,})(\d+\w*)")
_OTHER_LETTERS = str.maketrans(
    {"ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th"}
)
"""Letters that Unicode does not take for a letter with an accent."""

_POSSESSIVE = re.compile(r"['’`´](?:s|ers?|je|tje)?$")


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
    spread = unicodedata.normalize("NFKD", text.lower()).translate(_OTHER_LETTERS)
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def words(text: str) -> Iterator[Word]:
    """Yield the words in order. Never raises, whatever the text holds."""
    for match in WORD.finditer(text):
        folded = segments(match.group())
        if folded:
            yield Word(folded, match.start(), match.end())


def segments(written: str) -> tuple[str, ...]:
    """Fold one word as `WORD` finds it; empty for what is too long to be one.

    *1.200* is the number 1200, *2.3.5* and *4:5* are one number with dots, *W.m.o* is *wmo*.
    """
    if len(written) > LONGEST_WORD:
        return ()
    if written.isalpha():
        return (fold(written),)
    if written[0].isdigit():
        if _THOUSANDS.fullmatch(written):
            return (written.replace(".", ""),)
        if _NUMBER.fullmatch(written):
            return (written.replace(":", "."),)
    if _ABBREVIATION.fullmatch(written):
        return (fold(written.replace(".", "")),)
    bare = _UNSEEN.sub("", _POSSESSIVE.sub("", written))
    pieces = (fold(piece) for piece in _HYPHENS.split(bare) if piece)
    return tuple(part for piece in pieces for part in _at_digits(piece) if part)


def _at_digits(piece: str) -> tuple[str, ...]:
    """*wmo2015* → *wmo*, *2015*; *10d* and *a4* stay whole."""
    parted = _LETTERS_AND_DIGITS.fullmatch(piece)
    return parted.groups() if parted else (piece,)
