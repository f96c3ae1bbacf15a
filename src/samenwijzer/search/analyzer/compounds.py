"""Splits a Dutch compound into the words it is made of, by dictionary.

Recursive, with the linking letters s, e, en; a part is a word of at least four letters or one
of the words in `data/short.txt`, and never one in `data/block.txt` (particles, endings). In `short.txt`
*rij-* is a part only at the beginning and *-weg* only at the end.
A word in `data/keep.txt` is never split: *uitkering* is no *kering*. An inflected word is split only when its
lemma is: *lampen* is no *pen*.
"""

from dataclasses import dataclass
from functools import lru_cache

from samenwijzer.search.analyzer.lemma import lemma
from samenwijzer.search.analyzer.lexicon import is_word, small_list, words_at_start

SHORTEST_PART = 4
SHORTEST = 6
LONGEST = 45
MOST_LEAVES = 6
_LINKS = ("", "s", "e", "en")
_LINK_COST = 0.15
_LIKE_S = ("ing", "heid", "teit", "schap", "dag")
"""After words that end so an s is a link rather than the beginning of the next."""

_SHORT_COST = 0.5
_KEPT_ENDINGS = ("en", "s", "e", "n")


@dataclass(frozen=True, slots=True)
class _Split:
    cost: float
    spans: tuple[tuple[int, int], ...]
    """Where each part begins and ends, without its linking letters."""


@lru_cache(maxsize=8192)
def leaves(word: str) -> tuple[tuple[int, int], ...]:
    """The spans of the smallest parts of a folded word; empty when it is no compound."""
    if len(word) < SHORTEST or len(word) > LONGEST or is_kept(word) or _is_verbal(word):
        return ()
    base = lemma(word)
    if base != word:
        spans = leaves(base)
        if not spans or word.startswith(base[: spans[-1][0]]):
            return (*spans[:-1], (spans[-1][0], len(word))) if spans else ()
    best = _split(word)
    if best is None or len(best.spans) < 2:
        return ()
    deeper: list[tuple[int, int]] = []
    for start, end in best.spans:
        inner = leaves(word[start:end])
        deeper.extend((start + a, start + b) for a, b in inner)
        if not inner:
            deeper.append((start, end))
    return tuple(deeper) if len(deeper) <= MOST_LEAVES else ()


def is_kept(word: str) -> bool:
    """Whether the word, or the word without its inflection, stands in the keep list."""
    kept = small_list("keep")
    if word in kept:
        return True
    return any(word.endswith(end) and word[: -len(end)] in kept for end in _KEPT_ENDINGS)


def _is_verbal(word: str) -> bool:
    """Whether the word names what a verb does, so that it ends in no word of its own: *vaststelling*."""
    base = word.removesuffix("en").removesuffix("s")
    return base.endswith("ing") and is_word(base[:-3] + "en")


@lru_cache(maxsize=8192)
def _may_be_part(part: str, first: bool, last: bool) -> bool:  # noqa: FBT001 - for the cache
    short = small_list("short")
    if part in short or (first and f"{part}-" in short) or (last and f"-{part}" in short):
        return True
    if len(part) < SHORTEST_PART or part in small_list("block"):
        return False
    if not part.endswith(("s", "t")) or (last and part.endswith("s")):
        return True
    if _is_adjective(part):
        return False
    # *woont* is no part, and *levens* is *leven* with its linking s.
    return not (is_word(part[:-1]) and lemma(part) == lemma(part[:-1]))


def _is_adjective(part: str) -> bool:
    """Whether a part in -s or -st is no noun: *schoolspullen* are no *pullen*, *zoutstrooier* no *rooier*."""
    if len(part) < SHORTEST or not is_word(part + "e"):
        return False
    if part.endswith("st"):
        return is_word(part[:-2]) and is_word(part[:-2] + "er")
    return part.endswith("s") and is_word(part[:-1]) and not is_word(part + "en")


def _split(word: str) -> _Split | None:
    """The cheapest way to read the word as parts: few parts, long parts, few links."""
    return _rest(word, 0, {len(word): _Split(0.0, ())})


def _rest(word: str, begin: int, known: dict[int, _Split | None]) -> _Split | None:
    """The cheapest way to read the word from `begin` on; of two that cost the same, the longer part wins."""
    if begin in known:
        return known[begin]
    best: _Split | None = None
    for part in reversed(words_at_start(word[begin:])):
        end = begin + len(part)
        if (begin == 0 and end == len(word)) or not _may_be_part(part, begin == 0, end == len(word)):
            continue
        for link in _LINKS:
            after = end + len(link)
            if link and (after >= len(word) or not word.startswith(link, end)):
                continue
            rest = _rest(word, after, known)
            if rest is not None:
                reading = _joined(part, begin, link, rest)
                best = reading if best is None or reading.cost < best.cost else best
    known[begin] = best
    return best


def _joined(part: str, begin: int, link: str, rest: _Split) -> _Split:
    cost = 1.0 + rest.cost
    if link == "s" and part.endswith(_LIKE_S):
        cost -= _LINK_COST
    elif link:
        cost += _LINK_COST
    if len(part) <= SHORTEST_PART:
        cost += _SHORT_COST
    return _Split(cost, ((begin, begin + len(part)), *rest.spans))
