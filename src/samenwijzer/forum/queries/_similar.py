"""Questions that look like a text."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.forum.models import Answer, Question
from samenwijzer.search import queries as engine

_SHOWN = 4
_LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """A question like the one at hand. `helped` counts who said that one of its answers helped."""

    id: int
    title: str
    url: str
    answers: int
    answered: bool
    helped: int


def similar_questions(
    text: str, *, viewer: User, besides: int | None = None, limit: int = _SHOWN
) -> tuple[Similar, ...]:
    """Return the questions most like the text, best first. An answer that matches counts for its question."""
    words = " ".join(text.split())[:_LONGEST]
    if not words:
        return ()
    hits = engine.similar(words, viewer=viewer, types=("question",), limit=limit + 1)
    ids = [hit.ref.id for hit in hits if hit.ref.kind == "forum.question" and hit.ref.id != besides][:limit]
    if not ids:
        return ()
    shown = Q(answers__withheld_at=None)
    accepted = Answer.objects.filter(question=OuterRef("pk"), accepted=True, withheld_at=None)
    rows = (
        Question.objects.visible_to(viewer)
        .filter(pk__in=ids)
        .annotate(
            answer_count=Count("answers", filter=shown, distinct=True),
            helped_count=Count("answers__helped", filter=shown, distinct=True),
            has_accepted=Exists(accepted),
        )
        .order_by()
    )
    found = {
        row.pk: Similar(
            id=row.pk,
            title=row.title,
            url=reverse("forum:question", args=[row.pk]),
            answers=row.answer_count,  # type: ignore[attr-defined]
            answered=row.has_accepted,  # type: ignore[attr-defined]
            helped=row.helped_count,  # type: ignore[attr-defined]
        )
        for row in rows
    }
    return tuple(found[pk] for pk in ids if pk in found)
