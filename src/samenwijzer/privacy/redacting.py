"""Words that must go from a text: where they stand, and how they are found again by a keyed hash alone."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from samenwijzer import guard
from samenwijzer.guard import Allowances, Label, Level, Replacement
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.text import clean

INSTEAD = "[weggehaald]"
LONGEST = 200  # Characters of what is taken out in one piece.
_SPACE = re.compile(r"\s")


class NotInTheText(Refusal):
    """Words that were typed stand nowhere in the text."""


class NothingToTakeOut(Refusal):
    """Nothing was ticked or typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What the guard finds in the texts of an item: the words as they stand, and what comes instead."""

    words: str
    folded: str
    instead: str
    label: Label
    level: Level


def fold(text: str) -> str:
    """Return the text in small letters, each kind of space as a space, with every character in its place."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return _SPACE.sub(" ", small)


def folded(words: str) -> str:
    """Return words as they are compared: folded, with one space between them."""
    return " ".join(fold(words).split())


def recognised(texts: Sequence[str], *, allowed: Allowances) -> tuple[Recognised, ...]:
    """Find what the guard sees in the texts of one item, each once; a person has one letter in all."""
    findings, start = [], 0
    for text in texts:
        findings += [
            replace(one, start=one.start + start, end=one.end + start)
            for one in guard.find(text, allowed=allowed)
        ]
        start += len(text) + 1
    whole = "\n".join(texts)
    found: dict[str, Recognised] = {}
    instead = guard.replacements(whole, findings, today=clock.today())
    for finding, made in zip(sorted(findings, key=lambda one: one.start), instead, strict=False):
        words = whole[made.start : made.end]
        known = Recognised(
            words=words,
            folded=folded(words),
            instead=made.text,
            label=finding.label,
            level=finding.level,
        )
        found.setdefault(known.folded, known)
    return tuple(found.values())


def words_to_go(
    texts: Sequence[str],
    *,
    marked: Collection[str],
    typed: Sequence[str],
    digest: Callable[[str], str],
    allowed: Allowances,
) -> dict[str, str]:
    """Return the folded words that must go from these texts, and what comes instead of each.

    `marked` are digests of what the guard finds, `typed` exact words. Raises NotInTheText, NothingToTakeOut.
    """
    found = {one.folded: one for one in recognised(texts, allowed=allowed)}
    words = {word: one.instead for word, one in found.items() if digest(word) in marked}
    for line in typed:
        word = folded(clean(line))
        if not any(spots_of(text, {word: INSTEAD}) for text in texts):
            raise NotInTheText(
                _("This does not stand in the text: %(words)s") % {"words": line}, field="typed"
            )
        words.setdefault(word, found[word].instead if word in found else INSTEAD)
    if not words:
        raise NothingToTakeOut(_("Tick what must go, or type it."), field="typed")
    return words


def spots_of(text: str, words: Mapping[str, str]) -> list[Replacement]:
    """Give where these folded words stand, the longest first where two overlap, and what comes instead."""
    plain = fold(text)
    spots: list[Replacement] = []
    for word in sorted(words, key=len, reverse=True):
        for match in _pattern(word).finditer(plain):
            if _stands(plain, match.start(), match.end()):
                _add(spots, Replacement(start=match.start(), end=match.end(), text=words[word]))
    return sorted(spots, key=lambda spot: spot.start)


def spots_again(
    text: str, known: Mapping[int, Collection[str]], digest: Callable[[str], str]
) -> list[Replacement]:
    """Give where words stand of which only the length and the digest are known."""
    plain = fold(text)
    spots: list[Replacement] = []
    for length in sorted(known, reverse=True):
        for start in range(len(plain) - length + 1):
            end = start + length
            if " " in {plain[start], plain[end - 1]} or not _stands(plain, start, end):
                continue
            if digest(plain[start:end]) in known[length]:
                _add(spots, Replacement(start=start, end=end, text=INSTEAD))
    return sorted(spots, key=lambda spot: spot.start)


def replaced(text: str, spots: Iterable[Replacement]) -> str:
    """Return the text with what comes instead in each place."""
    for spot in sorted(spots, key=lambda spot: spot.start, reverse=True):
        text = text[: spot.start] + spot.text + text[spot.end :]
    return text


def pieces(text: str, spots: Sequence[Replacement]) -> Iterator[tuple[str, str | None]]:
    """Give the text in parts: (part, None) where it stays, (part, instead) in each of these places."""
    at = 0
    for spot in spots:
        yield text[at : spot.start], None
        yield text[spot.start : spot.end], spot.text
        at = spot.end
    yield text[at:], None


def digest_for(kind: str, external_id: str) -> Callable[[str], str]:
    """Return how folded words of this item become a keyed hash: elsewhere the same words have another."""
    key, item = _key(settings.SECRET_KEY), f"{kind}\0{external_id}\0"
    return lambda word: hmac.digest(key, f"{item}{word}".encode(), "sha256").hex()


def key_id() -> str:
    """Tell the key of these hashes from another, and say nothing of it."""
    return hmac.digest(_key(settings.SECRET_KEY), b"which key", "sha256").hex()[:16]


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """Return a stored value with every text in it changed, at any depth."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [mapped(one, change) for one in value]
    if isinstance(value, dict):
        return {name: mapped(one, change) for name, one in value.items()}
    return value


@cache
def _key(secret: str) -> bytes:
    return hashlib.sha256(b"samenwijzer.redaction" + secret.encode()).digest()


def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(" +".join(map(re.escape, word.split())))


def _stands(plain: str, start: int, end: int) -> bool:
    """Say whether this is no part of a longer word. A number may stand against one, and is it still."""
    if any(letter.isdigit() or letter == "@" for letter in plain[start:end]):
        return True
    before = start > 0 and plain[start - 1].isalnum() and plain[start].isalnum()
    after = end < len(plain) and plain[end].isalnum() and plain[end - 1].isalnum()
    return not before and not after


def _add(spots: list[Replacement], spot: Replacement) -> None:
    if all(spot.end <= other.start or other.end <= spot.start for other in spots):
        spots.append(spot)
