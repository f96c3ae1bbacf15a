"""How the installation is, as the health page and the command `check` both tell it."""

from __future__ import annotations

import datetime
import sqlite3

from django.db import connection
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from samenwijzer.kernel.clock import now
from samenwijzer.outbox import changes
from samenwijzer.search import reader

# The versions in which SQLite's WAL-reset fault is mended, and which branch each stands for.
_MENDED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
LONG_WAIT = datetime.timedelta(hours=1)
LONG_TRANSACTION = datetime.timedelta(seconds=10)


def is_mended(version: tuple[int, ...]) -> bool:
    """Say whether this version of SQLite, or the branch it belongs to, has the fix of the WAL reset."""
    return version >= _MENDED[0] or any(version[:2] == fixed[:2] and version >= fixed for fixed in _MENDED)


def database_version() -> tuple[str, bool]:
    """Give name and version of the database, and whether it has no known fault that can damage it."""
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}", is_mended(sqlite3.sqlite_version_info)
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        [version] = cursor.fetchone() or [""]
    return f"PostgreSQL {version}", True


def waiting_too_long() -> int:
    """Count the jobs that have been due for more than an hour."""
    long_ago = now() - LONG_WAIT
    # A job without a time of its own has one in the year 9999.
    due = Q(run_after__lt=long_ago) | Q(run_after__year=9999, enqueued_at__lt=long_ago)
    return DBTaskResult.objects.filter(due, status="READY").count()


def index_behind() -> datetime.datetime | None:
    """Give when the oldest change was made that search has not read. Raises `reader.Unreadable`."""
    return changes.oldest_waiting(reader.position())


def long_transactions() -> int:
    """Count the transactions of PostgreSQL that are open for more than ten seconds: search waits for them."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE xact_start < %s AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'",
            [now() - LONG_TRANSACTION],
        )
        [count] = cursor.fetchone() or [0]
    return int(count)
