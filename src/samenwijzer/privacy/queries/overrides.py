"""Warnings that writers let stand, for the privacy officer: the reason, and never what was found."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import judges_only, require_right
from samenwijzer.accounts.models import Override, Right, User
from samenwijzer.guard import Label
from samenwijzer.kernel.modules import readable_texts, text_kinds
from samenwijzer.kernel.paging import Page, paged
from samenwijzer.kernel.refs import Ref
from samenwijzer.privacy import texts
from samenwijzer.ui.found import LABEL_NAMES

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideRow:
    """A warning that was let stand. `url` is empty when the viewer may not read the text, or it is gone."""

    at: datetime.datetime
    writer: str
    place: str
    url: str
    labels: list[str]
    reason: str


def override_list(
    *,
    viewer: User,
    label: str = "",
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    number: int = 1,
) -> Page[OverrideRow]:
    """Return a page of them, the newest first, both days included. Two queries and one per kind of text."""
    require_right(viewer, Right.PROTECT_CITIZENS)
    rows = Override.objects.filter(judges_only(viewer)).select_related("writer").order_by("-at", "-pk")
    if label:
        rows = rows.filter(labels__icontains=f'"{label}"')
    if since:
        rows = rows.filter(at__gte=_midnight(since))
    if until:
        rows = rows.filter(at__lt=_midnight(until) + datetime.timedelta(days=1))
    found = paged(rows, lambda row: row, number=number, size=PAGE_SIZE)
    refs = {row.ref: Ref.parse(row.ref) for row in found.items}
    urls = _addresses(refs.values(), viewer)
    titles = {kind.kind: str(kind.title) for kind in text_kinds().values()}
    shown = [
        OverrideRow(
            at=row.at,
            writer=row.writer.name,
            place=titles.get(refs[row.ref].kind, _("Another page")),
            url=urls.get(refs[row.ref], ""),
            labels=[str(LABEL_NAMES[Label(one)]) for one in row.labels],
            reason=row.reason,
        )
        for row in found.items
    ]
    return Page(shown, found.number, found.size, found.total)


def _addresses(refs: Iterable[Ref], viewer: User) -> dict[Ref, str]:
    """Give the address of each text that the viewer may read."""
    ids: dict[str, list[int]] = {}
    for ref in refs:
        ids.setdefault(ref.kind, []).append(ref.id)
    return {
        Ref(name, pk): texts.address_of(kind, Ref(name, pk))
        for name, kind in readable_texts().items()
        if kind.reach is not None and name in ids
        for pk in kind.reach(ids[name], viewer)
    }


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
