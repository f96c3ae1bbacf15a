"""Recognises a street with its number. A street alone, and a number after any other word, is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from samenwijzer.guard.findings import Finding, Label, Level
from samenwijzer.guard.names.judging import known_things
from samenwijzer.guard.nearby import before, words_before
from samenwijzer.guard.words import words

_ADDITION = (
    r"(?:[ ]?-[ ]?(?:[IVX]{1,4}|[A-Za-z]{0,2}\d{1,4}|[A-Za-z]{1,2})(?!\w)"
    r"|[ ]?/[ ]?[A-Za-z\d]{1,3}(?!\w)"
    r"|[ ]?(?:bis|hs|huis|zw|rd|rood|zwart|[IVX]{1,4})\b"
    r"|[ ][1-9][ ]?(?:hoog|hg)\b"
    r"|[ ]?[A-Za-z]\d{0,3}(?![\w'’])"
    r"|[ ](?:unit|app\.|appartement|kamer|flat)[ ]\d{1,4}(?!\w)"
    r"|\.\d{1,3}(?![\d.]))"
)
_NUMBERED = re.compile(
    r"(?<![\w'’.-])(?P<word>[A-Za-zÀ-ÿ'’][\w'’-]{1,40}\.?)"
    r"(?:[ ](?:19\d\d|40-45)(?=[ ]\d))?(?:[ \t]{1,3}|,?[ ]{1,2}(?:huis)?(?:nr\.?|nummer|no\.)[ ]?)"
    rf"(?P<number>[1-9]\d{{0,4}}(?!\d)(?P<addition>{_ADDITION})?)(?![\w%€]|[.,:/-]\d)"
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
    r"\b(?:op|aan|naar|bij|van|vanaf|uit|in|voor|tegenover|naast|nabij|achter|zijn|is|wordt|en)"
    r"(?:[ ](?:de|het|den))?[ ]\Z"
)
_LAID_OUT = re.compile(
    r"\b(?:[Ll]aan|Weg|Hof|[Pp]lein|Kade|Park|[Ss]ingel|Dijk|Pad|Markt|Veld|Baan|Hoek|Brink|Straat|Oord|Rak"
    r"|Burcht)[ ](?:van|der|naar|op|ten|ter|aan|langs|te|des|in)(?:[ ](?:de|den|het|der|'t))?"
    r"(?:[ ](?:[A-Z][\w'-]*|de|den|van|der|en)){0,4}[ ]\Z"
)
_SIDES = frozenset({"Noord", "Oost", "Zuid", "West", "Noordzijde", "Oostzijde", "Zuidzijde", "Westzijde"})
_DIRECTED = re.compile(r"\b[A-Z][\w-]*(?:straat|weg|laan|kade|dijk|singel|haven|gracht|pad|plein)[ ]\Z")
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
    at = match.start()
    if not _begins_high(match["word"]) and not match["word"].lower().endswith(_endings("street_endings")):
        return None
    earlier = before(text, at, 80)
    laid_out = (_DIRECTED if match["word"] in _SIDES else _LAID_OUT).search(earlier)
    if not _can_be(text, match, is_laid_out=laid_out is not None):
        return None
    if laid_out:
        return at - len(earlier) + laid_out.start()
    start = _leftmost(text, at, earlier)
    return start if _is_street(text, match, earlier, start) else None


def _can_be(text: str, match: re.Match[str], *, is_laid_out: bool) -> bool:
    word = match["word"]
    low = word.lower()
    shouted = word.isupper() and not is_laid_out and not low.endswith(_endings("street_endings"))
    if shouted and not _POSTCODE_AFTER.match(text, match.end()):
        return False
    counted = re.match(r"[ ]?(\w+)", text[match.end() : match.end() + 12])
    if low in known_things():
        return False
    return low not in words("no_street_before_number") and (
        counted is None or counted[1].lower() not in words("counted")
    )


def _is_street(text: str, match: re.Match[str], earlier: str, start: int) -> bool:
    word = match["word"].lower()
    high = _begins_high(match["word"])
    postcode = _POSTCODE_AFTER.match(text, match.end()) is not None
    beginning = text[start : match.start()].partition(" ")[0].lower()
    is_other = word in words("not_streets") and beginning not in words("street_beginnings")
    if postcode or is_other or re.fullmatch(r"(?:19|20)\d\d", match["number"]):
        return postcode
    if not word.endswith(_endings("street_endings")):
        return high and _is_street_by_what_is_near(text, match, earlier, start)
    if word in words("street_endings") and start == match.start():
        # "Singel 12" may be one, "de weg 2" is none.
        if high:
            return not _SENTENCE_BEGINS.search(earlier) or _is_said(text, start)
        return words("address_cues").has_any(words_before(text, start, 30)[:1])
    return high or not word.endswith(("pad", "hof")) or _is_said(text, start)


def _is_street_by_what_is_near(text: str, match: re.Match[str], earlier: str, start: int) -> bool:
    """Judge a word with a capital that says nothing of a street by itself, or only half."""
    word = match["word"]
    if word.isupper() or not word[1:].replace("'", "").replace("-", "").isalpha():
        return False
    half = word.lower().endswith(_endings("street_endings_with_capital"))
    if half and not _SENTENCE_BEGINS.search(text[max(start - 10, 0) : start]):
        return True
    towards = _TOWARDS.search(before(text, start, 30)) is not None
    if match["addition"] and (half or towards):
        return True
    nearest = words_before(text, start, 30)[:1]
    if not (half or towards or earlier.endswith((": ", ", ", "(")) or words("address_cues").has_any(nearest)):
        return False
    return _TOWN_AFTER.match(text, match.end()) is not None or _is_said(text, start)


def _is_said(text: str, at: int) -> bool:
    return words("address_cues").has_any(words_before(text, at, 60))


def _begins_high(word: str) -> bool:
    return word[0].isupper() or word[0] in "'’"


def _leftmost(text: str, at: int, earlier: str) -> int:
    """Return where the name of a street begins that has more words before the last: "Anna van Burenlaan"."""
    start = pending = at
    begin = at - len(earlier)
    for word in reversed(earlier.split()[-_MOST_LEFT:]):
        place = text.rindex(word, begin, pending)
        if text[place + len(word) : pending] not in {" ", "  "}:
            break
        low = word.lower()
        if low in words("street_beginnings") or re.fullmatch(r"(?:[A-Z]\.){1,4}", word):
            start = pending = place
        elif low in _PARTICLES and word[0].islower() and low not in {"'t", "’t"}:
            pending = place
        elif low in {"de", "het", "van", "'t", "’t"}:
            if not re.search(r"(?:\A|[.!?\n][ ]*)\Z", text[begin:place]) or pending != start:
                start = place
            break
        elif word[0].isupper() and re.fullmatch(r"[\w'’-]+", word) and not _is_unlike_a_name(low):
            if pending == start and _SENTENCE_BEGINS.search(text[begin:place]):
                break
            start = pending = place
        else:
            break
    return start


@cache
def _endings(name: str) -> tuple[str, ...]:
    return tuple(words(name).whole)


def _is_unlike_a_name(word: str) -> bool:
    return word in words("no_street_before_number") or word in words("address_cues")
