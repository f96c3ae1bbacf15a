"""Finds what together gives somebody away: age, place, family and a rare circumstance, without any name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from samenwijzer.guard.findings import NOTHING_ALLOWED, Allowances
from samenwijzer.guard.names.lists import Known, known
from samenwijzer.guard.names.words import Word, words
from samenwijzer.guard.plain import folded, plain

ENOUGH = 3
"""Different kinds that give somebody away when they stand together."""
TOGETHER = 280
"""Characters within which they stand together."""
_LONGEST_PLACE = 5  # Words: *Capelle aan den IJssel*.
_BEFORE_PLACE = frozenset({"in", "uit", "te", "van", "bij", "nabij", "rond", "naar", "gemeente"})
_VERB = (
    r"(?:is|was|wordt|heeft|wil|woont|zit|kwam|komt|kreeg|krijgt|verloor|voedt|overwintert|vraagt|staat|kan)"
)
_AFTER_VAN = rf"(?= en \d\d\b|[,.;:)?!]|$| (?:uit|in|met|die|en [a-z]|{_VERB})\b)(?! ?[%€\d])"
_SUBJECTS = ("Hij", "hij", "Zij", "zij", "Ze", "ze", "lant", "liënt", "liënte", "rouw", "eneer")
_PERSONS = ("man", "vrouw", "jongen", "meisje", "Man", "Vrouw", "Jongen", "Meisje")
_AGE = re.compile(
    r"\b\d{1,3}[ -]?jarige?\b"
    r"|\b\d{1,3} (?:jaar|jr) (?:oud|jong)\b"
    r"|(?:(?<=[,(] )|(?<=[,(])|(?<= is )|(?<= van ))\d{1,3} (?:jaar|jr)\b(?! (?:[eo][nf] ouder|geleden|lang))"
    rf"|(?<= van )[1-9]\d\b{_AFTER_VAN}"
    r"|(?<=[^\W\d_] \()[1-9]\d(?=\))"
    rf"|(?:{'|'.join(f'(?<={one} is )' for one in _SUBJECTS)})[1-9]\d\b(?![:./%-]?\d| (?:keer|euro|uur))"
    rf"|(?:{'|'.join(f'(?<={one} )' for one in _PERSONS)})[1-9]\d\b(?![:./-]?\d)"
    r"|(?<=[a-z], )[1-9]\d(?=, [a-z])"
    r"|\b(?:begin|midden|eind|in de) (?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)\b"
)


class Kind(StrEnum):
    """What a trait tells."""

    AGE = "age"
    PLACE = "place"
    FAMILY = "family"
    CIRCUMSTANCE = "circumstance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """A place in a text, in Unicode code points, `end` exclusive. It has no label and is no finding."""

    kind: Kind
    start: int
    end: int


def traits(text: str, *, allowed: Allowances = NOTHING_ALLOWED) -> tuple[Trait, ...]:
    """Return the traits that stand together and are of at least three kinds, in order; else nothing.

    A place that the organisation allows is none: everyone here lives there.
    """
    read = plain(text)
    seen = sorted(_seen(read.text, allowed), key=lambda one: (one.start, one.end))
    together = sorted(_together(read.text, seen), key=lambda one: one.start)
    spans = [(one.kind, *read.span(one.start, one.end)) for one in together]
    return tuple(Trait(kind=kind, start=start, end=end) for kind, start, end in spans)


def _together(text: str, seen: list[Trait]) -> set[Trait]:
    """Return the traits of every stretch, without a blank line in it, that has enough kinds."""
    kept: set[Trait] = set()
    first = 0
    for last, one in enumerate(seen):
        while one.end - seen[first].start > TOGETHER or "\n\n" in text[seen[first].start : one.start]:
            first += 1
        stretch = seen[first : last + 1]
        if len({other.kind for other in stretch}) >= ENOUGH:
            kept.update(stretch)
    return kept


def _seen(text: str, allowed: Allowances) -> Iterator[Trait]:
    for kind, pattern in ((Kind.AGE, _AGE), (Kind.FAMILY, _family()), (Kind.CIRCUMSTANCE, _circumstances())):
        for match in pattern.finditer(text):
            yield Trait(kind=kind, start=match.start(), end=match.end())
    yield from _places(text, allowed)


def _places(text: str, allowed: Allowances) -> Iterator[Trait]:
    row = words(text)
    index = 0
    while index < len(row):
        length = _place(row, index)
        if length:
            start, end = row[index].start, row[index + length - 1].end
            if folded(text[start:end]) not in allowed.texts:
                yield Trait(kind=Kind.PLACE, start=start, end=end)
        index += length or 1


def _place(row: list[Word], at: int) -> int:
    """Return of how many words the place is that begins `at`, or 0."""
    announced = at > 0 and row[at].joined and row[at - 1].folded in _BEFORE_PLACE
    if not (row[at].capital or announced):
        return 0
    together = [row[at].folded]
    for word in row[at + 1 : at + _LONGEST_PLACE]:
        if not word.joined:
            break
        together.append(word.folded)
    for length in range(len(together), 0, -1):
        if known(" ".join(together[:length])) & Known.PLACES:
            sure = announced or length > 1 or "-" in together[0]
            certain = row[at].capital or not row[at].word
            return length if certain and (sure or not (row[at].word or row[at].known & Known.NAME)) else 0
    return 0


@cache
def _family() -> re.Pattern[str]:
    return _patterns("family")


@cache
def _circumstances() -> re.Pattern[str]:
    return _patterns("circumstances")


def _patterns(name: str) -> re.Pattern[str]:
    """Read a list of patterns as one."""
    lines = files("samenwijzer.guard.words").joinpath(f"{name}.txt").read_text("utf-8").splitlines()
    either = "|".join(line for line in lines if line and not line.startswith("#"))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
