"""The daily tidying of what is kept only for a while."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from samenwijzer.kernel.clock import now
from samenwijzer.kernel.jobs import job
from samenwijzer.outbox import audit, changes, sealing

_AT_ONCE = 1_000  # Rows in one transaction, so that no other writer waits long.
DONE, FAILED = "SUCCESSFUL", "FAILED"


def tidy_up() -> dict[str, int]:
    """Remove what has run out: sessions, and rows of the cache. What is kept for a term, `privacy` prunes.

    May run twice, and at any moment. Returns how many rows went, by name.
    """
    gone = {"sessions": 0, "cache": 0}
    while count := _remove_sessions():
        gone["sessions"] += count
    if "db.DatabaseCache" in settings.CACHES["default"]["BACKEND"]:
        gone["cache"] = _remove_cache_rows()
    return gone


def prune_changes(*, before: datetime) -> int:
    """Remove lines of the change log that were written before; return how many. May run twice."""
    gone = 0
    while count := changes.trim(before=before, most=_AT_ONCE):
        gone += count
    return gone


def prune_jobs(*, status: str, before: datetime) -> int:
    """Remove jobs that ended so before that moment (DONE or FAILED); return how many. May run twice."""
    gone = 0
    ended = DBTaskResult.objects.filter(status=status, finished_at__lt=before).values_list("pk", flat=True)
    while old := list(ended[:_AT_ONCE]):
        gone += len(old)
        DBTaskResult.objects.filter(pk__in=old).delete()
    return gone


def prune_audit(*, before: datetime) -> int:
    """Remove sealed lines of the audit from its start, written before that moment; return how many went.

    A signed checkpoint says up to where. Stops at a line that was tampered with. May run twice.
    """
    gone = 0
    while count := sealing.cut(before=before):
        gone += count
    if gone:
        audit.record(action="outbox.audit.pruned", actor=None)
    return gone


def _remove_sessions() -> int:
    old = Session.objects.filter(expire_date__lt=now()).values_list("pk", flat=True)[:_AT_ONCE]
    return Session.objects.filter(pk__in=list(old)).delete()[0]


def _remove_cache_rows() -> int:
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE expires < %s",  # noqa: S608 - the name of our own table
            [connection.ops.adapt_datetimefield_value(now().replace(microsecond=0))],
        )
        return max(int(cursor.rowcount), 0)


@job(seconds=600)
def tidy_up_job() -> dict[str, int]:
    return tidy_up()
