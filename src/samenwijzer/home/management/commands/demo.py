"""`samenwijzer demo`: a made-up organisation to look around in."""

from __future__ import annotations

import socket
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from samenwijzer.documents.records import Article, load_articles
from samenwijzer.exchange import about_demo, demonstration
from samenwijzer.exchange.importing import import_files
from samenwijzer.search.actions import TooSlow, add_rules, catch_up, rebuild
from samenwijzer.search.starter import rules
from samenwijzer.signpost.records import add_unclaimed_products

FIRST_PORT = 8000
PORTS = 20


class Command(BaseCommand):
    help = (
        "Load the demo organisation into the data folder, unless it is there, and start the site"
        " for this machine alone."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port", type=int, help="where the site listens (8000, or the next that is free)"
        )
        parser.add_argument("--reset", action="store_true", help="throw the demo away and load it anew")
        parser.add_argument("--yes", action="store_true", help="do not ask before --reset")
        parser.add_argument("--no-serve", action="store_true", help="load the demo, start nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["reset"]:
            self._empty(sure=options["yes"])
        if not demonstration.demo_is_loaded():
            with demonstration.loading():
                if not demonstration.demo_is_loaded():
                    self._load()
        about_demo.sign().touch()
        port = options["port"] or _free_port()
        address = f"http://127.0.0.1:{port}/"
        self.stdout.write(f"\nSamenwijzer: {address}\nSign in as one of these people:")
        for person in demonstration.guides():
            self.stdout.write(f"  {person.email:32} {person.name}, {person.function}")
        self.stdout.write(f"with the password {demonstration.demo_password()}\n")
        self.stdout.flush()
        if not options["no_serve"]:
            call_command("serve", "--host", "127.0.0.1", "--port", str(port))

    def _empty(self, *, sure: bool) -> None:
        with demonstration.loading():
            if not demonstration.may_be_emptied():
                raise CommandError("This data folder holds another organisation. It is left as it is.")
            if not sure:
                self.stdout.write("All that was changed in this demo will be lost. Type yes to go on:")
                self.stdout.flush()
                if sys.stdin.readline().strip().lower() != "yes":
                    raise CommandError("Nothing was changed.")
            demonstration.empty()

    def _load(self) -> None:
        if demonstration.holds_another_organisation():
            raise CommandError(
                "This data folder holds another organisation."
                " Choose a folder for the demo with SAMENWIJZER_DATA_DIR."
            )
        started = time.monotonic()
        self.stdout.write("Loading the demo organisation ...")
        self.stdout.flush()
        report = import_files(paths=[demonstration.RECORDS])
        if report.refused:
            # A line that points to a refused one says little: the last in the chain says why.
            line = min(report.refused, key=lambda one: "which is refused" in one.reason)
            raise CommandError(f"The demo cannot be loaded: line {line.number}: {line.reason}")
        add_unclaimed_products()
        load_articles(
            [
                Article(
                    external_id=article.external_id,
                    title=article.title,
                    text=article.text,
                    url=article.url,
                    valid_from=article.valid_from,
                )
                for article in demonstration.law_articles()
            ]
        )
        add_rules(rules=rules(), actor=None)
        demonstration.let_demo_people_in()
        try:
            rebuild()  # A first index is no repair, of which `catch_up` would warn.
            catch_up(timeout=60)
        except TooSlow:
            self.stderr.write("The search index is not complete yet; it will follow.")
        demonstration.note_demo_loaded()
        self.stdout.write(f"Loaded in {time.monotonic() - started:.1f} seconds.")


def _free_port() -> int:
    """Return the first port from FIRST_PORT on that nobody uses, or FIRST_PORT for `serve` to complain of."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    return FIRST_PORT
