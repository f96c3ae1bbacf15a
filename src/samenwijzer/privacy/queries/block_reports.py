"""What writers say that the guard blocks wrongly: for who decides about it, and for the writer himself."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import judges_only, privacy_officers, require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.guard import Label
from samenwijzer.kernel.modules import installed
from samenwijzer.kernel.paging import Page, paged
from samenwijzer.privacy.models import BlockReport
from samenwijzer.ui.found import LABEL_NAMES

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockReportRow:
    """A report as it is decided about. Where it stands and what it is called, never the text."""

    id: int
    author: str
    first_name: str
    function: str
    place: str
    field: str
    label: str
    reason: str
    at: datetime.datetime
    state: str
    is_open: bool
    is_own: bool
    decided_by: str
    decided_at: datetime.datetime | None


def block_report_list(*, viewer: User, number: int = 1) -> Page[BlockReportRow]:
    """Return a page of reports: what waits first, then what was decided last. Two queries."""
    require_right(viewer, Right.PROTECT_CITIZENS)
    rows = BlockReport.objects.filter(judges_only(viewer)).select_related("author", "decided_by")
    rows = rows.order_by(F("decided_at").desc(nulls_first=True), "-at", "-pk")
    return paged(rows, lambda row: _row(row, viewer), number=number, size=PAGE_SIZE)


def who_releases(*, viewer: User) -> list[str]:
    """Name who may decide about a report of the viewer: it takes two. One query."""
    return list(privacy_officers().exclude(pk=viewer.pk).values_list("name", flat=True))


def place_words(view_name: str) -> str:
    """Say in words where a form stands, from the name of its page ("forum:ask")."""
    titles = {module.name: str(module.title) for module in installed()}
    return titles.get(view_name.partition(":")[0], _("Another page"))


def _row(row: BlockReport, viewer: User) -> BlockReportRow:
    return BlockReportRow(
        id=row.pk,
        author=row.author.name,
        first_name=row.author.name.partition(" ")[0],
        function=row.author.function,
        place=place_words(row.place),
        field=row.field,
        label=str(LABEL_NAMES[Label(row.label)]),
        reason=row.reason,
        at=row.at,
        state=row.get_state_display(),
        is_open=row.state == BlockReport.State.OPEN,
        is_own=row.author_id == viewer.pk,
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_at=row.decided_at,
    )
