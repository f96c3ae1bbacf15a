from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from samenwijzer.config import serving
from samenwijzer.live.headers import is_loopback


class Command(BaseCommand):
    help = "Start and watch everything on this machine: live, web, worker and indexer."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="the port to listen on (8000)")
        parser.add_argument(
            "--host", help="the address to listen on; without PUBLIC_URL that of this machine alone"
        )

    def handle(self, *, host: str | None, port: int, **options: Any) -> None:
        host = host or ("0.0.0.0" if settings.PUBLIC_URL else "127.0.0.1")  # noqa: S104 - asked for by PUBLIC_URL
        if not settings.PUBLIC_URL and not is_loopback(host):
            raise CommandError("Set PUBLIC_URL before others can reach the site from outside.", returncode=2)
        try:
            serving.serve(host=host, port=port, ready=self._announce)
        except serving.PortTaken as problem:
            raise CommandError(str(problem), returncode=2) from problem

    def _announce(self, address: str) -> None:
        self.stdout.write(f"Samenwijzer is ready: {address}")
        self.stdout.flush()
