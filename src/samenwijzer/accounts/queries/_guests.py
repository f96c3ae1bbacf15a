"""Whose stay ends soon, for those who may extend it."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import Task, TaskAnswer

_AHEAD = datetime.timedelta(days=14)
_MOST = 10


def guest_tasks(*, viewer: User) -> tuple[Task, ...]:
    """Remind an administrator of guests whose last day is near, the first first. One query, or none."""
    if not viewer.may(Right.ADMINISTER):
        return ()
    today = clock.today()
    ending = User.objects.filter(is_active=True, guest_until__range=(today, today + _AHEAD))
    rows = ending.order_by("guest_until", "pk").values_list("pk", "name", "guest_until")[:_MOST]
    return tuple(_task(pk, name, until) for pk, name, until in rows if until is not None)


def _task(pk: int, name: str, until: datetime.date) -> Task:
    start = datetime.datetime.combine(until - _AHEAD, datetime.time())
    return Task(
        sentence=_("A guest can sign in until %(day)s.") % {"day": date_format(until, "j F")},
        title=name,
        url=reverse("accounts:person", args=[pk]),
        at=timezone.make_aware(start),
        icon="calendar-range",
        answers=(
            TaskAnswer(
                label=_("Change or extend"), url=reverse("accounts:change_person", args=[pk]), usual=True
            ),
        ),
    )
