"""Folders and files of the installation on this machine."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import IO


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
