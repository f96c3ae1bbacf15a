"""Looks at data folder, database, index and jobs, and changes nothing; a finding may bring its repair."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import DatabaseError, connection
from django_tasks_db.models import DBTaskResult

from samenwijzer.config.prepare import missing_migrations, prepare_data_dir
from samenwijzer.kernel.clock import now
from samenwijzer.kernel.jobs import leases
from samenwijzer.outbox import changes
from samenwijzer.search import actions as search_actions
from samenwijzer.search import queries as search_queries
from samenwijzer.search import reader

# The versions in which SQLite's WAL-reset fault is mended, and which branch each stands for.
_MENDED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
_SLOW_READER = timedelta(minutes=1)

Level = Literal["error", "warning", "ok"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence for the administrator. `repair` mends it; None when only a person can."""

    level: Level
    text: str
    repair: Callable[[], object] | None = None


def examine() -> Iterator[Finding]:
    """Look at one thing after the other; what cannot be looked at without a database is left out."""
    yield from _folder()
    if not _has_database():
        yield Finding(
            "error", "There is no database yet; any command but this one makes it.", prepare_data_dir
        )
        return
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        yield Finding("error", f"The database cannot be reached: {' '.join(str(problem).split())}")
        return
    yield from _sqlite_version()
    if missing := missing_migrations():
        yield Finding("error", f"{len(missing)} migrations are missing in the database.", prepare_data_dir)
        return
    yield Finding("ok", "The database can be reached and is up to date.")
    yield from _foreign_keys()
    yield from _jobs()
    yield from _index()


def _has_database() -> bool:
    return connection.vendor != "sqlite" or Path(connection.settings_dict["NAME"]).exists()


def _folder() -> Iterator[Finding]:
    folder = Path(settings.DATA_DIR)
    if not folder.exists():
        return
    for path, wanted in ((folder, 0o700), (folder / "secret-key", 0o600)):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding(
                "error",
                f"Others than its owner may enter or read {path}.",
                lambda path=path, mode=wanted: path.chmod(mode),  # type: ignore[misc]
            )


def _sqlite_version() -> Iterator[Finding]:
    if connection.vendor == "sqlite" and not is_mended(sqlite3.sqlite_version_info):
        yield Finding(
            "warning",
            f"SQLite {sqlite3.sqlite_version} has a fault that can damage a database in rare cases "
            "(the WAL reset); 3.51.3, 3.50.7 and 3.44.6 and what follows them do not.",
        )


def is_mended(version: tuple[int, ...]) -> bool:
    """Say whether this version of SQLite, or the branch it belongs to, has the fix of the WAL reset."""
    return version >= _MENDED[0] or any(version[:2] == fixed[:2] and version >= fixed for fixed in _MENDED)


def _foreign_keys() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return  # PostgreSQL cannot hold a broken one.
    with connection.cursor() as cursor:
        broken = cursor.execute("PRAGMA foreign_key_check").fetchall()
        [whole] = cursor.execute("PRAGMA quick_check(1)").fetchone()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        yield Finding("error", f"{len(broken)} rows point to rows that do not exist, in: {tables}.")
    if whole != "ok":
        yield Finding("error", f"The database is damaged: {whole}. Put back a backup.")


def _jobs() -> Iterator[Finding]:
    failed = DBTaskResult.objects.filter(status="FAILED").count()
    if failed:
        yield Finding(
            "warning", f"{failed} jobs failed; their reasons stand in the table django_tasks_db_dbtaskresult."
        )
    lost = leases.lost()
    if lost:
        yield Finding(
            "warning",
            f"{lost} jobs are held by a worker that is gone; any worker takes them up.",
            leases.return_lost,
        )
    late = DBTaskResult.objects.filter(status="READY", run_after__lt=now() - timedelta(hours=1)).exclude(
        run_after__year=9999
    )
    waiting = DBTaskResult.objects.filter(
        status="READY", enqueued_at__lt=now() - timedelta(hours=1), run_after__year=9999
    )
    if count := late.count() + waiting.count():
        yield Finding("warning", f"{count} jobs wait for more than an hour: is a worker running?")


def _index() -> Iterator[Finding]:
    found = search_queries.compare_index()
    if not found.readable:
        yield Finding("error", "The search index is missing or cannot be read.", search_actions.rebuild)
        return
    if not found.is_equal:
        count = len(found.missing) + len(found.surplus) + len(found.stale)
        behind = changes.oldest_waiting(reader.position())
        if behind is not None and now() - behind < _SLOW_READER:
            yield Finding("ok", f"The search index is busy reading {count} changes.")
        else:
            yield Finding(
                "error",
                f"The search index differs from the database in {count} items: {len(found.missing)} missing, "
                f"{len(found.surplus)} too many, {len(found.stale)} old.",
                lambda: search_actions.repair_index(comparison=found),
            )
        return
    yield Finding("ok", f"The search index holds all {found.documents} items.")
