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
    with synonyms.trying([rule] if instead_of is None else [rule, instead_of]):
        real = [text for text in recent_texts_for_preview(viewer=viewer) if _has_another_meaning(text)]
    texts = [text for text in real if text.casefold() != typed.casefold()][:SEARCHES]
    with_rule = [rule, *(one for one in synonyms.rules_now() if one != instead_of)]
    return [
        _compared(text, viewer, with_rule, is_typed=text == typed)
        for text in ([typed] if typed else []) + texts
    ]


def _has_another_meaning(text: str) -> bool:
    return bool(synonyms.meanings(asking.read(text).terms))


def _compared(text: str, viewer: User, with_rule: Sequence[Rule], *, is_typed: bool) -> PreviewSearch:
    before = search(text, viewer=viewer, limit=_SHOWN).hits
    with synonyms.trying(with_rule):
        after = search(text, viewer=viewer, limit=_SHOWN).hits
    return PreviewSearch(
        text=text,
        is_typed=is_typed,
        before=tuple(_shown(hit, place, after, "gone") for place, hit in enumerate(before)),
        after=tuple(_shown(hit, place, before, "new") for place, hit in enumerate(after)),
    )


def _shown(hit: Hit, place: int, others: Sequence[Hit], alone: Moved) -> PreviewHit:
    """A result, and how it moved against the other side; `alone` when it does not stand there.

    Only the side with the rule says what rose or fell, so that each move is said once.
    """
    there = next((at for at, other in enumerate(others) if other.ref == hit.ref), None)
    moved: Moved = ""
    if there is None:
        moved = alone
    elif alone == "new" and there != place:
        moved = "up" if place < there else "down"
    return PreviewHit(title=hit.title, url=hit.url, is_answer=hit.type == "answer", moved=moved)
