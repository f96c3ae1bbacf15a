"""`samenwijzer serve`: live, web, worker and indexer on one machine."""

from __future__ import annotations

import http.client
import importlib
import socket
import time
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from samenwijzer.config import web
from samenwijzer.config.prepare import prepare_static_files
from samenwijzer.config.supervisor import Program, Supervisor
from samenwijzer.kernel.storage import private_folder


class PortTaken(OSError):
    """The port cannot be used; the text says why."""


def serve(*, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Run until SIGTERM or SIGINT. `ready` is told the address when pages can be asked for.

    Raises PortTaken. The port is bound here and passed on: it stays open while `live` is started again.
    """
    prepare_static_files()
    private_folder(settings.RUN_DIR)
    live = importlib.import_module("samenwijzer.live.server")
    try:
        bound = live.listening_socket(host, port)
    except OSError as problem:
        message = f"Port {port} on {host} cannot be used: {problem.strerror}."
        raise PortTaken(message) from problem
    port = bound.getsockname()[1]
    web.preload()
    connections.close_all()
    programs = [
        Program("live", partial(live.run, bound)),
        *web.programs(),
        Program("worker", lambda: _run("worker")),
        Program("indexer", lambda: _run("indexer")),
    ]
    Supervisor(programs, each_round=_Announcement(host, port, ready)).run()
    bound.close()


def _run(command: str) -> None:
    call_command(command)


class _Announcement:
    """Looks in each round whether pages can be asked for, and says so once."""

    def __init__(self, host: str, port: int, ready: Callable[[str], None]) -> None:
        self.host = "127.0.0.1" if host in {"0.0.0.0", "::", "localhost"} else host  # noqa: S104 - only compared
        self.port = port
        self.ready = ready
        self.done = False

    def __call__(self) -> None:
        if self.done or not self._answers():
            return
        self.done = True
        name = f"[{self.host}]" if ":" in self.host else self.host
        self.ready(settings.PUBLIC_URL or f"http://{name}:{self.port}/")

    def _answers(self) -> bool:
        for name in ("web.sock", "slow.sock"):
            with socket.socket(socket.AF_UNIX) as attempt:
                if attempt.connect_ex(str(settings.RUN_DIR / name)):
                    time.sleep(0.02)
                    return False
        connection = http.client.HTTPConnection(self.host, self.port, timeout=1)
        try:
            connection.request("GET", "/live/health")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()
