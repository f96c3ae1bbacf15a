"""The few things of the administration that matter now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.clock import now, today
from samenwijzer.outbox.models import AuditLine
from samenwijzer.outbox.verifying import PATIENCE

if TYPE_CHECKING:
    import datetime

_SOON = timedelta(days=7)
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A guest whose last day is near."""

    id: int
    name: str
    until: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One sentence, where to look, and the guests it is about."""

    kind: str
    sentence: str
    url: str
    guests: tuple[Guest, ...] = ()


def notes(*, viewer: User) -> list[Note]:
    """Tell of failed jobs, unsealed lines and guests who leave soon, as far as the viewer may know."""
    found = []
    if viewer.may(Right.ADMINISTER):
        found += [*_failed_jobs(), *_guests()]
    if viewer.may(Right.READ_AUDIT):
        found += _unsealed()
    return found


def _failed_jobs() -> list[Note]:
    count = DBTaskResult.objects.filter(status="FAILED").count()
    sentence = ngettext("%(count)s job failed.", "%(count)s jobs failed.", count) % {"count": count}
    return [Note(kind="warn", sentence=sentence, url=reverse("administration:health"))] if count else []


def _unsealed() -> list[Note]:
    count = AuditLine.objects.filter(sequence__isnull=True, at__lt=now() - PATIENCE).count()
    sentence = ngettext(
        "%(count)s line of the audit log waits for its seal.",
        "%(count)s lines of the audit log wait for their seal.",
        count,
    ) % {"count": count}
    return [Note(kind="warn", sentence=sentence, url=reverse("administration:audit"))] if count else []


def _guests() -> list[Note]:
    leaving = User.objects.filter(
        is_active=True, guest_until__gte=today(), guest_until__lte=today() + _SOON
    ).order_by("guest_until", "name")
    guests = tuple(
        Guest(id=pk, name=name, until=until)
        for pk, name, until in leaving.values_list("pk", "name", "guest_until")[: _NAMED + 1]
    )
    if not guests:
        return []
    count = len(guests) if len(guests) <= _NAMED else leaving.count()
    sentence = ngettext(
        "%(count)s guest has a last day within a week.",
        "%(count)s guests have a last day within a week.",
        count,
    ) % {"count": count}
    return [Note(kind="info", sentence=sentence, url="", guests=guests[:_NAMED])]
