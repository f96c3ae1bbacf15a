"""Where the index lies, and who may write it.

`INDEX_DIR` holds one folder per generation and the file `current` with the name of the generation in use. A
new generation is built beside the one in use and takes its place by one rename, so that the site never waits.
Readers that still have an older generation open keep its files until they look again.
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

from samenwijzer.search.schema import version

_POINTER = "current"
_BROKEN = "broken"
_RETRY = 0.02


def folder() -> Path:
    """The folder of the index, made when it is missing."""
    path: Path = settings.INDEX_DIR
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def current() -> Path | None:
    """The generation in use; `None` when there is none that this version of the code can read."""
    for name in iter(_named, None):
        path: Path = settings.INDEX_DIR / name
        usable = name.startswith(f"{version()}-") and (path / "meta.json").exists()
        if usable and path.parent == settings.INDEX_DIR:
            return path
        if _named() == name:  # Else it was replaced between reading its name and looking at it.
            return None
    return None


def _named() -> str | None:
    try:
        return (settings.INDEX_DIR / _POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None


def new() -> Path:
    """An empty folder for a generation that nobody reads yet."""
    path = folder() / f"{version()}-{secrets.token_hex(4)}"
    path.mkdir(mode=0o700)
    return path


def put_in_use(generation: Path) -> None:
    """Point to the generation by one rename, and remove the others."""
    pointer = folder() / f".{_POINTER}-{secrets.token_hex(4)}"
    with pointer.open("w", encoding="utf-8") as file:
        file.write(generation.name)
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(folder() / _POINTER)
    (folder() / _BROKEN).unlink(missing_ok=True)
    for other in folder().iterdir():
        if other.is_dir() and other != generation:
            shutil.rmtree(other, ignore_errors=True)


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
