"""What an archive is: a compressed tar of rows, files and keys, closed by a manifest that names them all.

rows/forum.Question/000001.jsonl   rows as JSON lines, the same from every kind of database
files/pictures/…                   what lies in the storage
keys/audit-key                     without which the audit cannot be checked
manifest.json                      last: where it is missing, the archive was cut off
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Protocol, Self

from django.apps import apps
from django.conf import settings
from django.db import models

from samenwijzer.kernel.storage import OUTSIDE

FORMAT = 1
MANIFEST = "manifest.json"
# What an installation makes anew, or what is of no use elsewhere.
LEFT_OUT = frozenset(
    {
        "auth.Group",
        "auth.Group_permissions",
        "auth.Permission",  # Made from the code, as are the content types.
        "contenttypes.ContentType",
        "jobs.Lease",  # A job that ran goes back to the queue.
        "outbox.Change",  # The index is built from the tables.
        "privacy.OwnDataFile",  # It is made again in a minute, and holds one person's everything.
        "search.CountedOpening",  # A week's hashes, and the key that is thrown away after it.
        "search.CountedSearch",
        "search.WeekKey",
        "sessions.Session",
        "usersessions.UserSession",
    }
)
FILES_LEFT_OUT = ("own-data/",)
KEYS = ("audit-key",)
_ROWS = re.compile(r"rows/(?P<label>[a-z_]+\.\w+)/\d{6}\.jsonl", re.ASCII)


class CannotBackUp(Exception):
    """No archive was made; the text says why."""


class CannotRestore(Exception):
    """Nothing was put back; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One part of the archive. `sha256` is in hexadecimal, `size` in bytes; `rows` is 0 for a file."""

    sha256: str
    size: int
    rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """How many rows a table had, and the highest number it ever gave to one (0 when it gives none)."""

    rows: int
    highest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the archive says of itself. `migrations` are those of the database, by app."""

    format: int
    version: str
    made_at: str
    database: str
    migrations: Mapping[str, list[str]]
    tables: Mapping[str, Table]
    members: Mapping[str, Member]
    # Where the list of erasures lay; on the same machine it may be there still.
    erasures: str = ""

    def written(self) -> bytes:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()

    @classmethod
    def read(cls, content: bytes) -> Self:
        """Raises CannotRestore for what is no manifest, or for one of a later format."""
        try:
            found = json.loads(content)
            if int(found["format"]) > FORMAT:
                message = (
                    f"This archive was made by Samenwijzer {found['version']}, which is newer. Update first."
                )
                raise CannotRestore(message)
            found["tables"] = {label: Table(**told) for label, told in found["tables"].items()}
            found["members"] = {name: Member(**told) for name, told in found["members"].items()}
            return cls(**found)
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            message = "The manifest of this archive cannot be read: it is damaged."
            raise CannotRestore(message) from problem


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Counted:
    """Reads through to a file, and knows the size and the digest of all that was read."""

    def __init__(self, file: _Readable) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(size)
        self._digest.update(chunk)
        self.size += len(chunk)
        return chunk

    def drained(self) -> Self:
        while self.read(1 << 20):
            pass
        return self

    def member(self, *, rows: int = 0) -> Member:
        return Member(sha256=self._digest.hexdigest(), size=self.size, rows=rows)


def tables() -> Iterator[type[models.Model]]:
    """Give every table that a backup holds, as its model."""
    for table in apps.get_models(include_auto_created=True):
        if table._meta.managed and not table._meta.proxy and table._meta.label not in LEFT_OUT:
            yield table


def table_of(member: str) -> str:
    """Return the label of the model whose rows this member holds, or nothing."""
    found = _ROWS.fullmatch(member)
    return found["label"] if found else ""


def is_safe(member: str) -> bool:
    """Say whether a member is one of ours, and cannot land outside the place it is for."""
    kind, _, name = member.partition("/")
    parts = PurePosixPath(name).parts
    if kind == "rows":
        return bool(table_of(member))
    if kind == "keys":
        return name in KEYS
    return (
        kind == "files"
        and str(PurePosixPath(name)) == name
        and not name.startswith("/")
        and not {".", "..", OUTSIDE} & set(parts)
        and not set("\\\0") & set(name)
    ) or member == MANIFEST


def erasures_folder() -> str:
    """Return where the list of erasures lies on this machine, or nothing when it lies in S3."""
    place = settings.STORAGES["default"].get("OPTIONS", {}).get("location", "")
    return f"{place}/{OUTSIDE}/erasures" if place else ""
