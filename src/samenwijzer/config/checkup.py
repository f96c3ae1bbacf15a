"""Looks at data folder, database, index and jobs, and changes nothing; a finding may bring its repair."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import DatabaseError, connection
from django_tasks_db.models import DBTaskResult

from samenwijzer.administration.queries import (
    database_version,
    index_behind,
    long_transactions,
    waiting_too_long,
)
from samenwijzer.backup.place import is_half
from samenwijzer.config.prepare import missing_migrations, prepare_data_dir
from samenwijzer.kernel.clock import now
from samenwijzer.kernel.jobs import leases
from samenwijzer.outbox import alive, audit, sealing
from samenwijzer.search import actions as search_actions
from samenwijzer.search import queries as search_queries

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
    if is_half():
        yield Finding("error", "A restore was broken off here; run `samenwijzer restore` again.")
        return
    if missing := missing_migrations():
        yield Finding("error", f"{len(missing)} migrations are missing in the database.", prepare_data_dir)
        return
    yield Finding("ok", "The database can be reached and is up to date.")
    yield from _foreign_keys()
    yield from _jobs()
    yield from _index()
    yield from _audit()


def _has_database() -> bool:
    return connection.vendor != "sqlite" or Path(connection.settings_dict["NAME"]).exists()


def _folder() -> Iterator[Finding]:
    folder = Path(settings.DATA_DIR)
    if not folder.exists():
        return
    for path, wanted in ((folder, 0o700), *((folder / name, 0o600) for name in ("secret-key", "audit-key"))):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding(
                "error",
                f"Others than its owner may enter or read {path}.",
                lambda path=path, mode=wanted: path.chmod(mode),  # type: ignore[misc]
            )


def _sqlite_version() -> Iterator[Finding]:
    version, is_sound = database_version()
    if not is_sound:
        yield Finding(
            "warning",
            f"{version} has a fault that can damage a database in rare cases "
            "(the WAL reset); 3.51.3, 3.50.7 and 3.44.6 and what follows them do not.",
        )


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
        yield Finding("warning", f"{failed} jobs failed; the health page gives their reasons.")
    lost = leases.lost()
    if lost:
        yield Finding(
            "warning",
            f"{lost} jobs are held by a worker that is gone; any worker takes them up.",
            leases.return_lost,
        )
    if count := waiting_too_long():
        yield Finding("warning", f"{count} jobs wait for more than an hour: is a worker running?")
    if count := long_transactions():
        yield Finding(
            "warning", f"{count} transactions are open for more than ten seconds; search waits for them."
        )


def _index() -> Iterator[Finding]:
    found = search_queries.compare_index()
    if not found.readable:
        yield Finding("error", "The search index is missing or cannot be read.", search_actions.rebuild)
        return
    if not found.is_equal:
        count = len(found.missing) + len(found.surplus) + len(found.stale)
        behind = index_behind()
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


_SHOWN = 20  # Findings of the audit that are written out; the rest is counted.
_AUDIT_REPAIRS: dict[str, Callable[[], object]] = {
    "unsealed": sealing.seal_all,
    "file": sealing.keep_head_again,
}


def _audit() -> Iterator[Finding]:
    told = 0
    for found in audit.verify():
        if found.kind == "sealed":
            if told > _SHOWN:
                yield Finding("error", f"The audit: {told - _SHOWN} findings more.")
            if not told:
                yield Finding("ok", f"The audit: {found.count} lines sealed and unbroken.")
        elif found.kind == "unsealed" and not alive.is_alive("worker"):
            # Nobody seals them, and nobody could have tampered with the seals.
            yield Finding(
                "warning",
                f"The audit: {found.count} lines wait for a worker to seal them.",
                sealing.seal_all,
            )
        else:
            told += 1
            if told <= _SHOWN:
                yield Finding("error", f"The audit: {_told(found)}", _AUDIT_REPAIRS.get(found.kind))


def _told(found: audit.AuditFinding) -> str:
    lines = f"line {found.first}" if found.first == found.last else f"lines {found.first} to {found.last}"
    return {
        "key": "it was sealed with another key than the present one, so nothing can be said of it.",
        "unsealed": f"{found.count} lines have waited for more than a minute to be sealed.",
        "changed": f"{lines} changed after being sealed.",
        "missing": f"{lines} are gone: {found.count} in all." if found.count > 1 else f"{lines} is gone.",
        "cut": f"{found.count} lines at the end are gone, from {found.first}.",
        "returned": f"{found.count} lines from before the last pruning (up to {found.last}) are there again.",
        "foreign": f"{lines} was not written by Samenwijzer, or changed before it was sealed.",
        "checkpoint": f"the checkpoint at line {found.first} was not written by pruning.",
        "head": "the head in the database is gone, or was not written by sealing.",
        "file": "the head beside the database (audit-head) is gone, or was not written by sealing.",
    }[found.kind]
