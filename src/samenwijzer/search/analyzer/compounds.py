"""Splits a Dutch compound into the words it is made of, by dictionary.

Recursive, with the linking letters s, e, en; a part is a word of at least four letters or one
of the short words in `data/short.txt`, and never one in `data/block.txt` (particles, endings).
A word in `data/keep.txt` is never split: *uitkering* is no *kering*.
"""

from dataclasses import dataclass

from samenwijzer.search.analyzer.lexicon import small_list, words_at_start

SHORTEST_PART = 4
LONGEST = 45
MOST_LEAVES = 6
_LINKS = ("", "s", "e", "en")
_LINK_COST = 0.15
_SHORT_COST = 0.5
_KEPT_ENDINGS = ("en", "s", "e", "n")


@dataclass(frozen=True, slots=True)
class _Split:
    cost: float
    spans: tuple[tuple[int, int], ...]
    """Where each part begins and ends, without its linking letters."""


def leaves(word: str) -> tuple[tuple[int, int], ...]:
    """The spans of the smallest parts of a folded word; empty when it is no compound."""
    if len(word) < 2 * SHORTEST_PART - 1 or len(word) > LONGEST or is_kept(word):
        return ()
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


def _parts_at_start(text: str) -> list[str]:
    block, short = small_list("block"), small_list("short")
    return [
        part
        for part in words_at_start(text)
        if part not in block and (len(part) >= SHORTEST_PART or part in short)
    ]


def _split(word: str) -> _Split | None:
    """The cheapest way to read the word as parts: few parts, long parts, few links."""
    end = len(word)
    best: dict[int, _Split] = {end: _Split(0.0, ())}
    for begin in range(end - SHORTEST_PART + 1, -1, -1):
        readings = [
            _joined(begin, begin + len(part), link, rest)
            for part in _parts_at_start(word[begin:])
            for link in _LINKS
            if (rest := best.get(begin + len(part) + len(link))) is not None
            and word.startswith(link, begin + len(part))
            and not (link and begin + len(part) + len(link) == end)
            and not (begin == 0 and len(part) == end)
        ]
        if readings:
            best[begin] = min(reversed(readings), key=lambda reading: reading.cost)
    return best.get(0)


def _joined(begin: int, end: int, link: str, rest: _Split) -> _Split:
    cost = 1.0 + rest.cost
    if link:
        cost += _LINK_COST
    if end - begin <= SHORTEST_PART:
        cost += _SHORT_COST
    return _Split(cost, ((begin, end), *rest.spans))
