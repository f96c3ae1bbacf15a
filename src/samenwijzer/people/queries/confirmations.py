"""What the viewer confirmed of a colleague."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samenwijzer.people.models import Confirmation
from samenwijzer.subjects.models import Subject

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


@dataclass(frozen=True, slots=True)
class AllGiven:
    """All that the viewer confirmed of one colleague, whatever that colleague shows of it."""

    rows: tuple[Given, ...]

    def to_change(self, subject_id: str) -> dict[str, str]:
        """Fill the form: with the subject of that id, and the example if there is one. One query at most."""
        for row in self.rows:
            if str(row.subject_id) == subject_id:
                return {"subject": row.subject, "example": row.example}
        if not (subject_id.isascii() and subject_id.isdigit() and len(subject_id) < 19):
            return {}
        subject = Subject.objects.filter(pk=int(subject_id)).first()
        return {} if subject is None else {"subject": subject.name}


def given_to(person: User, *, viewer: User) -> AllGiven:
    """Return what the viewer confirmed of a colleague, the newest first. One query."""
    rows = Confirmation.objects.standing().filter(person=person, by=viewer).select_related("subject")
    return AllGiven(
        tuple(
            Given(
                id=row.pk,
                subject_id=row.subject_id,
                subject=row.subject.name,
                example=row.example,
                on=row.made_at,
            )
            for row in rows
        )
    )
