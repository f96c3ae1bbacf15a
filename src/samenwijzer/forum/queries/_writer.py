"""The person behind a text, and the moment of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from samenwijzer.accounts.access import columns_for_picture, picture_columns, picture_from
from samenwijzer.accounts.models import GUEST_BIT, User
from samenwijzer.kernel.text import initials

_DATE_ONLY = len("2026-01-20")


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who wrote something. `url` is empty for somebody who left. A guest is marked as one."""

    id: int
    name: str
    first_name: str
    initials: str
    picture: str
    department: str
    url: str
    is_me: bool
    is_guest: bool


NOBODY = Writer(
    id=0,
    name="",
    first_name="",
    initials="",
    picture="",
    department="",
    url="",
    is_me=False,
    is_guest=False,
)
"""Who wrote what the viewer may not see now."""


def columns_of(person: str) -> tuple[str, ...]:
    """Name what `writer_from` needs of the person behind this foreign key, for `values_list`.

    Rows of a page are read as values: making a whole person of each would take most of the page's time.
    """
    return (
        *picture_columns(person),
        f"{person}__name",
        f"{person}__department__name",
        f"{person}__role_bits",
    )


def writer_from(columns: Sequence[Any], *, viewer: User | None) -> Writer:
    """Show a person from the columns of `columns_of`."""
    *known, name, department, roles = columns
    pk, _, is_active, *_ = known
    return Writer(
        id=pk,
        name=name,
        first_name=name.split()[0],
        initials=initials(name),
        picture=picture_from(known, viewer=viewer),
        department=department or "",
        url=reverse("people:person", args=[pk]) if is_active else "",
        is_me=viewer is not None and viewer.pk == pk,
        is_guest=bool(roles & GUEST_BIT),
    )


def writer(person: User, *, viewer: User | None) -> Writer:
    """Show a person. Reads department and team, so fetch them along."""
    department = person.department.name if person.department else None
    columns = (*columns_for_picture(person), person.name, department, person.role_bits)
    return writer_from(columns, viewer=viewer)


def moment(at: datetime.datetime, date_given: str) -> datetime.date | datetime.datetime:
    """Return the date alone when the text came with a date that had no time."""
    if len(date_given) == _DATE_ONLY:
        return timezone.localtime(at).date()
    return at
