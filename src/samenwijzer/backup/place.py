"""The place in which an archive is put back: whether it is empty, or half."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, connections

from samenwijzer.backup.archive import CannotRestore
from samenwijzer.kernel.storage import private_folder, stored_files

HALF = "samenwijzer_half_restored"
"""The table that stands in a database while an archive is put back, and after that was broken off."""

_LOCK = 7_265_004


def is_half() -> bool:
    """Say whether a restore was broken off here. A database that is not there is not half."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return HALF in tables_here()


def tables_here() -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


def holds_something() -> str:
    """Return a sentence that says what is here already, or nothing when the place is empty."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        count = 0
    else:
        try:
            count = len(tables_here())
        except DatabaseError as problem:
            message = f"The database cannot be read: {' '.join(str(problem).split())}"
            raise CannotRestore(message) from problem
    if count:
        where = "an empty database" if connection.vendor == "postgresql" else "an empty data folder"
        return f"There is a database already, with {count} tables. Restore into {where}."
    if next(stored_files(), None) is not None:
        return (
            "There are files in the storage already. Restore into an empty data folder, or an empty bucket."
        )
    return ""


def emptied() -> None:
    """Remove what a broken-off restore made. The list of erasures stays."""
    for name in list(stored_files()):
        default_storage.delete(name)
    if connection.vendor == "sqlite":
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{ending}").unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        # The mark goes last: killed here too, the place is still half.
        for name in sorted(tables_here(), key=lambda name: name == HALF):
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)} CASCADE")


@contextmanager
def alone() -> Iterator[None]:
    """Be the only one who restores here. Raises CannotRestore when another does."""
    message = "Another restore is busy here."
    path = private_folder(Path(settings.DATA_DIR)) / ".restore.lock"
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise CannotRestore(message) from problem
        if connection.vendor != "postgresql":
            yield
            return
        other = connections.create_connection("default")
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
                if not (cursor.fetchone() or [False])[0]:
                    raise CannotRestore(message)
                yield
        finally:
            other.close()
