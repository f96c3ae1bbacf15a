"""Putting an archive back in an empty place.

1. Read all of the archive and of the place; refuse before anything is written.
2. Set the mark: a table that says that this place is half.
3. Migrate to where the archive was, load its rows, its files and keys, and migrate on.
4. Forget again whoever was forgotten since, and take out of texts again what was taken out since.
5. Take the mark away, and build the index.

Killed anywhere in between, the mark stays: every other command refuses, and the next restore begins by
emptying what this one made.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.apps.registry import Apps
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django_tasks_db.models import DBTaskResult

from samenwijzer.accounts.models import User
from samenwijzer.backup.archive import CannotRestore, Manifest, table_of
from samenwijzer.backup.numbers import go_on_after
from samenwijzer.backup.place import HALF, emptied, holds_something, is_half
from samenwijzer.backup.reading import members, read_manifest
from samenwijzer.kernel import clock
from samenwijzer.outbox import audit, sealing
from samenwijzer.outbox.models import AuditHead
from samenwijzer.privacy.actions import (
    file_erasures,
    file_redactions,
    filed_erasures,
    forget_person,
    redact_again,
)
from samenwijzer.privacy.models import Erasure
from samenwijzer.privacy.redaction_list import FOLDER as REDACTIONS
from samenwijzer.privacy.redaction_list import Filed
from samenwijzer.privacy.redaction_list import filed as filed_redactions
from samenwijzer.search import actions as search_actions

_AT_ONCE = 2_000
_IN_MEMORY = 8_000_000  # Bytes of one file.
Say = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put back. `forgotten` counts who was forgotten again, `lists` how many lists told of it.

    `redacted` counts texts from which words were taken out again, `unknown` redactions that were made with
    another secret key, so that their words cannot be found.
    """

    manifest: Manifest
    rows: int
    files: int
    forgotten: int
    lists: int
    redacted: int
    unknown: int
    documents: int


def restore(path: Path, *, erasures: Path | None, say: Say) -> Restored:
    """Put the archive back. `erasures` is a folder with the list of who was forgotten, from elsewhere.

    Raises CannotRestore; before the mark is set nothing was written.
    """
    manifest = read_manifest(path)
    say(f"The archive is whole: made {manifest.made_at} by Samenwijzer {manifest.version}.")
    targets = _leaves(manifest)
    lists = _lists_of_erasures(manifest, erasures)
    redactions = _redactions(manifest, erasures)
    if is_half():
        say("A restore was broken off here; what it made is removed.")
        emptied()
    elif found := holds_something():
        raise CannotRestore(found)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {HALF} (id integer)")
    rows = _load_rows(path, manifest, _migrated(targets), say)
    files = _load_files(path)
    say(f"{files} files are in their place.")
    call_command("migrate", verbosity=0, interactive=False)
    _set_right()
    forgotten = _forget_again(lists)
    redacted = redact_again(filed=redactions)
    file_redactions()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {HALF}")
    say("The search index is built.")
    documents = search_actions.rebuild()
    while sealing.seal_waiting():
        pass
    return Restored(
        manifest=manifest,
        rows=rows,
        files=files,
        forgotten=forgotten,
        lists=len(lists),
        redacted=redacted,
        unknown=sum(not one.is_ours for one in redactions),
        documents=documents,
    )


def _leaves(manifest: Manifest) -> list[tuple[str, str]]:
    """Return the last migrations of each app of the archive. Raises CannotRestore when one is not known."""
    graph = MigrationLoader(None).graph
    known = {(app, name) for app, names in manifest.migrations.items() for name in names}
    disk = set(MigrationLoader(None).disk_migrations)
    if strange := sorted(known - disk):
        app, name = strange[0]
        message = f"This archive is newer than the program: it knows no migration {app}.{name}. Update first."
        raise CannotRestore(message)
    here = known & set(graph.nodes)
    followed = {
        key
        for key in here
        for child in graph.node_map[key].children
        if child.key in here and child.key[0] == key[0]
    }
    return sorted(here - followed)


def _migrated(targets: Sequence[tuple[str, str]]) -> Apps:
    executor = MigrationExecutor(connection)
    return executor.migrate(list(targets)).apps


@transaction.atomic
def _load_rows(path: Path, manifest: Manifest, then: Apps, say: Say) -> int:
    """Load all rows in one transaction, at whose end the database looks at every reference."""
    found = {}
    for label in manifest.tables:
        try:
            found[label] = then.get_model(label)
        except LookupError as problem:
            message = f"The archive holds a table that its migrations do not make: {label}. It is damaged."
            raise CannotRestore(message) from problem
    _empty_again(list(found.values()))
    for model in found.values():
        _keep_moments(model)
    told = dict.fromkeys(manifest.tables, 0)
    try:
        for name, file in members(path):
            label = table_of(name)
            if not label:
                continue
            for rows in _in_parts(file):
                told[label] += len(rows)
                _insert(found[label], rows)
        for label, table in manifest.tables.items():
            if told[label] != table.rows or found[label]._base_manager.count() != table.rows:
                message = f"The archive is damaged: {label} should have {table.rows} rows."
                raise CannotRestore(message)
            go_on_after(found[label], table.highest)
    except (KeyError, ValueError, TypeError, DatabaseError) as problem:
        message = f"The rows of the archive do not fit the database: {problem}"
        raise CannotRestore(message) from problem
    say(f"{sum(told.values())} rows in {len(told)} tables.")
    return sum(told.values())


def _empty_again(loaded: Sequence[type[models.Model]]) -> None:
    """Take out what migrations put in the tables: the archive brings its own."""
    filled = [model for model in loaded if model._base_manager.exists()]
    with connection.cursor() as cursor:
        for model in filled:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _keep_moments(model: type[models.Model]) -> None:
    for column in model._meta.concrete_fields:
        if isinstance(column, models.DateField):
            column.auto_now = column.auto_now_add = False


def _in_parts(file: IO[bytes]) -> Iterator[list[Mapping[str, Any]]]:
    rows = []
    for line in file:
        rows.append(json.loads(line))
        if len(rows) >= _AT_ONCE:
            yield rows
            rows = []
    if rows:
        yield rows


def _insert(model: type[models.Model], rows: list[Mapping[str, Any]]) -> None:
    columns = {column.attname: column for column in model._meta.concrete_fields}
    model._base_manager.bulk_create(
        [model(**{name: _stored(columns[name], value) for name, value in row.items()}) for row in rows]
    )


def _stored(column: models.Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(column, models.JSONField):
        return value
    if isinstance(column, models.BinaryField):
        return base64.b64decode(value)
    while isinstance(column, models.ForeignKey):
        column = column.target_field
    return column.to_python(value)


def _load_files(path: Path) -> int:
    count = 0
    for member, file in members(path):
        kind, _, name = member.partition("/")
        if kind == "keys":
            _keep_key(name, file.read())
        elif kind == "files":
            # A store may read it twice, and an archive is read once.
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spooled:
                shutil.copyfileobj(file, spooled)
                spooled.seek(0)
                saved = default_storage.save(name, File(spooled))
            if saved != name:
                message = f"The file {name} could not be put back under its own name."
                raise CannotRestore(message)
            count += 1
    return count


def _keep_key(name: str, content: bytes) -> None:
    """Put the key of the audit in place, also in this process: with it the seals go on being good."""
    path = Path(settings.DATA_DIR) / name
    fresh = path.with_name(f".{name}-{uuid.uuid4().hex}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    fresh.replace(path)
    if not os.environ.get("SAMENWIJZER_AUDIT_KEY"):
        settings.AUDIT_KEY = content.decode().strip()


@transaction.atomic
def _set_right() -> None:
    """Put running jobs back in the queue, and let the chain of the audit go on after the restored head."""
    DBTaskResult.objects.filter(status="RUNNING").update(status="READY")
    head = AuditHead.objects.filter(pk=1).first()
    sealing.keep_in_file(sealing.Head(head.sequence, head.seal) if head else sealing.Head(0, sealing.START))
    audit.record(action="backup.archive.restored", actor=None)


def _lists_of_erasures(manifest: Manifest, given: Path | None) -> list[frozenset[uuid.UUID]]:
    """Return every list there is: in our storage, in the folder given, and where the backup saw it."""
    lists = []
    if own := filed_erasures():
        lists.append(own)
    if given is not None and not given.is_dir():
        message = f"There is no folder {given}."
        raise CannotRestore(message)
    for folder in (given, Path(manifest.erasures) if manifest.erasures else None):
        if folder is not None and os.access(folder, os.R_OK | os.X_OK) and folder.is_dir():
            lists += [frozenset(_ids(folder))]
    return lists


def _redactions(manifest: Manifest, given: Path | None) -> list[Filed]:
    """Return what every list says was taken out of texts; the folder lies beside that of the erasures."""
    found = filed_redactions()
    for folder in (given, Path(manifest.erasures) if manifest.erasures else None):
        beside = folder.parent / REDACTIONS if folder is not None else None
        if beside is not None and os.access(beside, os.R_OK | os.X_OK) and beside.is_dir():
            found += filed_redactions(beside)
    return list(dict.fromkeys(found))


def _ids(folder: Path) -> Iterator[uuid.UUID]:
    for entry in folder.iterdir():
        try:
            yield uuid.UUID(entry.name)
        except ValueError:
            continue


def _forget_again(lists: Sequence[frozenset[uuid.UUID]]) -> int:
    """Forget who is on a list and not in the table; return how many there were."""
    known = set(Erasure.objects.values_list("public_id", flat=True))
    missing = sorted(frozenset().union(*lists) - known)
    forgotten = 0
    for public_id in missing:
        with transaction.atomic():
            person = User.objects.filter(public_id=public_id).values_list("pk", flat=True).first()
            if person is None:  # He came after the backup, and is not in it.
                Erasure.objects.create(public_id=public_id, at=clock.now())
                continue
            forget_person(person_id=person, actor=None)
            forgotten += 1
    file_erasures()
    return forgotten
