"""What a synonym would do: the same searches with and without it, as the viewer himself finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.search import asking, synonyms
from samenwijzer.search.found import Hit
from samenwijzer.search.queries._search import search
from samenwijzer.search.queries._searches import recent_texts_for_preview
from samenwijzer.search.synonyms import Rule

SEARCHES = 5
_SHOWN = 5
Moved = Literal["", "new", "up", "down", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewHit:
    """A result on one side of the preview, and what the rule does to it."""

    title: str
    url: str
    is_answer: bool
    moved: Moved


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewSearch:
    """One search without and with the rule. `is_typed` when the viewer typed it to try."""

    text: str
    is_typed: bool
    before: tuple[PreviewHit, ...]
    after: tuple[PreviewHit, ...]

    @property
    def is_changed(self) -> bool:
        return any(one.moved for one in (*self.before, *self.after))


def preview(*, viewer: User, rule: Rule, instead_of: Rule | None, typed: str) -> list[PreviewSearch]:
    """Show what a rule would do to what the viewer typed, and to five real searches that hold its words.

    With `instead_of` it takes the place of that rule. Real searches are those of five people or more and the
    viewer's own. Nothing is kept. Raises NotAllowed.
    """
    require_right(viewer, Right.KEEP_SUBJECTS)
    real = [text for text in _real(viewer, rule, instead_of) if text.casefold() != typed.casefold()]
    texts = real[:SEARCHES]
    if typed:
        texts.insert(0, typed)
    before = [search(text, viewer=viewer, limit=_SHOWN).hits for text in texts]
    with synonyms.trying([rule, *(one for one in synonyms.rules_now() if one != instead_of)]):
        after = [search(text, viewer=viewer, limit=_SHOWN).hits for text in texts]
    return [
        PreviewSearch(
            text=text,
            is_typed=text == typed,
            before=_side(old, new, alone="gone"),
            after=_side(new, old, alone="new"),
        )
        for text, old, new in zip(texts, before, after, strict=True)
    ]


def _real(viewer: User, rule: Rule, instead_of: Rule | None) -> list[str]:
    """Real searches that hold a word of the rule; those on which it works come first."""
    rules = [rule] if instead_of is None else [rule, instead_of]
    words = {stem for one in rules for side in one[:2] for stem in synonyms.stems(synonyms.read(side))}
    asked = {text: asking.read(text).terms for text in recent_texts_for_preview(viewer=viewer)}
    holding = [text for text, terms in asked.items() if words.intersection(synonyms.stems(terms))]
    with synonyms.trying(rules):
        return sorted(holding, key=lambda text: not synonyms.meanings(asked[text]))


def _side(
    hits: Sequence[Hit], others: Sequence[Hit], *, alone: Literal["new", "gone"]
) -> tuple[PreviewHit, ...]:
    """The results of one side, each with how it moved; `alone` when the other side has it not.

    Only the side with the rule says what rose or fell, so that each move is said once.
    """
    places = {hit.ref: place for place, hit in enumerate(others)}
    found = []
    for place, hit in enumerate(hits):
        there = places.get(hit.ref)
        moved: Moved = ""
        if there is None:
            moved = alone
        elif alone == "new" and there != place:
            moved = "up" if place < there else "down"
        found.append(PreviewHit(title=hit.title, url=hit.url, is_answer=hit.type == "answer", moved=moved))
    return tuple(found)
