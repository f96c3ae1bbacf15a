"""The lemma of a word, believed only when the dictionary knows it; then the stem.

`dutch_porter` is used, never snowball's `dutch`: since snowball 3.0 that is Kraaij-Pohlmann,
which makes *gezin* and *zin* one word. A word of one syllable is its own stem: `dutch_porter`
would make *baan* and *ban* one.
"""

import re
import threading
from collections.abc import Iterator

import Stemmer

from samenwijzer.search.analyzer.lexicon import irregular, is_word

_OPEN = re.compile(r"(^|.*[^aeiouy])([aeou])([^aeiouywxj])$")
_DOUBLED = re.compile(r".*([^aeiou])\1$")
_PLURAL_S = re.compile(r".*(?:e[lmnr]|aar|eur|oor|ier|[aeiouy])s$")
_SYLLABLES = re.compile(r"[aeiouy]+")
_DIMINUTIVE = ("etje", "tje", "pje", "je")
_PARTICLES = re.compile(r"aan|af|bij|door|in|mee|na|om|op|over|samen|terug|toe|uit|voor|")
_UNSTRESSED = re.compile(r"be|ge|her|ont|ver")
_SHORTEST = 4

_local = threading.local()


def stem(word: str) -> str:
    """What the index holds for a folded word: the same for all its inflections."""
    if not word.isalpha():
        return word
    base = lemma(word)
    if len(_SYLLABLES.findall(base)) <= 1 and is_word(base):
        return base
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:  # A Stemmer keeps a buffer, so that each thread needs its own.
        stemmer = _local.stemmer = Stemmer.Stemmer("dutch_porter")
    return str(stemmer.stemWord(base))


def lemma(word: str) -> str:
    """The dictionary form of a folded word, or the word itself when no rule leads to one."""
    known = irregular().get(word)
    if known is not None:
        return known
    if len(word) < _SHORTEST:
        return word
    return next((form for form in _candidates(word) if is_word(form)), word)


def _candidates(word: str) -> Iterator[str]:
    yield from _verb(word)
    if word.endswith("s") and len(word) > _SHORTEST and _PLURAL_S.match(word):
        yield word[:-1]
    for ending in _DIMINUTIVE:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - 1:
            yield word[: -len(ending)]
    if word.endswith("en"):
        yield from _closed(word[:-2])
    elif word.endswith("e"):
        yield from _closed(word[:-1])


def _closed(base: str) -> Iterator[str]:
    """Write an opened syllable as it stands alone: *ban* → *baan*, *wett* → *wet*, *huiz* → *huis*."""
    if _DOUBLED.match(base):
        yield base[:-1]
        return
    hard = _hard(base)
    if _OPEN.match(base):
        yield hard[:-1] + hard[-2:]
    if len(hard) >= _SHORTEST - 1:
        yield hard


def _verb(word: str) -> Iterator[str]:
    """*werkt*, *werkte*, *gewerkt* → *werk*; *aangevraagd* → *aanvraag*: when the infinitive is a word."""
    if is_word(word + "je") or is_word(word.removesuffix("en") + "je"):
        return  # A noun, for it has a diminutive: *gast* is no form of *gassen*, *planten* none of *plannen*.
    for ending in ("te", "de", "ten", "den", "t", "d"):
        base = word.removesuffix(ending)
        if base == word or len(base) < _SHORTEST:
            continue
        if _is_verb(base) and (len(ending) == 1 or _has_participle(base, ending[0])):
            yield base
        particle, _, rest = base.partition("ge")
        fits = len(rest) >= _SHORTEST and _PARTICLES.fullmatch(particle)
        if fits and is_word(base + ending[0]) and _is_verb(particle + rest):
            yield particle + rest


def _has_participle(base: str, ending: str) -> bool:
    """Whether a past in -te or -de may be: *gewerkt* is a word; *gehoogt* is none, so *hoogte* is a noun."""
    return is_word(f"ge{base}{ending}") or (bool(_UNSTRESSED.match(base)) and is_word(base + ending))


def _is_verb(base: str) -> bool:
    soft = base[:-1] + {"s": "z", "f": "v"}.get(base[-1], base[-1])
    opened = soft[:-2] + soft[-1] if soft[-2] == soft[-3] else soft
    return is_word(base) and any(is_word(form + "en") for form in {base, soft, opened, base + base[-1]})


def _hard(base: str) -> str:
    return base[:-1] + {"z": "s", "v": "f"}.get(base[-1], base[-1])
