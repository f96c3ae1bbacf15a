"""How everything gets out: every record of every type, as one consistent moment had it.

The same content gives the same bytes, whatever the database and however it got in.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction

from samenwijzer.exchange.importing.kinds import kinds
from samenwijzer.exchange.importing.reading import HEADING, VERSION
from samenwijzer.exchange.importing.stored import parts, stored_values
from samenwijzer.kernel.modules import RecordKind

# Rows in memory at once: a page may be long, and have many versions.
_AT_ONCE = 50
Progress = Callable[[int, int], None]


def export_records(file: IO[bytes], progress: Progress | None = None) -> int:
    """Write a heading and every record; return how many. `progress` gets how many are written, of how many.

    Types stand in the order in which they are imported, records by id, fields in the order of the format.
    Everyone may go on writing meanwhile. Call it outside a transaction.
    """
    with _one_moment():
        file.write(_line({"type": HEADING, "version": VERSION}))
        total = sum(kind.model.objects.count() for kind in kinds().values())
        done = 0
        for kind in kinds().values():
            rows = sorted(kind.model.objects.order_by().values_list("external_id", "pk").iterator())
            for part in parts(rows, _AT_ONCE):
                stored = stored_values(kind, [pk for _id, pk in part], kind.fields)
                for external_id, pk in part:
                    file.write(_line(_record(kind, external_id, stored[pk])))
                done += len(part)
                if progress is not None:
                    progress(done, total)
    return done


def export_to(path: Path, progress: Progress | None = None) -> int:
    """Write a file that its owner alone may read, and put it in its place when it is complete.

    Raises OSError, and then leaves what was there.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    beside.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            number = export_records(file, progress)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return number


def _record(kind: RecordKind, external_id: str, values: dict[str, Any]) -> dict[str, Any]:
    record: dict[str, Any] = {"type": kind.type, "id": external_id}
    if values.get(kind.stub):
        return {**record, kind.stub: True}
    return {**record, **{name: values[name] for name in kind.fields if name != kind.stub}}


def _line(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read the whole database as it is now, without keeping anybody from writing."""
    if connection.in_atomic_block:  # As in a test; it is one moment already.
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # atomic() would take the one lock for writing.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
