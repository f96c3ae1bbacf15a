"""A text as a row of words, with what their writing tells: capitals, shouting, the start of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from samenwijzer.guard.names.lists import Known, fold, is_compound, is_word, known, small

_LETTER = r"[^\W\d_]"
_INITIAL = r"(?:[A-ZÀ-ÖØ-Þ]|Ch|Chr|Ph|Th|Tj|IJ|Ij)"
_WORD = re.compile(
    r"(?P<address>[\w.+-]{1,64}@[\w.-]{1,200}|https?://\S{1,400}|www\.\S{1,400})"
    rf"|(?P<initials>(?<![\w.'-]){_INITIAL}\.(?:[ -]?{_INITIAL}\.){{0,6}}"
    rf"(?={_LETTER}|[ -]{{1,2}}['’]?{_LETTER}))"
    r"|(?P<small>(?<!\w)['’][tsnTSN](?!\w))"
    rf"|(?P<word>(?<![\w@/]){_LETTER}{{1,60}}(?:[-'’]{_LETTER}{{1,60}}){{0,4}}(?![\w@]))"
)
_JOINED = re.compile(r"[ \u00a0]{0,2}")
_BEFORE_SENTENCE = re.compile(r"[.!?…:;•|\n\t][\s\"'“”‘’(\[*#>_-]*$|\n[-*–]\s*$")
_OWNER = re.compile(r"['’](?:s|S)?$")
_GAP = 8


@dataclass(slots=True)
class Word:
    """One word and where it stands, without the *'s* of an owner. `folded` is how the lists know it."""

    text: str
    start: int
    end: int
    folded: str
    initials: bool
    joined: bool  # Only a space stands between the word before and this one.
    gap: str  # What stands between, its last few characters.
    begins: bool  # The first of a sentence, a line or a list, where a capital says nothing.
    shouted: bool = False  # Within words that are all capitals, where a capital says nothing either.

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, or does so behind a small particle: *al-Shami*."""
        text = self.text
        if text[0].isupper() or (text[0] in "'’" and text[1:2].isupper()):
            return True
        small_part, hyphen, rest = text.partition("-")
        return bool(hyphen) and rest[:1].isupper() and small_part in small("particles")

    @property
    def acronym(self) -> bool:
        return len(self.text) <= 4 and self.text.isupper() and not self.shouted

    @property
    def known(self) -> Known:
        return _known(self.folded)

    @property
    def word(self) -> bool:
        """Whether it is a Dutch word, and not hardly ever anything but a name."""
        return is_word(self.folded) and self.folded not in small("surely")

    @property
    def dutch(self) -> bool:
        """Whether it is in the dictionary, or made of its words."""
        return is_word(self.folded) or is_compound(self.folded)

    @property
    def bound(self) -> bool:
        """Whether a family name must follow: it is a particle or ends in one, as in *Mensah-de Wilde*."""
        return self.particle or ("-" in self.text and self.folded.rpartition("-")[2] in small("particles"))

    @property
    def never(self) -> bool:
        return self.folded in small("never")

    @property
    def particle(self) -> bool:
        return self.folded in small("particles")

    @property
    def verb(self) -> bool:
        return self.folded in small("verbs")

    @property
    def foreign(self) -> bool:
        """Whether it is known as a name and not as a Dutch word."""
        return bool(self.known & Known.NAME) and not self.word


def words(text: str) -> list[Word]:
    """Return the words in order, without those of e-mail and web addresses."""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        if match.lastgroup == "address":
            continue
        start, written = match.start(), match.group()
        gap = text[max(end, start - _GAP) : start]
        stripped = _OWNER.sub("", written) if match.lastgroup == "word" else written
        found.append(
            Word(
                text=stripped,
                start=start,
                end=start + len(stripped),
                folded=fold(stripped),
                initials=match.lastgroup == "initials",
                joined=bool(found) and _JOINED.fullmatch(text, end, start) is not None,
                gap=gap,
                begins=not found
                or (len(gap) > 1 and _BEFORE_SENTENCE.search(gap) is not None)
                or gap in "\n\t|",
            )
        )
        end = match.end()
    _mark_shouting(found)
    return found


def _mark_shouting(found: list[Word]) -> None:
    loud = [len(word.text) > 1 and word.text.isupper() and not word.initials for word in found]
    for index, word in enumerate(found):
        beside = (index > 0 and loud[index - 1]) or (index + 1 < len(found) and loud[index + 1])
        word.shouted = loud[index] and beside


@lru_cache(maxsize=4096)
def _known(folded: str) -> Known:
    found = known(folded)
    if found or not ("-" in folded or "'" in folded):
        return found
    parts = [known(part) for part in re.split("['-]", folded) if part and part not in small("particles")]
    for part in parts[1:]:
        parts[0] &= part
    return parts[0] if parts else Known.NOTHING
