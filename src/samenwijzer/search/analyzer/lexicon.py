"""The word lists behind the analyzer, each read once per process.

The large list is a trie of one megabyte in a file, mapped into memory and so shared between
processes; `tools/build_lexicon.py` makes it from the OpenTaal list beside it.
"""

import gzip
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import marisa_trie

from samenwijzer.search.analyzer.fold import fold

DATA = Path(__file__).resolve().parent.parent / "data"
OPENTAAL = DATA / "opentaal-nl.txt.gz"
LEXICON = DATA / "lexicon.marisa"
LISTS = ("block", "irregular", "keep", "prefixes", "short", "stop", "strong", "words")
"""The small lists, one word a line, in files with these names."""


class Strong(NamedTuple):
    """Forms of verbs without particle or prefix, each with its infinitive; a participle without its *ge*."""

    infinitives: frozenset[str]
    participle: dict[str, str]
    past: dict[str, str]
    plural: dict[str, str]
    """Past plurals, and participles that have a prefix in place of *ge*: *(ver)gaten*, *(ver)geten*."""

    ends: set[str]
    """The last three letters of what stands in `past`."""


def folded_opentaal() -> Iterable[str]:
    """The lower-case words of the OpenTaal list, folded and without hyphens. Takes half a second."""
    with gzip.open(OPENTAAL, "rt", encoding="utf-8") as lines:
        for line in lines:
            word = line.strip()
            if word[:1].islower() and "'" not in word:
                folded = fold(word.replace("-", ""))
                if folded.isalpha():
                    yield folded


def build_lexicon() -> marisa_trie.Trie:
    """Make the trie that `LEXICON` holds, with our own words. Takes a second and, for a moment, 40 MB."""
    own = small_list("words") | small_list("keep")
    return marisa_trie.Trie(sorted(own.union(folded_opentaal())))


@cache
def _trie() -> marisa_trie.Trie:
    trie = marisa_trie.Trie()
    try:
        trie.mmap(str(LEXICON))
    except (OSError, RuntimeError):  # A machine of the other byte order reads no foreign trie.
        return build_lexicon()
    return trie


@cache
def small_list(name: str) -> frozenset[str]:
    """A list of the folder `data`, by name; comments begin with `#`."""
    return frozenset(_lines(name))


@cache
def irregular() -> dict[str, str]:
    """Forms that no rule leads to their lemma: *steden* → *stad*. A word may stand for itself."""
    return dict(tuple(line.split()) for line in _lines("irregular"))  # type: ignore[misc]


@cache
def strong() -> Strong:
    """The verbs whose past has another vowel: *wijzen, wees, wezen, gewezen*."""
    found = Strong(frozenset(line.split()[0] for line in _lines("strong")), {}, {}, {}, set())
    for line in _lines("strong"):
        infinitive, past, plural, participle, *other = line.split()
        core = participle.removeprefix("ge")
        found.past.update(dict.fromkeys((past, *other), infinitive))
        found.plural.update((form, infinitive) for form in (plural, core) if form != infinitive)
        if core != participle:
            found.participle[core] = infinitive
    found.ends.update(form[-3:] for form in found.past)
    return found


def is_word(word: str) -> bool:
    """Whether the folded word stands in the OpenTaal list or in our own additions."""
    return word in _trie()


def words_at_start(text: str) -> list[str]:
    """Every known word with which the folded text begins, shortest first."""
    return list(_trie().prefixes(text))


def _lines(name: str) -> list[str]:
    text = (DATA / f"{name}.txt").read_text(encoding="utf-8")
    stripped = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in stripped if line]
