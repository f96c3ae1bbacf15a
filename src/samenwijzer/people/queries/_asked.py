"""What waits for a viewer: confirmations to read, subjects that are contested, and what was answered."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import CharField, F, Value
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samenwijzer.accounts.access import is_here
from samenwijzer.accounts.models import Right
from samenwijzer.kernel.modules import Task, TaskAnswer
from samenwijzer.people.access import contests_to_answer
from samenwijzer.people.models import ChoiceState, Confirmation, SubjectChoice

if TYPE_CHECKING:
    import datetime
    from typing import Any

    from django.db.models import QuerySet

    from samenwijzer.accounts.models import User

# Seconds in which every process hears that something waits; this one at once, through `look_again`.
FRESH = 5.0
_MOST = 20


@dataclass(slots=True)
class _Kept:
    """Whom something waits for, so that the home page of everybody else asks nothing."""

    people: frozenset[int]
    is_any_contested: bool
    until: float


_kept = _Kept(people=frozenset(), is_any_contested=False, until=0.0)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of any of the three: who says what of which subject."""

    what: str
    id: int
    name: str | None
    subject: str
    note: str
    at: datetime.datetime


def evidence_tasks(*, viewer: User) -> list[Task]:
    """Give what colleagues confirmed of the viewer, and what is contested. One query, mostly none."""
    known = _for_whom()
    keeps = viewer.may(Right.KEEP_SUBJECTS) and known.is_any_contested
    if viewer.pk < 1 or not (keeps or viewer.pk in known.people):
        return []
    given, _open, answered = _waiting()
    rows = _rows(
        given.filter(is_here("by__"), person=viewer.pk), "confirmed", "by__name", "example", "made_at"
    ).union(
        _rows(contests_to_answer(viewer=viewer), "contested", "person__name", "note", "chosen_at"),
        _rows(answered.filter(person=viewer.pk), "answered", "answered_by__name", "answer", "answered_at"),
        all=True,
    )
    words = {"confirmed": _confirmed, "contested": _contested, "answered": _answered}
    return [words[row[0]](_Row(*row)) for row in rows.order_by("-at", "-number")[:_MOST]]


def look_again() -> None:
    """Ask the database at the next home page: this process just changed what waits."""
    _kept.until = 0.0


def _for_whom() -> _Kept:
    """Say for whom something may wait. One query, at most every five seconds in a process."""
    now = time.monotonic()
    if now >= _kept.until:
        given, contested, answered = _waiting()
        owners = contested.order_by().annotate(what=Value("owner", CharField()))
        people = [
            rows.order_by().annotate(what=Value("person", CharField())).values_list("what", "person")
            for rows in (given, answered)
        ]
        found: list[tuple[str, int | None]] = list(
            owners.values_list("what", "subject__owner").union(*people)
        )
        _kept.people = frozenset(pk for _what, pk in found if pk is not None)
        _kept.is_any_contested = any(what == "owner" for what, _pk in found)
        _kept.until = now + FRESH
    return _kept


def _waiting() -> tuple[QuerySet[Confirmation], QuerySet[SubjectChoice], QuerySet[SubjectChoice]]:
    """Give what is confirmed and not read, contested and not answered, answered and not read.

    What is confirmed of a subject that the person turned away asks nothing of her.
    """
    return (
        Confirmation.objects.shown().filter(heard_at=None, withheld_at=None),
        SubjectChoice.objects.filter(state=ChoiceState.CONTESTED, answered_at=None),
        SubjectChoice.objects.filter(heard_at=None, answered_at__isnull=False),
    )


def _rows(rows: QuerySet[Any], what: str, name: str, note: str, at: str) -> QuerySet[Any, Any]:
    named: QuerySet[Any, Any] = rows.order_by().annotate(
        what=Value(what, CharField()),
        number=F("pk"),
        name=F(name),
        about=F("subject__name"),
        said=F(note),
        at=F(at),
    )
    return named.values_list("what", "number", "name", "about", "said", "at")


def _confirmed(row: _Row) -> Task:
    heard = reverse("people:confirmation_heard", args=[row.id])
    refused = reverse("people:take_back_confirmation", args=[row.id])
    return Task(
        sentence=_("%(name)s confirms what you know. It stands on your profile; you may take it away.")
        % {"name": row.name},
        title=capfirst(row.subject),
        url=reverse("people:own"),
        at=row.at,
        icon="user-check",
        note=row.note,
        answers=(
            TaskAnswer(
                label=pgettext("confirmation", "That is right"),
                url=heard,
                name="heard",
                value="1",
                usual=True,
            ),
            TaskAnswer(label=_("Take it away"), url=refused, name="refused", value="1"),
        ),
    )


def _contested(row: _Row) -> Task:
    url = reverse("people:answer_contest", args=[row.id])
    return Task(
        sentence=_("%(name)s says that this subject is not right for her or him") % {"name": row.name},
        title=capfirst(row.subject),
        url=url,
        at=row.at,
        icon="user-round",
        note=row.note,
        answers=(TaskAnswer(label=pgettext("contested subject", "Answer"), url=url, usual=True),),
    )


def _answered(row: _Row) -> Task:
    heard = reverse("people:answer_heard", args=[row.id])
    return Task(
        sentence=_("%(name)s answered what you said about a subject")
        % {"name": row.name or _("A colleague")},
        title=capfirst(row.subject),
        url=reverse("people:own"),
        at=row.at,
        icon="user-round",
        note=row.note,
        answers=(TaskAnswer(label=_("I have read this"), url=heard, name="heard", value="1", usual=True),),
    )
