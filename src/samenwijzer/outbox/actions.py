"""The daily tidying of what is kept only for a while."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from samenwijzer.kernel.clock import now
from samenwijzer.kernel.jobs import job
from samenwijzer.outbox import changes

KEEP_CHANGES = timedelta(days=30)
KEEP_DONE_JOBS = timedelta(days=14)
KEEP_FAILED_JOBS = timedelta(days=90)
_AT_ONCE = 1_000  # Rows in one transaction, so that no other writer waits long.


def tidy_up() -> dict[str, int]:
    """Remove expired sessions, old results of jobs, old lines of the change log, expired rows of the cache.

    May run twice, and at any moment. Returns how many rows went, by name.
    """
    moment = now()
    gone = {"sessions": 0, "jobs": 0, "changes": 0, "cache": 0}
    while count := _remove_sessions():
        gone["sessions"] += count
    while count := _remove_jobs():
        gone["jobs"] += count
    while count := changes.trim(before=moment - KEEP_CHANGES, most=_AT_ONCE):
        gone["changes"] += count
    if "db.DatabaseCache" in settings.CACHES["default"]["BACKEND"]:
        gone["cache"] = _remove_cache_rows()
    return gone


def _remove_sessions() -> int:
    old = Session.objects.filter(expire_date__lt=now()).values_list("pk", flat=True)[:_AT_ONCE]
    return Session.objects.filter(pk__in=list(old)).delete()[0]


def _remove_jobs() -> int:
    done = DBTaskResult.objects.filter(status="SUCCESSFUL", finished_at__lt=now() - KEEP_DONE_JOBS)
    failed = DBTaskResult.objects.filter(status="FAILED", finished_at__lt=now() - KEEP_FAILED_JOBS)
    old = [*done.values_list("pk", flat=True)[:_AT_ONCE], *failed.values_list("pk", flat=True)[:_AT_ONCE]]
    return DBTaskResult.objects.filter(pk__in=old).delete()[0]


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
