"""`web`: the pages, in gunicorn. Two pools share one loaded application.

The fast pool has sync workers, as many as there are cores, and sits on `web.sock`. The slow pool has one
worker with threads on `slow.sock`, for transfers that take long; `live` chooses.
"""

from __future__ import annotations

import gc
import importlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from samenwijzer.config.supervisor import Program
from samenwijzer.kernel.jobs.forked import die_with_parent, forget_connections
from samenwijzer.kernel.storage import private_folder
from samenwijzer.outbox import alive

TIMEOUT = 60  # Seconds after which a worker that does not answer is replaced.
_SHARED = Path("/dev/shm")  # noqa: S108 - gunicorn makes an unnamed file there


def preload() -> Any:
    """Load all that a page needs, so that workers forked after this share it. Opens no connection."""
    application = importlib.import_module("samenwijzer.config.wsgi").application
    resolver = get_resolver()
    resolver.url_patterns  # noqa: B018 - importing the views is what is wanted
    return application


class Pool(BaseApplication):  # type: ignore[misc]
    """One gunicorn with the application that is loaded already."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        fixed = {
            "preload_app": True,
            "control_socket_disable": True,
            "errorlog": "-",
            "loglevel": "warning",
            "timeout": TIMEOUT,
            "graceful_timeout": 10,
            "keepalive": 5,
            "umask": 0o077,
            "limit_request_line": 8_190,
            "limit_request_fields": 120,
            "limit_request_field_size": 32_768,
            "max_requests": 10_000,
            "max_requests_jitter": 1_000,
            "post_fork": _after_fork,
        }
        if _SHARED.is_dir():
            fixed["worker_tmp_dir"] = str(_SHARED)
        for name, value in {**fixed, **self.options}.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return preload()


def _after_fork(arbiter: Any, worker: Any) -> None:
    die_with_parent(worker.ppid)
    forget_connections()
    alive.beat("web")
    _use_pool(size=worker.cfg.threads)
    # A page makes thousands of objects that end with it; looking through them all the time costs a tenth.
    gc.freeze()
    gc.set_threshold(25_000, 20, 20)


def _use_pool(*, size: int) -> None:
    """Let the threads of this worker share connections to PostgreSQL, which are looked after."""
    description = connection.settings_dict
    if connection.vendor == "postgresql":
        description["OPTIONS"]["pool"] = {"min_size": 1, "max_size": max(2, size), "timeout": 10}
        description["CONN_MAX_AGE"] = 0


def run_fast(bind: str | None = None, *, workers: int | None = None) -> None:
    """Run the pool of sync workers, on its socket or on another address, until SIGTERM."""
    Pool(bind=bind or _socket("web.sock"), workers=workers or settings.WEB_WORKERS, worker_class="sync").run()


def run_slow() -> None:
    """Run the pool with threads until SIGTERM."""
    Pool(bind=_socket("slow.sock"), workers=1, worker_class="gthread", threads=8).run()


def programs() -> tuple[Program, ...]:
    """Return both pools, for a supervisor."""
    return (Program("web", run_fast), Program("web-slow", run_slow))


def _socket(name: str) -> str:
    return f"unix:{private_folder(settings.RUN_DIR) / name}"
