"""Who does not come in any more and was not forgotten yet: of them no profile is shown."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import is_here, named, require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.paging import Page, paged

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneRow:
    """Somebody who is not here any more, why, and since when if that is known."""

    id: int
    name: str
    email: str
    function: str
    why: str
    since: datetime.date | datetime.datetime | None


def gone_people(*, viewer: User, name: str = "", number: int = 1) -> Page[GoneRow]:
    """Return a page of who left, is blocked or was a guest, who left last first. Two queries."""
    require_right(viewer, Right.FORGET)
    people = User.objects.filter(forgotten_at=None).exclude(is_here())
    ordered = named(people, name).order_by(F("left_at").desc(nulls_last=True), "name", "pk")
    return paged(ordered, _row, number=number, size=PAGE_SIZE)


def _row(person: User) -> GoneRow:
    stayed = person.is_active
    blocked = _("stay is over") if stayed else _("blocked")
    return GoneRow(
        id=person.pk,
        name=person.name,
        email=person.email,
        function=person.function,
        why=blocked if person.left_at is None else _("has left"),
        since=person.left_at or (person.guest_until if stayed else None),
    )
