"""What waits for somebody who was asked by name."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import User
from samenwijzer.forum.models import Question, Request, RequestState
from samenwijzer.kernel.modules import Task, TaskAnswer

_WAITING = [RequestState.ASKED, RequestState.ACCEPTED]
_MOST = 100


def request_tasks(*, viewer: User) -> Sequence[Task]:
    """Give what colleagues ask the viewer by name and he has not answered, the newest first. One query."""
    rows = (
        Request.objects.filter(
            person=viewer.pk, state__in=_WAITING, question__in=Question.objects.visible_to(viewer)
        )
        .select_related("question", "asked_by")
        .order_by("-asked_at", "-pk")[:_MOST]
    )
    return [_task(row) for row in rows]


def open_requests_to(*, viewer: User | None, person: User) -> int:
    """Count what was asked of a person and still waits. A number gives away no question."""
    return Request.objects.filter(person=person, state__in=_WAITING).count()


def days_asked(
    *, viewer: User | None, people: Collection[int], since: datetime.date
) -> Mapping[int, Sequence[datetime.date]]:
    """Give on which days, from `since` on, each was asked something by name. Names no question. One query."""
    begin = timezone.make_aware(datetime.datetime.combine(since, datetime.time.min))
    rows = Request.objects.filter(person__in=people, asked_at__gte=begin).order_by("asked_at", "pk")
    found: dict[int, list[datetime.date]] = {}
    for person, asked_at in rows.values_list("person_id", "asked_at"):
        found.setdefault(person, []).append(timezone.localtime(asked_at).date())
    return found


def _task(request: Request) -> Task:
    address = reverse("forum:question", args=[request.question_id])
    react = reverse("forum:react", args=[request.pk])
    name = {"name": request.asked_by.name}
    answers: tuple[TaskAnswer, ...]
    if request.state == RequestState.ACCEPTED:
        sentence = _("You take the question of %(name)s") % name
        answers = (
            TaskAnswer(label=_("Answer this question"), url=f"{address}#answer", usual=True),
            TaskAnswer(label=_("Not now"), url=react, name="reaction", value="not_now"),
        )
    else:
        sentence = _("%(name)s asks you to help") % name
        answers = (
            TaskAnswer(label=_("I take it"), url=react, name="reaction", value="accepted", usual=True),
            TaskAnswer(label=_("Not now"), url=react, name="reaction", value="not_now"),
            TaskAnswer(label=_("Ask somebody else instead"), url=f"{address}#asked-to-you"),
        )
    return Task(
        sentence=sentence,
        title=request.question.title,
        url=address,
        at=request.asked_at,
        icon="messages-square",
        answers=answers,
    )
