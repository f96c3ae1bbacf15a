"""What a process does first when it was forked from one that has everything loaded."""

from __future__ import annotations

import ctypes
import os
import signal

from django.db import connections

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def die_with_parent(parent: int) -> None:
    """Ask the system to kill this process when its parent ends, however that ends. Only Linux can do this."""
    try:
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    except AttributeError:
        return
    if os.getppid() != parent:
        os._exit(1)  # The parent ended before it was asked.


def forget_connections() -> None:
    """Let go of the parent's connections to the database: two processes cannot share one.

    A pool is dropped rather than closed, for closing would end connections that the parent goes on using.
    """
    for connection in connections.all(initialized_only=True):
        pools = getattr(connection, "_connection_pools", None)
        if pools:
            pools.clear()
        connection.connection = None
