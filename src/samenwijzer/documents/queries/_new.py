"""What is new in the library on a person's subjects."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When

from samenwijzer.accounts.models import User
from samenwijzer.documents.models import Page, PageKind, PageState
from samenwijzer.kernel import clock


def new_on_subjects(*, viewer: User | None, subject_ids: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    """Give the instructions in use on these subjects as (kind, number, title, state, moment), not read yet.

    The home page reads them in one go with what is new elsewhere.
    """
    about = Page.objects.filter(pk=OuterRef("pk"), subjects__in=list(subject_ids)).order_by()
    rows = Page.objects.visible_to(viewer).filter(
        Exists(about), kind=PageKind.INSTRUCTION, state=PageState.CURRENT
    )
    shown = Case(When(review_on__lte=clock.today(), then=Value("review")), default=Value("current"))
    return (
        rows.annotate(of_kind=Value("page"), shown=shown, at=F("dated"))
        .order_by()
        .values_list("of_kind", "pk", "title", "shown", "at")
    )


def subjects_among(
    *, viewer: User | None, pages: Collection[int], subject_ids: Collection[int]
) -> QuerySet[Any, tuple[Any, ...]]:
    """Give which of these subjects these pages have, as (kind, number, name), not read yet."""
    table: Any = Page.subjects.through
    rows: QuerySet[Any, Any] = table.objects.filter(page__in=list(pages), subject__in=list(subject_ids))
    found: QuerySet[Any, tuple[Any, ...]] = rows.annotate(kind=Value("page")).values_list(
        "kind", "page_id", "subject__name"
    )
    return found
