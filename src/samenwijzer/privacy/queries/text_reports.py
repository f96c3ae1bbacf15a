"""Texts in which somebody can be recognised: for who decides about them, and for who reported them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import judges_only, require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.modules import Task, TaskAnswer, text_kinds
from samenwijzer.kernel.paging import Page, paged
from samenwijzer.kernel.refs import Ref
from samenwijzer.privacy import texts
from samenwijzer.privacy.models import BlockReport, TextReport
from samenwijzer.privacy.queries.asked import task_of_block

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
    """What somebody is about to report; of what is hidden already it does not say who wrote it."""

    ref: str
    title: str
    url: str
    is_own: bool
    is_reported: bool


def withheld_list(*, viewer: User, number: int = 1) -> Page[WithheldRow]:
    """Return a page of the texts that are hidden, the longest first. Three queries, and one per kind."""
    require_right(viewer, Right.PROTECT_CITIZENS)
    kinds = {kind.kind: kind for kind in text_kinds().values() if kind.reach is not None}
    first, *others = [_withheld(kind.kind, kind.model) for kind in kinds.values()]
    rows = first.union(*others, all=True).order_by("withheld_at", "pk")
    found = paged(rows, lambda row: row, number=number, size=PAGE_SIZE)
    refs = [str(Ref(kind, pk)) for kind, pk, _since in found.items]
    open_reports = TextReport.objects.filter(ref__in=refs, state=_OPEN).order_by()
    counts = dict(open_reports.values_list("ref").annotate(number=Count("pk")))
    titles = {
        name: texts.titles_of(kinds[name], [pk for kind, pk, _since in found.items if kind == name])
        for name in {kind for kind, _pk, _since in found.items}
    }
    return Page(
        [
            WithheldRow(ref=ref, title=titles[kind][pk], since=since, reports=counts.get(ref, 0))
            for ref, (kind, pk, since) in zip(refs, found.items, strict=True)
        ],
        found.number,
        found.size,
        found.total,
    )


def reports_of(*, viewer: User, reference: str) -> Sequence[Reported]:
    """Return who reported this text and waits for what comes of it, the first one first. One query."""
    require_right(viewer, Right.PROTECT_CITIZENS)
    rows = TextReport.objects.filter(judges_only(viewer), ref=reference, state=_OPEN).order_by("at", "pk")
    return [
        Reported(reporter=name, note=note, at=at)
        for name, note, at in rows.values_list("reporter__name", "note", "at")
    ]


def text_to_report(*, viewer: User, reference: str) -> TextToReport:
    """Return what the page shows before somebody reports a text. Raises Http404."""
    kind, ref = texts.text_to_report(viewer=viewer, reference=reference)
    row = texts.fetched(kind, ref.id)
    is_hidden = row.withheld_at is not None
    return TextToReport(
        ref=str(ref),
        title=str(kind.title) if is_hidden else texts.titles_of(kind, [ref.id])[ref.id],
        url=texts.address_of(kind, ref),
        is_own=texts.author_of(kind, row) == viewer.pk,
        is_reported=TextReport.objects.filter(ref=str(ref), reporter=viewer.pk, state=_OPEN).exists(),
    )


def tasks_of(*, viewer: User) -> list[Task]:
    """Give what the viewer decides about and what came of his own reports, of texts and of blocks.

    The newest first, in one query; a text that several reported waits once.
    """
    if viewer.pk < 1:
        return []
    texts_first = _rows("text", TextReport, "reporter", viewer, beside="ref")
    rows = texts_first.union(_rows("block", BlockReport, "author", viewer, beside="place"), all=True)
    waiting: dict[str, Task] = {}
    for of, pk, state, reporter, officer, place, words, at, decided_at, label in rows.order_by("-at")[:_MOST]:
        if of == "text":
            text = TextReport(pk=pk, state=state, ref=place, note=words, at=at, decided_at=decided_at)
            key = place if state == _OPEN else f"text {pk}"
            waiting.setdefault(key, _to_decide(text) if state == _OPEN else _outcome(text))
            continue
        block = BlockReport(pk=pk, state=state, place=place, reason=words, at=at, label=label)
        block.author, block.decided_at = User(name=reporter), decided_at
        block.decided_by = User(name=officer) if officer else None
        waiting[f"block {pk}"] = task_of_block(block)
    return list(waiting.values())


def _rows(of: str, table: Any, reporter: str, viewer: User, *, beside: str) -> QuerySet[Any, tuple[Any, ...]]:
    wanted = Q(**{reporter: viewer.pk}, heard_at=None) & ~Q(state=_OPEN)
    if viewer.may(Right.PROTECT_CITIZENS):
        mine = Q(**{reporter: viewer.pk}) if table is BlockReport else Q(pk=None)
        wanted |= Q(state=_OPEN) & ~mine
    is_block = table is BlockReport
    rows: QuerySet[Any, Any] = table.objects.filter(wanted).order_by()
    named = rows.annotate(
        of=Value(of, output_field=CharField()),
        words=F("reason" if is_block else "note"),
        seen=F("label") if is_block else Value("", output_field=CharField()),
    )
    found: QuerySet[Any, tuple[Any, ...]] = named.values_list(
        "of",
        "pk",
        "state",
        f"{reporter}__name",
        "decided_by__name",
        beside,
        "words",
        "at",
        "decided_at",
        "seen",
    )
    return found


def _to_decide(row: TextReport) -> Task:
    address = reverse("privacy:withheld_text", args=[row.ref])
    return Task(
        sentence=_("A colleague reports that somebody can be recognised"),
        title=_title(row),
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
        title=_title(row),
        url=reverse("privacy:text", args=[row.ref]),
        at=row.decided_at or row.at,
        icon="shield-check",
        answers=(TaskAnswer(label=_("I have read this"), url=heard, name="heard", value="1", usual=True),),
    )


def _title(row: TextReport) -> str:
    kind = text_kinds().get(row.ref.partition(":")[0])
    if kind is None:
        return ""
    return _("%(what)s, reported on %(date)s") % {"what": kind.title, "date": texts.day_words(row.at)}


def _withheld(kind: str, model: Any) -> QuerySet[Any, tuple[str, int, datetime.datetime]]:
    rows: QuerySet[Any, Any] = model._base_manager.filter(withheld_at__isnull=False).order_by()
    named = rows.annotate(of_kind=Value(kind, output_field=CharField()))
    found: QuerySet[Any, tuple[str, int, datetime.datetime]] = named.values_list(
        "of_kind", "pk", "withheld_at"
    )
    return found
