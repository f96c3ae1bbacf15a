"""Which words of a text answer a query, by the same analyzer that filled the index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from samenwijzer.search.analyzer import WORD, Term, fold, is_prefix, stems, term_of
from samenwijzer.search.analyzer.lexicon import irregular

if TYPE_CHECKING:
    from samenwijzer.search.synonyms import Meaning

Kind = Literal["word", "part", "leaf", "meaning"]

READ_WHOLE = 4_000
"""Characters up to which every word of a text is looked at; in a longer one only those that begin alike."""

_MOST_ALIKE = 300
"""Places of one beginning that are looked at in a long text."""

_READ_AT_LEAST = 20_000
_NEAR = 80
_PIECE = re.compile(r"\S+")
_ACCENTED = re.compile(r"[^\x00-\x7f]")
_BLANKS = ("\n", "\r", "\t", "\xa0")
_PARTICLES = frozenset(
    (
        "aan",
        "af",
        "bij",
        "door",
        "in",
        "mee",
        "na",
        "om",
        "op",
        "over",
        "samen",
        "terug",
        "toe",
        "uit",
        "voor",
    )
)
_LONGEST_PARTICLE = 5
_LONGEST_ABBREVIATION = 6
_VOWELS = "aeou"
_SOFT = {"s": "z", "z": "s", "f": "v", "v": "f"}


@dataclass(frozen=True, slots=True)
class Key:
    """What a word of a text stands for: word `place` of the query, by what way, and how much of it."""

    place: int
    kind: Kind
    meaning: int = -1
    """Which meaning it belongs to, of those the matcher was given."""

    stem: str = ""
    share: float = 1.0
    places: int = 1
    """How many words of the query it stands for, from `place` on."""

    like: int = 1
    """How many words say it together: alone it says nothing."""


@dataclass(frozen=True, slots=True)
class Span:
    """A word of a text that answers the query: where it stands, and what it stands for."""

    start: int
    end: int
    keys: tuple[Key, ...]


class Matcher:
    """Knows which words of a text answer those of a query, or a meaning that a part of it has."""

    def __init__(self, asked: Sequence[Term], *, meanings: Sequence[Meaning] = ()) -> None:
        self.asked = tuple(asked)
        self.meanings = tuple(meanings)
        self.wholes = frozenset(meant.whole for meant in asked)
        self.leaves = frozenset(leaf for meant in asked if len(meant.leaves) > 1 for leaf in meant.leaves)
        self._known: dict[str, tuple[Key, ...]] = {}
        self._of_whole: dict[str, list[Key]] = {}
        self._of_part: dict[str, list[Key]] = {}
        for place, meant in enumerate(asked):
            self._take_word(place, meant)
        for number, meaning in enumerate(meanings):
            self._take_meaning(number, meaning)

    def spans(self, text: str) -> list[Span]:
        """Where the words of the query stand in the text, in order."""
        if len(text) <= READ_WHOLE:
            return _with_their_like(list(self._spans_in(text, 0, len(text))))
        found = [span for start, end in self._alike(text) for span in self._spans_in(text, start, end)]
        # A form that begins unlike its stem is not alike, so that nothing found may mean too little looked.
        return _with_their_like(found or list(self._spans_in(text, 0, _READ_AT_LEAST)))

    def _take_word(self, place: int, meant: Term) -> None:
        self._of_whole.setdefault(meant.whole, []).append(Key(place, "word"))
        self._of_part.setdefault(meant.whole, []).append(Key(place, "part", share=0.9))
        for leaf in meant.leaves if len(meant.leaves) > 1 else ():
            key = Key(place, "leaf", stem=leaf, share=0.9 / len(meant.leaves), like=len(set(meant.leaves)))
            self._of_whole.setdefault(leaf, []).append(key)

    def _take_meaning(self, number: int, meaning: Meaning) -> None:
        for term in meaning.terms:
            key = Key(
                meaning.begin,
                "meaning",
                number,
                term.whole,
                0.9 / len(meaning.terms),
                meaning.end - meaning.begin,
                len({one.whole for one in meaning.terms}),
            )
            for of_stem in (self._of_whole, self._of_part):
                of_stem.setdefault(term.whole, []).append(key)

    def _keys(self, written: str) -> tuple[Key, ...]:
        found = term_of(written)
        keys = () if found is None else self._stands_for(found)
        known = self._known[written] = tuple(dict.fromkeys(keys))
        return known

    def _stands_for(self, found: Term) -> list[Key]:
        keys = list(self._of_whole.get(found.whole, ()))
        if not found.parts:
            return keys
        if not any(key.kind == "word" for key in keys):
            keys += [key for part in found.parts for key in self._of_part.get(part, ())]
        if self.leaves.issuperset(found.leaves):  # It is made of nothing else: *kostendeler*.
            keys += [key for leaf in found.leaves for key in self._of_whole[leaf] if key.kind == "leaf"]
        return keys

    def _spans_in(self, text: str, start: int, end: int) -> Iterator[Span]:
        known = self._known
        for match in WORD.finditer(text, start, end):
            written = match.group()
            keys = known.get(written)
            if keys is None:
                keys = self._keys(written)
            if keys:
                yield Span(match.start(), match.end(), keys)

    def _alike(self, text: str) -> list[tuple[int, int]]:
        """The pieces between blanks that hold a beginning of a word that is looked for."""
        plain = _evenly_folded(text)
        found: dict[int, int] = {}
        for beginning in self._beginnings():
            at, left = plain.find(beginning), _MOST_ALIKE
            while at >= 0 and left:
                start = plain.rfind(" ", 0, at) + 1
                end = plain.find(" ", at)
                found[start] = end = len(plain) if end < 0 else end
                at, left = plain.find(beginning, end), left - 1
        return sorted(found.items())

    def _beginnings(self) -> set[str]:
        """What the words begin with that have one of the stems, however they are inflected."""
        looked_for = {*self._of_whole, *self._of_part, *(meant.surface for meant in self.asked)}
        looked_for.update(form for stem in self._of_whole for form in _irregular_forms().get(stem, ()))
        found: set[str] = set()
        for beginning in sorted(beginning for stem in looked_for for beginning in _beginnings(stem)):
            if not any(beginning.startswith(shorter) for shorter in found):
                found.add(beginning)
        return found


def _with_their_like(spans: list[Span]) -> list[Span]:
    """Leave out what says something only together with words that stand nowhere in the text.

    *Huis* is no *huisbezoek*; when *bezoek* stands near it somewhere, only there.
    """
    groups: dict[tuple[str, int, int], list[tuple[int, Key]]] = {}
    for span in spans:
        for key in span.keys:
            if key.like > 1:
                groups.setdefault((key.kind, key.place, key.meaning), []).append((span.start, key))
    kept = {pair for found in groups.values() for pair in _together(found)}
    left = (
        Span(
            span.start,
            span.end,
            tuple(key for key in span.keys if key.like == 1 or (span.start, key) in kept),
        )
        for span in spans
    )
    return [span for span in left if span.keys]


def _together(found: list[tuple[int, Key]]) -> list[tuple[int, Key]]:
    """Those that stand near all others; all of them when none do, and none when one is missing."""
    if len({key.stem for _, key in found}) < found[0][1].like:
        return []
    near: list[tuple[int, Key]] = []
    first = 0
    for last, (at, _key) in enumerate(found):
        while found[first][0] < at - _NEAR:
            first += 1
        if len({key.stem for _, key in found[first : last + 1]}) == found[0][1].like:
            near += found[first : last + 1]
    return near or found


@cache
def _irregular_forms() -> Mapping[str, Sequence[str]]:
    forms: dict[str, list[str]] = {}
    for form, lemma in irregular().items():
        for stem in stems(lemma):
            forms.setdefault(stem, []).append(form)
    return forms


def _beginnings(stem: str) -> set[str]:
    """The first letters of a stem, its vowels opened or closed: *zaak*, *zaken*; *huis*, *huizen*."""
    length = 4 if len(stem) > 5 else 3
    ways = {stem[:length]}
    if len(stem) <= _LONGEST_ABBREVIATION:
        ways.add(f"{stem[:1]}.{stem[1:2]}")
    for end in range(2, min(len(stem), _LONGEST_PARTICLE + 1)):
        if is_prefix(stem[:end]):  # *re-integratie*
            ways.add(f"{stem[:end]}-")
        if stem[:end] in _PARTICLES:  # *aangevraagd*
            ways.add(f"{stem[:end]}ge{stem[end]}")
    for at in range(1, min(len(stem), length + 1)):
        if stem[at] in _VOWELS:
            other = stem[:at] + stem[at + 1 :] if stem[at - 1] == stem[at] else stem[: at + 1] + stem[at:]
            ways.add(other[:length])
    for way in tuple(ways):
        for at in range(1, len(way)):
            if way[at] in _SOFT:
                ways.add(way[:at] + _SOFT[way[at]] + way[at + 1 :])
    return ways - {""}


def _evenly_folded(text: str) -> str:
    """The text in lower case, without accents and with spaces as its only blanks, and just as long."""
    plain = text.lower()
    if len(plain) != len(text):
        plain = "".join(letter.lower()[0] for letter in text)
    for blank in _BLANKS:
        plain = plain.replace(blank, " ")
    for letter in set(_ACCENTED.findall(plain)):
        plain = plain.replace(letter, fold(letter)[:1] or letter)
    return plain
