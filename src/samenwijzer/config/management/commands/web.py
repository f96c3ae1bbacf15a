from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from gunicorn.util import parse_address

from samenwijzer.config import web
from samenwijzer.config.prepare import prepare_static_files
from samenwijzer.config.supervisor import Supervisor
from samenwijzer.live.headers import is_loopback


class Command(BaseCommand):
    help = "Run the pages; `serve` starts both pools. A proxy that does what `live` does talks to --bind."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--bind",
            help="HOST:PORT or unix:PATH of the fast pool alone; without it both pools, on their sockets",
        )
        parser.add_argument("--workers", type=int, default=settings.WEB_WORKERS, help="how many sync workers")

    def handle(self, *, bind: str | None, workers: int, **options: Any) -> None:
        if bind is not None and not settings.PUBLIC_URL and not _stays_here(bind):
            raise CommandError("Set PUBLIC_URL before others can reach the site from outside.", returncode=2)
        prepare_static_files()
        web.preload()
        connections.close_all()
        if bind is None:
            Supervisor(web.programs()).run()
        else:
            web.run_fast(bind, workers=workers)


def _stays_here(bind: str) -> bool:
    address = parse_address(bind)
    return not isinstance(address, tuple) or is_loopback(address[0])
