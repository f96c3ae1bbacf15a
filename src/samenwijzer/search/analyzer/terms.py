"""From text to terms: the stem of each word, and the stems of the parts of a compound."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from samenwijzer.search.analyzer.compounds import leaves
from samenwijzer.search.analyzer.fold import WORD, segments, words
from samenwijzer.search.analyzer.lemma import stem
from samenwijzer.search.analyzer.lexicon import DATA, LEXICON, LISTS, is_word, small_list

VERSION = 6
"""Raise it when the code of this package makes other terms: every index is then made anew."""

_SHORTEST_JOINED = 6
_SIGNS = (("€", " euro "), ("%", " procent "), ("§", " paragraaf "))
_PARAGRAPH = "lid"
_ORDINALS = {
    stem(word): str(number)
    for number, word in enumerate(
        ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"),
        start=1,
    )
}


@dataclass(frozen=True, slots=True)
class Term:
    """What one word means for search.

    `leaves` are the stems of the smallest parts, in order; `parts` holds these and everything
    between them and the whole (*schuldhulp*, *hulpverlening*). Both are empty for a word that
    is no compound.
    """

    whole: str
    parts: tuple[str, ...]
    leaves: tuple[str, ...]
    surface: str
    tails: tuple[str, ...]
    """The word as written from its second part on, from its third part on: where typing may begin."""
    solid: bool
    """Whether it was written as one word, without hyphens."""


def terms(text: str) -> Iterator[Term]:
    """Yield a term for each word of a text that means something; stop words are left out.

    Two words that follow each other and are one word together have that word among the parts of the second:
    *re integratie*, *erf recht*. So has a paragraph of an article its other name: *lid 1*, *eerste lid*.
    """
    end, before, stem_before = -1, "", ""
    for match in WORD.finditer(_without_signs(text)):
        written = match.group()
        found = term_of(written)
        if match.start() != end + 1:
            before = stem_before = ""
        end = match.end()
        if found is None:
            before, stem_before = (written.lower() if is_prefix(written.lower()) else ""), ""
            continue
        more = _together(before, found.surface) if before else ""
        if stem_before in _ORDINALS or stem_before == _PARAGRAPH:
            more = _paragraph(stem_before, found.whole) or more
        yield replace(found, parts=(*found.parts, more)) if more else found
        before, stem_before = found.surface, found.whole


def stems(text: str) -> list[str]:
    """The stems of the whole words, in order."""
    return [found.whole for found in terms(text)]


def surfaces(text: str) -> Iterator[str]:
    """The folded words as written, stop words too: what a half-typed word is compared with."""
    for word in words(text):
        yield "".join(word.segments)


def is_prefix(segment: str) -> bool:
    """Whether a folded segment is one like *re* or *ex*, which belongs to the word that follows."""
    return segment in small_list("prefixes")


@lru_cache(maxsize=16384)
def term_of(written: str) -> Term | None:
    """The term of one word as `WORD` finds it in a text; `None` for what means nothing."""
    folded = segments(written)
    return term(folded) if folded else None


def term(pieces: tuple[str, ...]) -> Term | None:
    """The term of one word, given as its folded pieces; `None` for a stop word."""
    written = joined = "".join(pieces)
    if len(pieces) == 1 and joined in small_list("stop"):
        return None
    if len(pieces) > 1 and not is_word(joined):
        pieces = _telling(pieces)
        joined = "".join(pieces)
    spans = _spans(pieces, joined)
    small = tuple(stem(joined[a:b]) for a, b in spans)
    between = (
        stem(joined[spans[i][0] : spans[j][1]])
        for i in range(len(spans))
        for j in range(i + 1, len(spans))
        if j - i < len(spans) - 1
    )
    parts = tuple(dict.fromkeys((*small, *between)))
    tails = tuple(joined[a:] for a, _ in spans[1:])
    return Term(stem(joined), parts, small, written, tails, joined == written and len(pieces) == 1)


def _telling(pieces: tuple[str, ...]) -> tuple[str, ...]:
    """The pieces of a hyphened word without stop words: *Jansen-de*, *'s-Hertogenbosch*. Never none."""
    stop = small_list("stop")
    return tuple(piece for piece in pieces if piece not in stop or is_prefix(piece)) or pieces


def _spans(pieces: tuple[str, ...], joined: str) -> tuple[tuple[int, int], ...]:
    if len(pieces) == 1 or is_word(joined):
        return leaves(joined)
    if is_prefix(pieces[0]) and (known := leaves(joined)):
        return known
    spans: list[tuple[int, int]] = []
    start = 0
    for segment in pieces:
        inner = leaves(segment)
        if inner:
            spans.extend((start + a, start + b) for a, b in inner)
        elif not is_prefix(segment):
            spans.append((start, start + len(segment)))
        start += len(segment)
    return tuple(spans)


def _without_signs(text: str) -> str:
    for sign, word in _SIGNS:
        if sign in text:
            text = text.replace(sign, word)
    return text


def _together(before: str, surface: str) -> str:
    """The stem of two words as one, when they are one; empty otherwise."""
    joined = before + surface
    if is_prefix(before) or (len(joined) >= _SHORTEST_JOINED and is_word(joined)):
        return stem(joined)
    return ""


def _paragraph(before: str, whole: str) -> str:
    """*eerste* beside *lid* 1, and 1 beside *eerste lid*."""
    if before == _PARAGRAPH:
        return next((ordinal for ordinal, number in _ORDINALS.items() if number == whole), "")
    return _ORDINALS[before] if whole == _PARAGRAPH else ""


@cache
def fingerprint() -> str:
    """Changes when the lists or the code make other terms; stands in the name of an index."""
    digest = hashlib.sha256(str(VERSION).encode())
    for path in (LEXICON, *(DATA / f"{name}.txt" for name in LISTS)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
