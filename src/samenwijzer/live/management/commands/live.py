from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from samenwijzer.live import server
from samenwijzer.live.headers import is_loopback


class Command(BaseCommand):
    help = "Own the port: serve static files and carry the rest to `web`; `serve` starts one."
    requires_system_checks: list[str] = []  # They take a third of the start; `check` does them.

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="the port to listen on (8000)")

    def handle(self, *, host: str, port: int, **options: Any) -> None:
        if not settings.PUBLIC_URL and not is_loopback(host):
            raise CommandError("Set PUBLIC_URL before others can reach the site from outside.", returncode=2)
        try:
            bound = server.listening_socket(host, port)
        except OSError as problem:
            raise CommandError(
                f"Port {port} on {host} cannot be used: {problem.strerror}.", returncode=2
            ) from problem
        server.run(bound)
