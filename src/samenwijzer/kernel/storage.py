"""Folders of the installation on this machine, and the files in its storage, a folder or S3."""

from __future__ import annotations

import os
import secrets
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

OUTSIDE = "outside-backups"
"""The folder of the storage that is in no backup, and that stays where it is when one is put back."""


class FolderNotOurs(PermissionError):
    """A folder that must be private belongs to somebody else or is open to others."""


def private_folder(path: Path) -> Path:
    """Make the folder, readable by its owner alone, and return it.

    Raises FolderNotOurs when somebody else made it first, as anybody may do under a shared temporary folder.
    """
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        message = f"The folder {path} belongs to another user; remove it or set SAMENWIJZER_DATA_DIR."
        raise FolderNotOurs(message)
    if stat.S_IMODE(found.st_mode) & 0o077:
        path.chmod(0o700)
    return path


def unnamed_file(folder: Path) -> IO[bytes]:
    """Open a file without a name in the folder: it is gone when closed, also when the process is killed."""
    return tempfile.TemporaryFile(dir=private_folder(folder), buffering=0)


def stored_files(folder: str = "") -> Iterator[str]:
    """Give the name of every file in the storage, in order, but for what is kept outside backups."""
    folders, files = _listed(folder)
    for name in sorted(files):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        path = f"{folder}/{name}" if folder else name
        if path != OUTSIDE:
            yield from stored_files(path)


def keep_outside(name: str, content: bytes) -> None:
    """Keep a small file in the storage, outside every backup. It takes the place of one of that name."""
    path = f"{OUTSIDE}/{name}"
    try:
        place = Path(default_storage.path(path))
    except NotImplementedError:  # Not a disk.
        default_storage.delete(path)
        default_storage.save(path, ContentFile(content))
        return
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = Path(default_storage.path(f"{OUTSIDE}/.{secrets.token_hex(8)}"))
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    fresh.replace(place)


def names_outside(folder: str) -> frozenset[str]:
    """Return the names of the files that are kept in that folder outside backups."""
    return frozenset(_listed(f"{OUTSIDE}/{folder}")[1])


def read_outside(name: str) -> bytes | None:
    """Return what is kept under that name outside backups, or None."""
    path = f"{OUTSIDE}/{name}"
    if not default_storage.exists(path):
        return None
    with default_storage.open(path) as file:
        return bytes(file.read())


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:  # A folder of the disk that was never made.
        return [], []
