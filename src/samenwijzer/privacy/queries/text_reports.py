"""Texts in which somebody can be recognised: for who decides about them, and for who reported them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.modules import Task, TaskAnswer, text_kinds
from samenwijzer.kernel.paging import Page, paged
from samenwijzer.kernel.refs import Ref
from samenwijzer.privacy import texts
from samenwijzer.privacy.models import TextReport

PAGE_SIZE = 25
_MOST = 50
_OPEN = TextReport.State.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldRow:
    """A text that is hidden. `reports` counts who reported it; an import may hide one that nobody did."""

    ref: str
    title: str
    since: datetime.datetime
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """Who reported a text, for who decides about it, and what he wrote with it."""

    reporter: str
    note: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TextToReport:
    """What somebody is about to report."""

    ref: str
    title: str
    url: str
    is_own: bool


def withheld_list(*, viewer: User, number: int = 1) -> Page[WithheldRow]:
    """Return a page of the texts that are hidden, the longest first. Three queries."""
    require_right(viewer, Right.PROTECT_CITIZENS)
    kinds = {kind.kind: kind for kind in text_kinds().values() if kind.reach is not None}
    first, *others = [_withheld(kind.kind, kind.model) for kind in kinds.values()]
    rows = first.union(*others, all=True).order_by("withheld_at", "pk")
    found = paged(rows, lambda row: row, number=number, size=PAGE_SIZE)
    refs = [str(Ref(kind, pk)) for kind, pk, _since in found.items]
    open_reports = TextReport.objects.filter(ref__in=refs, state=_OPEN).order_by()
    counts = dict(open_reports.values_list("ref").annotate(number=Count("pk")))
    return Page(
        [
            WithheldRow(ref=ref, title=str(kinds[kind].title), since=since, reports=counts.get(ref, 0))
            for ref, (kind, _pk, since) in zip(refs, found.items, strict=True)
        ],
        found.number,
        found.size,
        found.total,
    )


def reports_of(*, viewer: User, reference: str) -> Sequence[Reported]:
    """Return who reported this text and waits for what comes of it, the first one first. One query."""
    require_right(viewer, Right.PROTECT_CITIZENS)
    rows = TextReport.objects.filter(ref=reference, state=_OPEN).order_by("at", "pk")
    return [
        Reported(reporter=name, note=note, at=at)
        for name, note, at in rows.values_list("reporter__name", "note", "at")
    ]


def text_to_report(*, viewer: User, reference: str) -> TextToReport:
    """Return what the page shows before somebody reports a text. Raises Http404."""
    kind, ref = texts.text_to_report(viewer=viewer, reference=reference)
    row = texts.fetched(kind, ref.id)
    return TextToReport(
        ref=str(ref),
        title=str(kind.title),
        url="" if kind.url is None else kind.url(ref.id),
        is_own=texts.author_of(kind, row) == viewer.pk,
    )


def text_tasks(*, viewer: User) -> list[Task]:
    """Give texts the viewer decides about, and what came of his own reports, the newest first. One query."""
    if viewer.pk < 1:
        return []
    wanted = Q(reporter=viewer.pk, heard_at=None) & ~Q(state=_OPEN)
    if viewer.may(Right.PROTECT_CITIZENS):
        wanted |= Q(state=_OPEN)
    rows = TextReport.objects.filter(wanted).order_by("-at", "-pk")[:_MOST]
    waiting: dict[str, Task] = {}
    for row in rows:
        key = row.ref if row.state == _OPEN else f"heard {row.pk}"
        waiting.setdefault(key, _to_decide(row) if row.state == _OPEN else _outcome(row))
    return list(waiting.values())


def _to_decide(row: TextReport) -> Task:
    address = reverse("privacy:withheld_text", args=[row.ref])
    return Task(
        sentence=_("A colleague reports that somebody can be recognised"),
        title=_title(row.ref),
        url=address,
        at=row.at,
        icon="flag",
        answers=(TaskAnswer(label=_("Look at it"), url=address, usual=True),),
    )


def _outcome(row: TextReport) -> Task:
    sentences = {
        TextReport.State.SHOWN_AGAIN: _(
            "The privacy officer looked at your report. The text is visible again."
        ),
        TextReport.State.REDACTED: _("The privacy officer looked at your report and took the data out."),
    }
    heard = reverse("privacy:text_heard", args=[row.pk])
    return Task(
        sentence=sentences[TextReport.State(row.state)],
        title=_title(row.ref),
        url=reverse("privacy:text", args=[row.ref]),
        at=row.decided_at or row.at,
        icon="shield-check",
        answers=(TaskAnswer(label=_("I have read this"), url=heard, name="heard", value="1", usual=True),),
    )


def _title(reference: str) -> str:
    kind = text_kinds().get(reference.partition(":")[0])
    return "" if kind is None else str(kind.title)


def _withheld(kind: str, model: Any) -> QuerySet[Any, tuple[str, int, datetime.datetime]]:
    rows: QuerySet[Any, Any] = model._base_manager.filter(withheld_at__isnull=False).order_by()
    named = rows.annotate(of_kind=Value(kind, output_field=CharField()))
    found: QuerySet[Any, tuple[str, int, datetime.datetime]] = named.values_list(
        "of_kind", "pk", "withheld_at"
    )
    return found
