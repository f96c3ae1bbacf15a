"""Who was forgotten, as far as that is still known."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.paging import Page, paged
from samenwijzer.privacy.models import Erasure

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureRow:
    """Somebody was forgotten: when, the opaque id, and by whom."""

    at: datetime.datetime
    public_id: str
    by: str


def erasure_list(*, viewer: User, number: int) -> Page[ErasureRow]:
    """Return a page of the list, newest first. Names of who did it are joined here and kept nowhere."""
    require_right(viewer, Right.FORGET)
    names: dict[object, str] = {}

    def make(row: Erasure) -> ErasureRow:
        by = _("a command") if row.by is None else names.get(row.by, "")
        return ErasureRow(at=row.at, public_id=str(row.public_id), by=by)

    rows = paged(Erasure.objects.order_by("-at", "-pk"), lambda row: row, number=number, size=PAGE_SIZE)
    acted = {row.by for row in rows.items if row.by is not None}
    names.update(User.objects.filter(public_id__in=acted).values_list("public_id", "name"))
    return Page([make(row) for row in rows.items], rows.number, rows.size, rows.total)
