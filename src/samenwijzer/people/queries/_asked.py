"""What waits for a viewer: confirmations to read, subjects that are contested, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import CharField, F, Value
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samenwijzer.accounts.access import is_here
from samenwijzer.kernel.modules import Task, TaskAnswer
from samenwijzer.people.access import contests_to_answer
from samenwijzer.people.models import Confirmation, SubjectChoice

if TYPE_CHECKING:
    import datetime
    from typing import Any

    from django.db.models import QuerySet

    from samenwijzer.accounts.models import User

_MOST = 20


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A row of any of the three: who says what of which subject."""

    what: str
    id: int
    name: str | None
    subject: str
    note: str
    at: datetime.datetime


def evidence_tasks(*, viewer: User) -> list[Task]:
    """Give what colleagues confirmed of the viewer, and what is contested. One query, and none for a role."""
    if viewer.pk < 1:
        return []
    given = Confirmation.objects.filter(is_here("by__"), person=viewer.pk, heard_at=None, withheld_at=None)
    answered = SubjectChoice.objects.filter(person=viewer.pk, heard_at=None, answered_at__isnull=False)
    rows = _rows(given, "confirmed", "by__name", "example", "made_at").union(
        _rows(contests_to_answer(viewer=viewer), "contested", "person__name", "note", "chosen_at"),
        _rows(answered, "answered", "answered_by__name", "answer", "answered_at"),
        all=True,
    )
    words = {"confirmed": _confirmed, "contested": _contested, "answered": _answered}
    return [words[row[0]](_Waiting(*row)) for row in rows.order_by("-at", "-number")[:_MOST]]


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


def _confirmed(row: _Waiting) -> Task:
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


def _contested(row: _Waiting) -> Task:
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


def _answered(row: _Waiting) -> Task:
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
