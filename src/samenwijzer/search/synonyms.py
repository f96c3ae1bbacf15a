"""What else the words of a query are called, as this process knows it: asked of the database each second.

The rules of the knowledge manager and the synonyms of subjects together. A rule is one step: what it leads to
leads no further, so rules in a circle do nothing but what each of them says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic

from django.db import DatabaseError
from django.db.models import F, Value

from samenwijzer.search.analyzer import Term
from samenwijzer.search.analyzer import terms as terms_in
from samenwijzer.search.models import RuleKind, SynonymRule
from samenwijzer.subjects.models import Synonym

# Seconds. After a change every process searches with the new within this time.
FRESH = 1.0
MOST = 24
"""Meanings that one query may have; the longest and the manager's own come first."""

Rule = tuple[str, str, str]
"""The words, their meaning and a value of `RuleKind`."""

TWO_WAYS = frozenset({RuleKind.BOTH, RuleKind.ABBREVIATION})


@dataclass(frozen=True, slots=True)
class Meaning:
    """The words `asked[begin:end]` of a query may also be said as `terms`, written as `words`."""

    begin: int
    end: int
    terms: tuple[Term, ...]
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Other:
    terms: tuple[Term, ...]
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Compiled:
    """Every way to say something by the stems of its words, and how long those that begin with a stem are."""

    others: dict[tuple[str, ...], tuple[_Other, ...]] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Kept:
    rules: Sequence[Rule]
    compiled: _Compiled
    until: float


_kept = _Kept((), _Compiled(), 0.0)
_tried: ContextVar[_Compiled | None] = ContextVar("tried", default=None)


def meanings(asked: Sequence[Term]) -> tuple[Meaning, ...]:
    """Give what parts of a query are also called, in the order of the query; parts may overlap.

    Asks the database at most once a second in a process, and never fails: without it the last answer holds.
    """
    compiled = _tried.get()
    if compiled is None:
        refresh()
        compiled = _kept.compiled
    wholes = tuple(term.whole for term in asked)
    found = [
        (start, end, other)
        for start, first in enumerate(wholes)
        for length in compiled.lengths.get(first, ())
        if (end := start + length) <= len(wholes)
        for other in compiled.others.get(wholes[start:end], ())
    ]
    if len(found) > MOST:
        found = sorted(found, key=lambda one: one[0] - one[1])[:MOST]
    found.sort(key=lambda one: one[:2])
    return tuple(Meaning(start, end, one.terms, one.words, one.kind) for start, end, one in found)


@contextmanager
def trying(rules: Sequence[Rule]) -> Iterator[None]:
    """Search as if these were all the rules, here alone: no other request or thread sees it."""
    token = _tried.set(_compile(rules))
    try:
        yield
    finally:
        _tried.reset(token)


def rules_now() -> Sequence[Rule]:
    """Every rule that works now, those of the knowledge manager first."""
    refresh()
    return _kept.rules


def refresh() -> None:
    """Ask the database when the last answer is a second old; compile only what changed."""
    now = monotonic()
    if now < _kept.until:
        return
    # First, so that of many threads one asks.
    _kept.until = now + FRESH
    columns = ("place", "pk", "said", "means", "how")
    rules = SynonymRule.objects.order_by().annotate(
        place=Value(0), said=F("words"), means=F("meaning"), how=F("kind")
    )
    of_subjects = Synonym.objects.order_by().annotate(
        place=Value(1), said=F("subject__name"), means=F("term"), how=Value(RuleKind.BOTH)
    )
    both = rules.values_list(*columns).union(of_subjects.values_list(*columns), all=True)
    try:
        keep([row[2:] for row in both.order_by("place", "pk")])
    except DatabaseError:
        return


def keep(rules: Sequence[Rule]) -> None:
    """Take these as the answer, fresh from now, the first first. Tests begin with none."""
    if rules != _kept.rules:
        _kept.compiled = _compile(rules)
        _kept.rules = rules
    _kept.until = monotonic() + FRESH


def look_again() -> None:
    """Ask the database at the next search: this process just changed something."""
    _kept.until = 0.0


def missing(rules: Iterable[Rule]) -> list[Rule]:
    """Those of these rules that the database has not, each once. The kind makes no other rule of it."""
    rows = SynonymRule.objects.order_by().values_list("words", "meaning")
    there = {(words.casefold(), meaning.casefold()) for words, meaning in rows}
    found: dict[tuple[str, str], Rule] = {}
    for rule in rules:
        found.setdefault((rule[0].casefold(), rule[1].casefold()), rule)
    return [rule for sides, rule in found.items() if sides not in there]


@lru_cache(maxsize=32768)
def read(words: str) -> tuple[Term, ...]:
    """What search reads in one side of a rule: its words that mean something, each once, as in a query."""
    found: dict[str, Term] = {}
    for term in terms_in(words):
        found.setdefault(term.whole, term)
    return tuple(found.values())


def stems(read_words: Sequence[Term]) -> tuple[str, ...]:
    """By what two sides are compared: the same stems are the same words to search."""
    return tuple(term.whole for term in read_words)


def digest(rule: Rule) -> str:
    """By which an editor of a rule shows which words he has seen."""
    return hashlib.sha256(json.dumps(rule).encode()).hexdigest()[:16]


def _compile(rules: Sequence[Rule]) -> _Compiled:
    others: dict[tuple[str, ...], dict[tuple[str, ...], _Other]] = {}
    for words, meaning, kind in rules:
        _add(others, words, meaning, kind)
        if kind in TWO_WAYS:
            _add(others, meaning, words, kind)
    lengths: dict[str, set[int]] = {}
    for said in others:
        lengths.setdefault(said[0], set()).add(len(said))
    return _Compiled(
        {said: tuple(found.values()) for said, found in others.items()},
        {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
    )


def _add(
    others: dict[tuple[str, ...], dict[tuple[str, ...], _Other]], words: str, meaning: str, kind: str
) -> None:
    said, meant = read(words), read(meaning)
    if not said or not meant or stems(said) == stems(meant):
        return
    for way in _ways(words):
        others.setdefault(way, {}).setdefault(stems(meant), _Other(meant, meaning, kind))


@lru_cache(maxsize=32768)
def _ways(words: str) -> tuple[tuple[str, ...], ...]:
    """The words themselves; a compound may also be typed in two words, or in all its parts."""
    said = read(words)
    ways = [stems(said)]
    if len(said) == 1 and len(said[0].leaves) > 1:
        ways.append(said[0].leaves)
        for tail in said[0].tails:
            head = said[0].surface.removesuffix(tail)
            two = (stems(read(f"{one} {tail}")) for one in (head, head.removesuffix("s")))
            ways += [way for way in two if len(way) > 1]
    return tuple(dict.fromkeys(ways))
