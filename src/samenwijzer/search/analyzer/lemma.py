"""The lemma of a word, believed only when the dictionary knows it; then the stem.

`dutch_porter` is used, never snowball's `dutch`: since snowball 3.0 that is Kraaij-Pohlmann,
which makes *gezin* and *zin* one word. A word of one syllable is its own stem: `dutch_porter`
would make *baan* and *ban* one.
"""

import re
import threading
from collections.abc import Iterator, Mapping
from functools import lru_cache

import Stemmer

from samenwijzer.search.analyzer.lexicon import irregular, is_word, strong

_OPEN = re.compile(r"(^|.*[^aeiouy])([aeou])([^aeiouywxj])$")
_DOUBLED = re.compile(r".*([^aeiou])\1$")
_PLURAL_S = re.compile(
    r".*[aeiouy].*(?:[^aeiouy]e[lmnr]|aar|eur|oor|ier|[^aeiouy][aeiouy]|[^aeiouy]ie|[ae]u)s"
)
_AFTER_LONG = re.compile(r".*(?:[aeiouy]{2}|ij|[aeiouy][^aeiouy]+[ae])[lnr]?t")
_BY_LETTERS = re.compile(r"([^aeiouy]{2,4}o?)(?:ers?)")
"""*zzper*"""

_SYLLABLES = re.compile(r"[aeiouy]+")
_PARTICLES = (
    "aan|achter|af|bij|binnen|bloot|boven|deel|door|goed|groot|in|klaar|kwijt|los|mee|na|neer|om|onder|op|"
    "open|over|plaats|samen|schoon|stil|tegemoet|tegen|tekort|teleur|terecht|terug|thuis|toe|uit|vast|vol|"
    "voort|voor|vrij|waar|weg|weer"
)
_SEPARABLE = re.compile(rf"({_PARTICLES}|)ge(.+)")
_BEFORE_VERB = re.compile(rf"(?:{_PARTICLES}|be|ge|her|mis|ont|ver)+")
_PREFIXED = re.compile(rf"(?:{_PARTICLES}|be|ge|her|mis|ont|ver).+")
_CLOSED_LONG = re.compile(r"([aeou])\1[^aeiouy]$")
_PASSIVE = re.compile(r"ge|^(?:be|her|ont|ver)|end$")
_PARTED = re.compile(rf"({_PARTICLES})(.+)")
_LATIN = (("ici", "icus"), ("a", "um"), ("ices", "ex"), ("ices", "ix"), ("ses", "sis"))
_PAST = ("te", "de", "ten", "den", "t", "d")
_SHORTEST = 4
_LONGEST_FORM = 9
_MOST_STEPS = 6

_local = threading.local()


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """What the index holds for a folded word: the same for all its inflections."""
    base = lemma(word)
    if (
        not base.isalpha()
        or irregular().get(base) == base
        or (len(_SYLLABLES.findall(base)) <= 1 and is_word(base))
    ):
        return base
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:  # A Stemmer keeps a buffer, so that each thread needs its own.
        stemmer = _local.stemmer = Stemmer.Stemmer("dutch_porter")
    if _CLOSED_LONG.search(base) and is_word(base) and is_word(base[:-2] + base[-1]):
        return base  # *bekeer* is no *beker*, though `dutch_porter` would shorten it.
    return str(stemmer.stemWord(base))


@lru_cache(maxsize=8192)
def lemma(word: str) -> str:
    """The dictionary form of a folded word, or the word itself when no rule leads to one."""
    for _ in range(_MOST_STEPS):  # *huisjes* is *huisje* is *huis*.
        form = irregular().get(word) or _simpler(word)
        if form == word:
            break
        if word == form + "e" and not _PASSIVE.search(form):
            return form  # *hoogte* is a noun, and *hoogt* a verb.
        word = form
    return word


def _simpler(word: str) -> str:
    if len(word) < _SHORTEST or not word.isalpha():
        return strong().past.get(word, word)
    return next((form for form in _candidates(word) if is_word(form)), word)


def _candidates(word: str) -> Iterator[str]:
    """What the word may be a form of, the likeliest first. Looks first at its last letters, to be quick."""
    last = word[-1]
    if word.endswith("heden"):
        yield word[:-4] + "eid"
    if "ge" in word:
        yield from _participle(word)
    if word[-3:] in strong().ends:
        yield from _strong(word, strong().past)
    if last in "tden" and word.endswith(_PAST):
        yield from _verb(word)
    if last in "gd" and word.endswith(("ing", "end")) and _names_doing(word):
        yield word[:-3] + "en"
    if last in "rs" and not is_word(word) and (short := _BY_LETTERS.fullmatch(word)):
        yield short[1]
    if last == "s" and not _has_own_s(word):
        yield word[:-1]
    if last in "en":
        yield from _with_e(word)
    if last in "ais":
        yield from (word.removesuffix(end) + one for end, one in _LATIN if word.endswith(end))


def _has_own_s(word: str) -> bool:
    """Whether the s belongs to the word, as other forms show: *kansen*, *halzen*, *rechtse*; not *clubs*."""
    if _PLURAL_S.fullmatch(word):
        return is_word(f"{word}sen")  # *polissen*
    if word[-2] in "aeiouy":
        return True
    return is_word(word) and any(is_word(form) for form in (f"{word}en", f"{word[:-1]}zen", f"{word}e"))


def _names_doing(word: str) -> bool:
    """Whether a word in -ing or -end belongs to its verb: *afwijzing*, *inwonend*, *melding*.

    Not *paling*: *paal* is a noun, for it has a diminutive.
    """
    if _PREFIXED.fullmatch(word[:-3]):
        return True
    infinitive = word[:-3] + "en"
    if word[-1] == "d" or not is_word(infinitive):
        return False
    base = lemma(infinitive)
    if any(is_word(base + small) for small in ("je", "tje", "pje", f"{base[-1]}etje")):
        return False
    return infinitive in strong().infinitives or any(is_word(f"ge{base}{end}") for end in ("", "d", "t"))


def _with_e(word: str) -> Iterator[str]:
    """What the word is without its -je, -e or -en."""
    if word.endswith("je") and len(word) > _SHORTEST:
        yield from _small(word[:-2])
    if word.endswith("e"):
        yield from _closed(word[:-1])
    elif word.endswith("en") and (word[-3] != "e" or word[-4] in "ei"):  # No *steen*; *ideeen*, *knieen*.
        yield from _closed(word[:-2])
        yield word[:-1]  # *bacterien*
        yield from _strong(word, strong().plural)
        for start in range(_SHORTEST - 1, len(word) - 2):  # *stiefkinderen*
            known = irregular().get(word[start:])
            if known is not None:
                yield word[:start] + known


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


def _small(base: str) -> Iterator[str]:
    """What is small in a diminutive, given without -je: *kaart*, *stoelt*, *mannet*, *autoot*, *konink*."""
    if _AFTER_LONG.fullmatch(base) and _infinitive(base[:-1]):
        yield base[:-1]  # *huurtje* is no *huurt*.
    yield base
    if base.endswith("et") and len(base) > _SHORTEST:
        yield from _closed(base[:-2])
    if base[-1] in "tpk":
        yield base[:-1]
        if base[-2] == base[-3]:
            yield base[:-2]
    if base.endswith("k"):
        yield base[:-1] + "g"


def _participle(word: str) -> Iterator[str]:
    """*gewezen*, *afgewezen* → *wijzen*, *afwijzen*."""
    at = word.find("ge")
    while at >= 0:
        infinitive = strong().participle.get(word[at + 2 :])
        if infinitive is not None:
            yield word[:at] + infinitive
        at = word.find("ge", at + 1)


def _strong(word: str, forms: Mapping[str, str]) -> Iterator[str]:
    for start in range(max(0, len(word) - _LONGEST_FORM), len(word) - 2):
        infinitive = forms.get(word[start:])
        if infinitive is not None and (not start or _BEFORE_VERB.fullmatch(word[:start])):
            yield word[:start] + infinitive


def _verb(word: str) -> Iterator[str]:
    """*werkt*, *werkte*, *gewerkt* → *werk*; *aangevraagd* → *aanvragen*: when the infinitive is a word."""
    if word in strong().infinitives or is_word(word + "je") or is_word(word.removesuffix("en") + "je"):
        return  # A noun, for it has a diminutive: *gast* is no form of *gassen*, *planten* none of *plannen*.
    for ending in _PAST:
        base = word.removesuffix(ending)
        if base == word or len(base) < _SHORTEST or (ending == "t" and is_word(f"{word}te")):
            continue  # *start* has *startte*, so that it is no form of *starren*.
        if _infinitive(base) and is_word(base) and _has_past(base, ending):
            yield base
        apart = _SEPARABLE.fullmatch(base)
        if apart is not None and is_word(base + ending[0]):
            dental = apart[2] + ending[0]
            if is_word(f"{dental}{ending[0]}e"):  # *gerust* has *rustte*.
                yield _infinitive(apart[1] + dental)
            yield _infinitive(apart[1] + apart[2])


def _has_past(base: str, ending: str) -> bool:
    """Whether there is a past like this: *gewerkt* is a word; *gehoogt* is none, so *hoogte* is a noun."""
    if base.startswith("ge") and ending[0] == "d" and not is_word(base + "t"):
        return False  # *gehoord* comes of *horen*, and *gehoor* is no verb.
    if _PREFIXED.fullmatch(base):
        parted = _PARTED.fullmatch(base)
        forms = [base + ending[0], f"{parted[1]}ge{parted[2]}{ending[0]}"] if parted else [base + ending[0]]
        if len(ending) == 1 or any(is_word(form) for form in forms):
            return True
    if ending[0] == "d":
        return ending != "d" and is_word(f"ge{base}d") and not is_word(base + "d")
    return any(is_word(f"ge{base}{way}") for way in ("td" if ending == "t" else "t")) or (
        ending == "t" and _infinitive(base) in strong().infinitives
    )


def _infinitive(base: str) -> str:
    """The infinitive of what is left of a verb without its ending; empty when there is none."""
    if _OPEN.match(base):  # *stop* → *stoppen*; *wandel* → *wandelen*
        forms: tuple[str, ...] = (base + base[-1], base)
    else:
        soft = base[:-1] + {"s": "z", "f": "v"}.get(base[-1], base[-1])
        opened = soft[:-2] + soft[-1] if len(soft) > _SHORTEST - 1 and soft[-2] == soft[-3] else soft
        forms = (opened, soft, base)
    return next((f"{form}en" for form in forms if is_word(f"{form}en")), "")


def _hard(base: str) -> str:
    return base[:-1] + {"z": "s", "v": "f"}.get(base[-1], base[-1])
