"""What is new in the library on a person's subjects."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.documents.models import Page, PageKind, PageState
from samenwijzer.documents.queries._state import ShownState, shown_state
from samenwijzer.kernel import clock
from samenwijzer.subjects.models import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """An instruction that is new. `subjects` holds the names of the subjects asked for."""

    title: str
    url: str
    state: ShownState
    subjects: tuple[str, ...]
    dated: datetime.datetime
    space: str


def new_on_subjects(
    *,
    viewer: User | None,
    subject_ids: Iterable[int],
    since: datetime.datetime | None = None,
    limit: int = 5,
) -> tuple[NewPage, ...]:
    """Read the newest instructions in use on any of these subjects, newest first. Two queries."""
    wanted = list(subject_ids)
    if not wanted:
        return ()
    rows = Page.objects.visible_to(viewer).filter(
        kind=PageKind.INSTRUCTION, state=PageState.CURRENT, subjects__in=wanted
    )
    if since is not None:
        rows = rows.filter(dated__gte=since)
    asked = Prefetch("subjects", queryset=Subject.objects.filter(pk__in=wanted))
    found = rows.distinct().select_related("space").prefetch_related(asked).order_by("-dated", "-pk")
    today = clock.today()
    return tuple(
        NewPage(
            title=page.title,
            url=reverse("documents:page", args=[page.pk]),
            state=shown_state(page, today=today),
            subjects=tuple(subject.name for subject in page.subjects.all()),
            dated=page.dated,
            space=page.space.name,
        )
        for page in found[:limit]
    )
