"""The person behind a text, and the moment of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from samenwijzer.accounts.models import User

_DATE_ONLY = len("2026-01-20")


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who wrote something. `url` is empty for somebody who left."""

    id: int
    name: str
    first_name: str
    initials: str
    department: str
    url: str
    is_me: bool


def writer(person: User, *, viewer: User | None, with_department: bool = True) -> Writer:
    """Show a person. Reads the department, so fetch it along or say that it is not needed."""
    department = person.department if with_department else None
    return Writer(
        id=person.pk,
        name=person.name,
        first_name=person.name.split()[0],
        initials=person.initials,
        department=department.name if department else "",
        url=reverse("people:person", args=[person.pk]) if person.is_active else "",
        is_me=viewer is not None and viewer.pk == person.pk,
    )


def moment(at: datetime.datetime, date_given: str) -> datetime.date | datetime.datetime:
    """Return the date alone when the text came with a date that had no time."""
    if len(date_given) == _DATE_ONLY:
        return timezone.localtime(at).date()
    return at
