"""A text as a row of words, with what their writing tells: capitals, shouting, the start of a sentence."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from samenwijzer.guard.names.lists import Known, fold, is_compound, is_word, known, small

_LETTER = r"[^\W\d_]"
_INITIAL = r"(?:[A-ZÀ-ÖØ-Þ]|Ch|Chr|Ph|Th|Tj|IJ|Ij)"
_WORD = re.compile(
    r"(?=[\w.+'’-])(?:(?P<address>(?<![\w.+-])[\w.+-]{1,64}+@[\w.-]{1,200}|https?://\S{1,400}|www\.\S{1,400})"
    rf"|(?P<initials>(?<![\w.'-]){_INITIAL}\.(?:[ -]?{_INITIAL}\.){{0,6}}"
    rf"(?={_LETTER}|[ -]{{1,2}}['’]?{_LETTER}))"
    r"|(?P<small>(?<!\w)(?:['’][tsnTSN](?!\w)|[vV]\.[ ]?d\.|[vV]/d(?!\w)))"
    r"|(?P<second>(?<=[\w.]/)(?:mw|mevr|mevrouw|dhr|heer|meneer)(?!\w))"
    rf"|(?P<word>(?<![\w@/]){_LETTER}{{1,60}}(?:[-'’]{_LETTER}{{1,60}}){{0,4}}(?![\w@])))"
)
_FOREIGN = re.compile(r"[^A-Za-zÀ-ÖØ-öù-ÿ'’-]")
"""A letter that no Dutch word has."""
_JOINED = re.compile(r"[ \u00a0]{0,2}")
_BEFORE_SENTENCE = re.compile(r"[.!?…:;•|\n\t][\s\"'“”‘’(\[*#>_-]*$|\n[-*–]\s*$")
_OWNER = re.compile(r"['’](?:s|S)?$")
_GAP = 8
ANNOUNCING = ("titles", "clients", "households", "families", "labels", "professions", "cases")
"""The lists of words that announce a name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the lists know of a word as it is written, wherever it stands."""

    folded: str
    compared: str  # As `allowing` folds it.
    known: int  # Bits of `Known`.
    word: bool  # A Dutch word, and not hardly ever anything but a name.
    dutch: bool  # A word of the dictionary, or made of its words.
    never: bool
    particle: bool
    verb: bool
    thing: bool  # It ends as a street, a school or a law does.
    announces: str  # The list of words before a name in which it stands, if any.
    capital: bool


@dataclass(slots=True)
class Word:
    """One word and where it stands, without the *'s* of an owner. `folded` is how the lists know it."""

    text: str
    start: int
    end: int
    reading: Reading
    initials: bool
    joined: bool  # Only a space stands between the word before and this one.
    gap: str  # What stands between, its last few characters.
    begins: bool  # The first of a sentence, a line or a list, where a capital says nothing.
    shouted: bool = False  # Within words that are all capitals, where a capital says nothing either.

    @property
    def folded(self) -> str:
        return self.reading.folded

    @property
    def known(self) -> int:
        return self.reading.known

    @property
    def word(self) -> bool:
        return self.reading.word

    @property
    def never(self) -> bool:
        return self.reading.never

    @property
    def particle(self) -> bool:
        return self.reading.particle

    @property
    def verb(self) -> bool:
        return self.reading.verb

    @property
    def capital(self) -> bool:
        return self.reading.capital

    @property
    def acronym(self) -> bool:
        return not self.shouted and len(self.text) <= 4 and self.text.isupper()

    @property
    def foreign(self) -> bool:
        """Whether it is known as a name and not as a Dutch word."""
        return not self.reading.word and bool(self.reading.known & Known.NAME)

    @property
    def dutch(self) -> bool:
        return self.reading.dutch

    @property
    def bound(self) -> bool:
        """Whether a family name must follow: it is a particle or ends in one, as in *Mensah-de Wilde*."""
        return self.particle or ("-" in self.text and self.folded.rpartition("-")[2] in small("particles"))


def words(text: str) -> list[Word]:
    """Return the words in order, without those of e-mail and web addresses."""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        if match.lastgroup == "address":
            continue
        start, written = match.start(), match.group()
        gap = text[max(end, start - _GAP) : start]
        beside = gap == " "  # As most words stand.
        stripped = _OWNER.sub("", written) if match.lastgroup == "word" else written
        found.append(
            Word(
                text=stripped,
                start=start,
                end=start + len(stripped),
                reading=_reading(stripped),
                initials=match.lastgroup == "initials",
                joined=bool(found) and (beside or _JOINED.fullmatch(text, end, start) is not None),
                gap=gap,
                begins=not found
                or (not beside and len(gap) > 1 and _BEFORE_SENTENCE.search(gap) is not None)
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
def _reading(text: str) -> Reading:
    folded = fold(text)
    in_dictionary = is_word(folded) and not _FOREIGN.search(text)
    listed = _known(folded)
    return Reading(
        folded=folded,
        compared=compared(text),
        known=listed,
        word=in_dictionary and folded not in small("surely"),
        dutch=in_dictionary or is_compound(folded) or (text.islower() and is_word(folded.rpartition("-")[2])),
        never=folded in small("never"),
        particle=folded in small("particles"),
        verb=folded in small("verbs"),
        thing=not listed & Known.NAME and _is_thing(folded),
        announces=next((kind for kind in ANNOUNCING if folded in small(kind)), ""),
        capital=_capital(text),
    )


def compared(text: str) -> str:
    """Fold a text as `allowing` folds names."""
    if text.isascii():
        return " ".join(text.lower().split())
    apart = unicodedata.normalize("NFKD", text.replace("’", "'"))
    bare = "".join([letter for letter in apart if not unicodedata.combining(letter)])
    return " ".join(bare.casefold().split())


def _is_thing(folded: str) -> bool:
    return any(folded.endswith(end) and len(folded) > len(end) + 1 for end in small("endings"))


def _capital(text: str) -> bool:
    """Whether it begins with a capital, or does so behind a small particle: *al-Shami*."""
    if text[0].isupper() or (text[0] in "'’" and text[1:2].isupper()):
        return True
    before, hyphen, rest = text.partition("-")
    return bool(hyphen) and rest[:1].isupper() and before in small("particles")


def _known(folded: str) -> int:
    found = known(folded)
    if found or not ("-" in folded or "'" in folded):
        return found
    parts = [known(part) for part in re.split("['-]", folded) if part and part not in small("particles")]
    for part in parts[1:]:
        parts[0] &= part
    return parts[0] if parts else Known.NOTHING
