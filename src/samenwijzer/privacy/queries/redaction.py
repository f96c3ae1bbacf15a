"""A text with its versions as who decides about it sees it, and as it would stand without some words."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from samenwijzer.accounts.models import User
from samenwijzer.accounts.queries import allowances
from samenwijzer.guard import Level
from samenwijzer.kernel.modules import TextKind
from samenwijzer.privacy import texts
from samenwijzer.privacy.redacting import digest_for, pieces, recognised, spots_of, words_to_go
from samenwijzer.ui.found import LABEL_NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a text; `is_marked` where the guard finds something, or where something else comes."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextShown:
    """One text of an item, in parts."""

    is_version: bool
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class Markable:
    """What the guard found. `digest` names it in the form; `is_likely` when it is more than a hint."""

    digest: str
    words: str
    label: str
    instead: str
    is_likely: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedText:
    """A text as the privacy officer sees it. `since` is None when it is not hidden."""

    ref: str
    title: str
    url: str
    author: str
    since: datetime.datetime | None
    is_edited_since: bool
    texts: Sequence[TextShown]
    found: Sequence[Markable]


def judged_text(*, viewer: User, reference: str) -> JudgedText:
    """Return a text with what the guard finds in it marked. Raises NotAllowed, Http404."""
    kind, ref = texts.text_to_judge(viewer=viewer, reference=reference)
    row = texts.fetched(kind, ref.id)
    standing = texts.standing(kind, row)
    found = recognised([one.text for one in standing], allowed=allowances())
    digest = digest_for(kind.kind, texts.external_id_of(row))
    marks = {one.folded: one.words for one in found}
    since = getattr(row, "withheld_at", None)
    edited = getattr(row, "edited_at", None)
    return JudgedText(
        ref=str(ref),
        title=str(kind.title),
        url=texts.address_of(kind, ref),
        author=_author(kind, row),
        since=since,
        is_edited_since=since is not None and edited is not None and edited > since,
        texts=[_shown(one, marks, keep=True) for one in standing],
        found=[
            Markable(
                digest=digest(one.folded),
                words=" ".join(one.words.split()),
                label=str(LABEL_NAMES[one.label]),
                instead=one.instead,
                is_likely=one.level is not Level.HINT,
            )
            for one in found
        ],
    )


def without_words(
    *, viewer: User, reference: str, marked: Collection[str], typed: Sequence[str]
) -> Sequence[TextShown]:
    """Return the texts as they would stand without these words. Raises Refusal beside `typed`."""
    kind, ref = texts.text_to_judge(viewer=viewer, reference=reference)
    row = texts.fetched(kind, ref.id)
    standing = texts.standing(kind, row)
    words = words_to_go(
        [one.text for one in standing],
        marked=marked,
        typed=typed,
        digest=digest_for(kind.kind, texts.external_id_of(row)),
        allowed=allowances(),
    )
    return [_shown(one, words, keep=False) for one in standing]


def _shown(one: texts.Standing, words: dict[str, str], *, keep: bool) -> TextShown:
    """Show a text with these words marked, or with what comes instead of them marked."""
    found = [
        Piece(text=part if keep or instead is None else instead, is_marked=instead is not None)
        for part, instead in pieces(one.text, spots_of(one.text, words))
    ]
    return TextShown(is_version=one.is_version, pieces=[piece for piece in found if piece.text])


def _author(kind: TextKind, row: Any) -> str:
    number = texts.author_of(kind, row)
    person = None if number is None else User.objects.filter(pk=number).first()
    return "" if person is None else person.name
