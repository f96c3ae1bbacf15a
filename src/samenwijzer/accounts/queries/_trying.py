"""Trying a text: what the guard finds in it, and what lets the rest pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samenwijzer import guard
from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import AllowedKind, AllowedText, Right, User
from samenwijzer.accounts.queries._allowances import allowances, made_of
from samenwijzer.guard import NOTHING_ALLOWED, Finding
from samenwijzer.ui.found import LABEL_NAMES

MOST_PLACES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedPlace:
    """A place in the text. What passes has no `level`; an entry lets it, or else it is of a colleague."""

    words: str
    name: str
    level: str = ""
    entry_id: int | None = None
    entry: str = ""


def try_text(*, viewer: User, text: str) -> list[TriedPlace]:
    """Say what the guard finds in a text, and what passes, by place. One query; nothing is kept."""
    require_right(viewer, Right.KEEP_ALLOW_LIST)
    entries = list(AllowedText.objects.exclude(kind=AllowedKind.DOSSIER).order_by("pk"))
    found = guard.find(text, allowed=allowances())
    passes = [one for one in guard.find(text, allowed=NOTHING_ALLOWED) if not _stands_in(one, found)]
    places = sorted([*found, *passes], key=lambda one: one.start)[:MOST_PLACES]
    return [_tried(text, one, None if one in found else entries) for one in places]


def _tried(text: str, one: Finding, entries: Sequence[AllowedText] | None) -> TriedPlace:
    words, name = text[one.start : one.end], str(LABEL_NAMES[one.label])
    if entries is None:
        return TriedPlace(words=words, name=name, level=one.level)
    entry = _entry_for(text, one, entries)
    if entry is None:
        return TriedPlace(words=words, name=name)
    return TriedPlace(words=words, name=name, entry_id=entry.pk, entry=entry.value)


def _entry_for(text: str, one: Finding, entries: Sequence[AllowedText]) -> AllowedText | None:
    """Find the entry that lets it pass, by halving: the list is long, and each look costs a text."""
    if not _passes_by(text, one, entries):
        return None
    while len(entries) > 1:
        half = entries[: len(entries) // 2]
        entries = half if _passes_by(text, one, half) else entries[len(half) :]
    return entries[0]


def _passes_by(text: str, one: Finding, entries: Sequence[AllowedText]) -> bool:
    allowed = made_of((), [(entry.kind, entry.value) for entry in entries])
    return bool(entries) and not _stands_in(one, guard.find(text, allowed=allowed))


def _stands_in(one: Finding, found: Sequence[Finding]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in found)
