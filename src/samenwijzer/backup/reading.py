"""Reading an archive: first all of it, to see that it is whole, and then again to put it back."""

from __future__ import annotations

import gzip
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from samenwijzer.backup.archive import MANIFEST, CannotRestore, Counted, Manifest, is_safe

_DAMAGED = (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError, ValueError)
_LARGEST_MANIFEST = 512_000_000


def read_manifest(path: Path) -> Manifest:
    """Read the whole archive and return what it says of itself. Writes nothing.

    Raises CannotRestore when it is no archive, is damaged or cut off, when a part is not what the manifest
    says, or would land outside its place.
    """
    seen = {}
    manifest = None
    with _opened(path) as members:
        for name, file, size in members:
            if manifest is not None or name in seen:
                message = f"The archive has a part too many: {name}. It is damaged."
                raise CannotRestore(message)
            if name == MANIFEST:
                if size > _LARGEST_MANIFEST:
                    message = "The manifest of this archive is too large. It is damaged."
                    raise CannotRestore(message)
                manifest = Manifest.read(file.read())
            else:
                seen[name] = Counted(file).drained()
    if manifest is None:
        message = "The archive is cut off: its end, the manifest, is missing."
        raise CannotRestore(message)
    told = {name: (part.sha256, part.size) for name, part in manifest.members.items()}
    found = {name: (part.sha256, part.size) for name, part in ((n, c.member()) for n, c in seen.items())}
    if wrong := sorted(set(told.items()) ^ set(found.items())):
        message = f"The archive is damaged: {wrong[0][0]} is not what the manifest says."
        raise CannotRestore(message)
    return manifest


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Give the name and the content of each part but the manifest. The content is read before the next."""
    with _opened(path) as found:
        for name, file, _size in found:
            if name != MANIFEST:
                yield name, file


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[tuple[str, IO[bytes], int]]]:
    try:
        with gzip.open(path, "rb") as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            yield _parts(tar)
            while packed.read(1 << 20):
                pass  # To the end, where the checksum stands.
    except _DAMAGED as problem:
        message = f"{path} is no backup, is damaged, or is cut off."
        raise CannotRestore(message) from problem
    except FileNotFoundError as problem:
        message = f"There is no file {path}."
        raise CannotRestore(message) from problem
    except OSError as problem:
        message = f"{path} cannot be read: {problem.strerror or 'it is damaged'}."
        raise CannotRestore(message) from problem


def _parts(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes], int]]:
    for part in tar:
        file = tar.extractfile(part) if part.isreg() else None
        if file is None or not is_safe(part.name):
            message = f"The archive holds something that does not belong in a backup: {part.name[:200]!r}."
            raise CannotRestore(message)
        yield part.name, file, part.size
