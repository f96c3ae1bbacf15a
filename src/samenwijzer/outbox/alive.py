"""Which processes of this machine are alive: each touches a file of its own every few seconds.

A process that hangs stops touching, and one that was killed leaves its file; both can be told. `web` touches
once: what hangs there is ended by its own supervisor. Other machines have files of their own.
"""

from __future__ import annotations

import datetime
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from samenwijzer.kernel.clock import now
from samenwijzer.kernel.jobs import leases
from samenwijzer.kernel.storage import private_folder

PROCESSES = ("live", "web", "worker", "indexer")
EVERY = 5.0  # Seconds between two signs.
SILENT = datetime.timedelta(seconds=30)
_next: dict[tuple[str, int], float] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """The last sign of the processes of one name; `running` says how many gave one within half a minute."""

    name: str
    running: int
    last: datetime.datetime | None


def beat(name: str) -> None:
    """Give a sign of life, at most every five seconds. Never raises: a full disk must not end a process."""
    own = (name, os.getpid())
    if time.monotonic() < _next.get(own, 0.0):
        return
    _next[own] = time.monotonic() + EVERY
    with suppress(OSError):
        path = _folder() / f"{name}-{os.getpid()}"
        if path.exists():
            path.touch()
            return
        for other in path.parent.glob(f"{name}-*"):
            if leases.is_gone(other.read_text()):
                other.unlink(missing_ok=True)
        path.write_text(leases.own_name())


def signs() -> list[Sign]:
    """Tell of each kind of process how many are alive on this machine; changes nothing."""
    found: dict[str, list[tuple[datetime.datetime, bool]]] = {name: [] for name in PROCESSES}
    folder = Path(settings.RUN_DIR) / "alive"
    for path in folder.iterdir() if folder.is_dir() else ():
        name = path.name.rpartition("-")[0]
        with suppress(OSError):  # It ended while we looked.
            last = datetime.datetime.fromtimestamp(path.stat().st_mtime, tz=datetime.UTC)
            gone = leases.is_gone(path.read_text())
            if name in found:
                found[name].append((last, not gone and (name == "web" or now() - last < SILENT)))
    return [
        Sign(
            name=name,
            running=sum(alive for _, alive in seen),
            last=max((last for last, _ in seen), default=None),
        )
        for name, seen in found.items()
    ]


def is_alive(name: str) -> bool:
    """Say whether such a process gave a sign on this machine in the last half minute."""
    return any(sign.running for sign in signs() if sign.name == name)


def _folder() -> Path:
    private_folder(settings.RUN_DIR)
    return private_folder(settings.RUN_DIR / "alive")
