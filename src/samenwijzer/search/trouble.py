"""Why the index cannot be written for now, told to the health page in a file beside the index."""

import contextlib
import shutil
from typing import Literal, cast, get_args

from django.conf import settings

from samenwijzer.search import generations

Why = Literal["disk", "lock", "other"]
ROOM = 16_000_000
"""Bytes that a commit may need: with less the disk counts as full."""

_FILE, _TRIAL = "trouble", ".room"


class Unwritable(Exception):
    """The index is sound and cannot be written now: the disk is full, or another process writes it."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


def find_out(problem: BaseException) -> Why:
    """Say what refuses: the engine's own words do not tell a full disk from damage, so the disk is tried."""
    if "LockBusy" in str(problem):
        return "lock"
    return "other" if _has_room() else "disk"


def tell(why: Why | None) -> None:
    """Leave word for the health page, or take it away. A disk that is full may not even take this."""
    with contextlib.suppress(OSError):
        if why is None:
            (generations.folder() / _FILE).unlink(missing_ok=True)
        else:
            (generations.folder() / _FILE).write_text(why, encoding="utf-8")


def told() -> Why | None:
    """What was last told and still holds; a disk without room says it by itself."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        text = (settings.INDEX_DIR / _FILE).read_text(encoding="utf-8")
        return cast("Why", text) if text in get_args(Why) else "disk"
    with contextlib.suppress(OSError):
        return "disk" if shutil.disk_usage(settings.INDEX_DIR).free < ROOM else None
    return None


def _has_room() -> bool:
    trial = generations.folder() / _TRIAL
    try:
        with trial.open("wb") as file:
            file.write(bytes(ROOM))
    except OSError:
        return False
    finally:
        with contextlib.suppress(OSError):
            trial.unlink(missing_ok=True)
    return True
