"""Where the index lies, and who may write it.

`INDEX_DIR` holds one folder per generation and, for each version of the code, a file `current-…` with the
name of the generation in use. A new generation is built beside the one in use and takes its place by one
rename, so that the site never waits. Readers that still have an older one open keep its files until they look
again.

Code of two versions keeps two generations apart: each uses its own, and the indexer of the one that stays
removes the other.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from samenwijzer.search import schema

_POINTER = "current-"
_BROKEN = "broken"
_RETRY = 0.02


def folder() -> Path:
    """The folder of the index, made when it is missing."""
    path: Path = settings.INDEX_DIR
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def current() -> Path | None:
    """The generation in use; `None` when there is none that this version of the code made."""
    return _in_use(schema.version())


def to_search() -> Path | None:
    """The generation in use, or until there is one that of a version with the same fields, the newest.

    Another word list or other weights find a little less well, which is better than nothing.
    """
    found = current()
    if found is not None:
        return found
    versions = (pointer.name.removeprefix(_POINTER) for pointer in _newest_pointers())
    alike = (_in_use(one) for one in versions if one.startswith(f"{schema.VERSION}-"))
    return next((path for path in alike if path is not None), None)


def _in_use(version: str) -> Path | None:
    for name in iter(lambda: _named(version), None):
        path: Path = settings.INDEX_DIR / name
        usable = name.startswith(f"{version}-") and (path / "meta.json").exists()
        if usable and path.parent == settings.INDEX_DIR:
            return path
        if _named(version) == name:  # Else it was replaced between reading its name and looking at it.
            return None
    return None


def _named(version: str) -> str | None:
    try:
        return (settings.INDEX_DIR / f"{_POINTER}{version}").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None


def _newest_pointers() -> list[Path]:
    with contextlib.suppress(OSError):  # Somebody may remove one meanwhile: then there is none, for a moment.
        return sorted(settings.INDEX_DIR.glob(f"{_POINTER}*"), key=lambda one: -one.stat().st_mtime_ns)
    return []


def new() -> Path:
    """An empty folder for a generation that nobody reads yet."""
    path = folder() / f"{schema.version()}-{secrets.token_hex(4)}"
    path.mkdir(mode=0o700)
    return path


def put_in_use(generation: Path) -> None:
    """Point to the generation by one rename, and remove the others of this version."""
    pointer = folder() / f".{_POINTER}{secrets.token_hex(4)}"
    with pointer.open("w", encoding="utf-8") as file:
        file.write(generation.name)
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(folder() / f"{_POINTER}{schema.version()}")
    (folder() / _BROKEN).unlink(missing_ok=True)
    for other in folder().glob(f"{schema.version()}-*"):
        if other != generation:
            shutil.rmtree(other, ignore_errors=True)


def remove(generation: Path) -> None:
    """Remove a generation that was not finished."""
    shutil.rmtree(generation, ignore_errors=True)


def remove_other_versions() -> None:
    """Remove what code of another version made. Only the indexer knows that no such code runs here now."""
    for other in folder().iterdir():
        if other.is_dir() and not other.name.startswith(f"{schema.version()}-"):
            shutil.rmtree(other, ignore_errors=True)
    for pointer in folder().glob(f"{_POINTER}*"):
        if pointer.name != f"{_POINTER}{schema.version()}":
            pointer.unlink(missing_ok=True)


def report_broken(generation: Path) -> None:
    """Leave a note for the writer that this generation cannot be read."""
    with contextlib.suppress(OSError):
        (folder() / _BROKEN).write_text(generation.name, encoding="utf-8")


def is_broken(generation: Path) -> bool:
    """Whether a reader found this generation unreadable."""
    try:
        return (folder() / _BROKEN).read_text(encoding="utf-8") == generation.name
    except (OSError, UnicodeDecodeError):
        return False


@contextlib.contextmanager
def lock(name: str, *, wait: float = 0.0) -> Iterator[bool]:
    """Hold a lock file and yield whether it was free within `wait` seconds; a dead process holds none.

    "writer" is held by whoever writes the generation in use, "rebuild" by whoever builds another beside it.
    """
    with (folder() / f"{name}.lock").open("a") as file:
        taken = _take(file.fileno(), time.monotonic() + wait)
        try:
            yield taken
        finally:
            if taken:
                fcntl.flock(file, fcntl.LOCK_UN)


def _take(descriptor: int, until: float) -> bool:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(_RETRY)
        else:
            return True
