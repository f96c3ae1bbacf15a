"""Making an archive, from one moment of the database while colleagues work on."""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import tarfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.duration import duration_iso_string

from samenwijzer import __version__
from samenwijzer.backup.archive import (
    FILES_LEFT_OUT,
    FORMAT,
    KEYS,
    MANIFEST,
    CannotBackUp,
    Counted,
    Manifest,
    Member,
    Table,
    erasures_folder,
    tables,
)
from samenwijzer.backup.numbers import highest_number
from samenwijzer.kernel.clock import now
from samenwijzer.kernel.storage import stored_files

_MEMBER_BYTES = 4_000_000
_AT_ONCE = 2_000
Say = Callable[[str], object]


def write_archive(out: IO[bytes], *, say: Say) -> Manifest:
    """Write a whole archive. Memory stays within some megabytes. Raises CannotBackUp."""
    made_at = now()
    with (
        gzip.GzipFile(fileobj=out, mode="wb", compresslevel=6, filename="") as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        writer = _Writer(tar, made_at)
        with snapshot():
            migrations = _migrations()
            for table in tables():
                count = writer.add_rows(table)
                say(f"{table._meta.label}: {count} rows")
        say(f"{writer.add_files()} files")
        writer.add_keys()
        manifest = Manifest(
            format=FORMAT,
            version=__version__,
            made_at=made_at.isoformat(),
            database=connection.vendor,
            migrations=migrations,
            tables=writer.tables,
            members=writer.members,
            erasures=erasures_folder(),
        )
        writer.add(MANIFEST, manifest.written())
    return manifest


def write_archive_file(path: Path, *, replace: bool, say: Say) -> Manifest:
    """Write an archive that only its owner may read, beside its place, and put it there when it is whole.

    Raises CannotBackUp, also when there is a file already and `replace` is not said.
    """
    if path.exists() and not replace:
        message = f"{path} is there already. Choose another name, or add --force to replace it."
        raise CannotBackUp(message)
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            manifest = write_archive(file, say=say)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as problem:
        message = f"The archive could not be written: {problem}."
        raise CannotBackUp(message) from problem
    finally:
        part.unlink(missing_ok=True)
    return manifest


@contextmanager
def snapshot() -> Iterator[None]:
    """See the database as it is now, whatever others write meanwhile. On SQLite nobody waits for this."""
    if connection.in_atomic_block:  # It is one already.
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            # Not atomic(), which would begin as a writer and keep all others waiting.
            cursor.execute("BEGIN DEFERRED")
            try:
                cursor.execute("SELECT count(*) FROM django_migrations").fetchone()
                yield
            finally:
                cursor.execute("ROLLBACK")


class _Writer:
    def __init__(self, tar: tarfile.TarFile, made_at: datetime) -> None:
        self.tar = tar
        self.made_at = made_at
        self.tables: dict[str, Table] = {}
        self.members: dict[str, Member] = {}

    def add(self, name: str, content: bytes, *, rows: int = 0) -> None:
        self._put(name, io.BytesIO(content), len(content), rows=rows)

    def add_rows(self, table: type[models.Model]) -> int:
        """Write a table in parts of some megabytes; return how many rows it has."""
        label = table._meta.label
        names = [column.attname for column in table._meta.concrete_fields if not column.generated]
        rows = table._base_manager.order_by("pk").values_list(*names)
        part = bytearray()
        count = written = number = 0
        for row in rows.iterator(chunk_size=_AT_ONCE):
            part += json.dumps(
                dict(zip(names, map(plain, row), strict=True)), ensure_ascii=False, separators=(",", ":")
            ).encode()
            part += b"\n"
            count += 1
            if len(part) >= _MEMBER_BYTES:
                number += 1
                self.add(f"rows/{label}/{number:06}.jsonl", bytes(part), rows=count - written)
                part, written = bytearray(), count
        if part:
            self.add(f"rows/{label}/{number + 1:06}.jsonl", bytes(part), rows=count - written)
        self.tables[label] = Table(rows=count, highest=highest_number(table))
        return count

    def add_files(self) -> int:
        """Write what lies in the storage; what is removed meanwhile is passed over."""
        count = 0
        for name in stored_files():
            if name.startswith(FILES_LEFT_OUT):
                continue
            try:
                file = default_storage.open(name)
            except FileNotFoundError:
                continue
            with file:
                self._put(f"files/{name}", file, file.size)
            count += 1
        return count

    def add_keys(self) -> None:
        for name in KEYS:
            path = Path(settings.DATA_DIR) / name
            if path.exists():
                self.add(f"keys/{name}", path.read_bytes())

    def _put(self, name: str, file: Any, size: int, *, rows: int = 0) -> None:
        head = tarfile.TarInfo(name)
        head.size, head.mode, head.mtime = size, 0o600, int(self.made_at.timestamp())
        counted = Counted(file)
        try:
            self.tar.addfile(head, counted)
        except OSError as problem:
            message = f"{name} could not be read or written as a whole ({problem}). Begin again."
            raise CannotBackUp(message) from problem
        if name != MANIFEST:
            self.members[name] = counted.member(rows=rows)


def plain(value: Any) -> Any:
    """Return the value as JSON holds it, the same from every kind of database."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def _migrations() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found
