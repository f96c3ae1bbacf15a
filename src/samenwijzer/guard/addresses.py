"""Recognises a street with its number. A street alone, and a number after any other word, is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from samenwijzer.guard.findings import Finding, Label, Level
from samenwijzer.guard.nearby import before
from samenwijzer.guard.words import any_of, words

_ADDITION = (
    r"(?:[ ]?-[ ]?(?:[IVX]{1,4}|[A-Za-z]{0,2}\d{1,4}|[A-Za-z]{1,2})(?!\w)|[ ]?/[ ]?[A-Za-z\d]{1,3}(?!\w)"
    r"|[ ]?(?:bis|hs|huis|zw|rd|rood|zwart|[IVX]{1,4})\b|[ ][1-9][ ]?(?:hoog|hg)\b|[ ]?[A-Za-z]\d{0,3}(?![\w'’])"
    r"|[ ](?:unit|app\.|appartement|kamer|flat)[ ]\d{1,4}(?!\w)|\.\d{1,3}(?![\d.]))"
)
_NUMBERED = re.compile(
    r"(?<![\w'’.-])(?P<word>[A-Za-zÀ-ÿ'’][\w'’-]{1,40}\.?)(?:[ \t]{1,3}|,?[ ]{1,2}(?:huis)?(?:nr\.?|nummer|no\.)[ ]?)"
    rf"(?P<number>[1-9]\d{{0,4}}(?!\d)(?P<addition>{_ADDITION})?)(?![\w%€]|[.,:/-]\d)",
)
_GLUED = re.compile(
    r"(?<![\w'’.-])(?P<word>[A-Za-zÀ-ÿ][\w'’-]{1,40}?(?:straat|laan|weg|plein|kade|singel))"
    r"(?P<number>[1-9]\d{0,3}(?P<addition>[A-Za-z])?)(?![\w.,:/-])"
)
_POSTCODE_AFTER = re.compile(r"[ ]?,?[ \n]{1,3}[1-9]\d{3}(?:[ ]{0,2}|-)[A-Za-z]{2}\b")
_TOWN_AFTER = re.compile(
    r"(?:,[ ]|[ ]\(?(?:in|te)[ ]|[ ]\()(?:'s-|Den |De |Het |Nieuw|Sint )?[A-Z][a-z][\w-]+"
)
_TOWARDS = re.compile(
    r"\b(?:op|aan|naar|bij|van|vanaf|uit|in|voor|tegenover|naast|nabij|achter|zijn|is|wordt|en)(?:[ ](?:de|het|den))?[ ]\Z"
)
_LAID_OUT = re.compile(
    r"\b(?:[Ll]aan|[Ww]eg|[Hh]of|[Pp]lein|[Kk]ade|[Pp]ark|[Ss]ingel|[Dd]ijk|[Pp]ad|[Mm]arkt|[Vv]eld|[Bb]aan|[Hh]oek|[Bb]rink|[Ss]traat|[Oo]ord|Rak|Burcht)"
    r"[ ](?:van|der|naar|op|ten|ter|aan|langs|te|des|in)(?:[ ](?:de|den|het|der|'t))?(?:[ ](?:[A-Z][\w'-]*|de|den|van|der|en)){0,4}[ ]\Z"
)
_SENTENCE_BEGINS = re.compile(r"(?:\A|[.!?:;\n\t|(\"“*•>][ ]*|- )\Z")
_PARTICLES = frozenset(
    ["van", "de", "der", "den", "het", "'t", "ten", "ter", "la", "le", "du", "da", "el", "al", "von", "des"]
)
_MOST_LEFT = 6


def addresses(text: str) -> Iterator[Finding]:
    for pattern in (_NUMBERED, _GLUED):
        for match in pattern.finditer(text):
            start = _begin(text, match)
            if start is not None:
                yield Finding(label=Label.ADDRESS, level=Level.WARN, start=start, end=match.end())


def _begin(text: str, match: re.Match[str]) -> int | None:
    """Return where the street begins, or None when it is no street."""
    word, at = match["word"], match.start()
    low = word.lower()
    ending = low.endswith(_endings("street_endings"))
    capital = word[0].isupper() or word[0] in "'’"
    if (not ending and not capital) or low in words("no_street_before_number"):
        return None
    if _counted().match(text, match.end()):
        return None
    earlier = before(text, at, 80)
    laid_out = _LAID_OUT.search(earlier)
    if laid_out and (capital or low in _PARTICLES):
        return at - len(earlier) + laid_out.start()
    start = _leftmost(text, at, earlier, plain=low in words("street_endings"))
    postcode = bool(_POSTCODE_AFTER.match(text, match.end()))
    if re.fullmatch(r"(?:19|20)\d\d", match["number"]) and not postcode:
        return None
    said = postcode or bool(_cues().search(earlier[-60:]))
    if low in words("not_streets"):
        return start if postcode else None
    if ending and start == at and low in words("street_endings"):
        return start if capital and (said or not _SENTENCE_BEGINS.search(earlier)) else None
    if ending and not (low.endswith(("pad", "hof")) and not (capital or said)):
        return start
    return (
        start
        if capital and _is_street_by_what_is_near(text, match, earlier, start=start, said=said)
        else None
    )


def _is_street_by_what_is_near(
    text: str, match: re.Match[str], earlier: str, *, start: int, said: bool
) -> bool:
    """Judge a word with a capital that says nothing of a street by itself, or only half."""
    word = match["word"]
    towards = bool(_TOWARDS.search(earlier)) or (said and earlier.rstrip().endswith((":", ",", "(")))
    evidence = [said, bool(match["addition"]), bool(_TOWN_AFTER.match(text, match.end()))]
    if word.isupper() or not word[1:].replace("'", "").replace("-", "").isalpha():
        return said and _POSTCODE_AFTER.match(text, match.end()) is not None
    if word.lower().endswith(_endings("street_endings_with_capital")):
        return any(evidence) or not _SENTENCE_BEGINS.search(text[max(start - 10, 0) : start])
    return (towards and any(evidence)) or _POSTCODE_AFTER.match(text, match.end()) is not None


def _leftmost(text: str, at: int, earlier: str, *, plain: bool) -> int:
    """Return where the name of a street begins that has more words before the last: "Anna van Burenlaan"."""
    start, pending = at, at
    tokens = list(re.finditer(r"\S+", earlier))[-_MOST_LEFT:]
    for token in reversed(tokens):
        word, place = token.group(), at - len(earlier) + token.start()
        if not re.fullmatch(r"[ ]{1,2}", text[place + len(word) : pending]):
            break
        low = word.lower()
        starts_here = bool(_SENTENCE_BEGINS.search(earlier, 0, token.start()))
        if low in words("street_beginnings") or re.fullmatch(r"(?:[A-Z]\.){1,4}", word):
            start = pending = place
        elif low in _PARTICLES and word[0].islower():
            pending = place
        elif low in {"de", "het", "van"}:
            if not re.search(r"(?:\A|[.!?\n][ ]*)\Z", earlier[: token.start()]) or pending != start:
                start = place
            break
        elif word[0].isupper() and re.fullmatch(r"[\w'’-]+", word) and low not in _unlike_names():
            if starts_here and pending == start and not plain:
                break
            start = pending = place
        else:
            break
    return start


@cache
def _endings(name: str) -> tuple[str, ...]:
    return tuple(words(name))


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of('address_cues')}(?!\w)[^\n]{{0,45}}\Z", re.IGNORECASE)


@cache
def _unlike_names() -> frozenset[str]:
    return frozenset(words("no_street_before_number") | {line.rstrip("*") for line in words("address_cues")})


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"[ ]?{any_of('counted')}(?!\w)", re.IGNORECASE)
