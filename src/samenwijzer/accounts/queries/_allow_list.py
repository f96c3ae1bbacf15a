"""The allow list as its page shows it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import AllowedKind, AllowedText, Right, User
from samenwijzer.kernel.paging import Page, paged


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedRow:
    """An entry, its kind in words, and who put it there; empty when that is not known any more."""

    id: int
    value: str
    kind: str
    note: str
    added_by: str
    added_at: datetime.datetime


def allow_list(*, viewer: User, words: str = "", number: int = 1) -> Page[AllowedRow]:
    """Return a page of what the guard need not look for. Two queries."""
    require_right(viewer, Right.KEEP_ALLOW_LIST)
    rows = AllowedText.objects.select_related("added_by").order_by("kind", "value", "pk")
    if words:
        rows = rows.filter(Q(value__icontains=words) | Q(note__icontains=words))
    return paged(rows, _row, number=number, size=50)


def _row(entry: AllowedText) -> AllowedRow:
    return AllowedRow(
        id=entry.pk,
        value=entry.value,
        kind=str(AllowedKind(entry.kind).label),
        note=entry.note,
        added_by="" if entry.added_by is None else entry.added_by.name,
        added_at=entry.added_at,
    )
