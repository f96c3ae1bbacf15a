"""What the viewer confirmed of a colleague."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samenwijzer.people.models import Confirmation

if TYPE_CHECKING:
    import datetime

    from samenwijzer.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A subject that the viewer confirmed, with his example."""

    id: int
    subject_id: int
    subject: str
    example: str
    on: datetime.datetime


def given_to(person: User, *, viewer: User) -> tuple[Given, ...]:
    """Return what the viewer confirmed of a colleague, whatever she shows of it. One query."""
    rows = Confirmation.objects.standing().filter(person=person, by=viewer).select_related("subject")
    return tuple(
        Given(
            id=row.pk,
            subject_id=row.subject_id,
            subject=row.subject.name,
            example=row.example,
            on=row.made_at,
        )
        for row in rows
    )
