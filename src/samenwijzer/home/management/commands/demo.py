"""`samenwijzer demo`: a made-up organisation to look around in."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from samenwijzer.documents.records import Article, load_articles
from samenwijzer.exchange import demonstration
from samenwijzer.exchange.importing import import_files
from samenwijzer.search.actions import TooSlow, catch_up
from samenwijzer.signpost.records import add_unclaimed_products


class Command(BaseCommand):
    help = (
        "Load the demo organisation into the data folder, unless it is there, and start the site"
        " for this machine alone."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where the site listens (8000)")
        parser.add_argument("--no-serve", action="store_true", help="load the demo, start nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not demonstration.demo_is_loaded():
            with demonstration.loading():
                if not demonstration.demo_is_loaded():
                    self._load()
        address = f"http://127.0.0.1:{options['port']}/"
        self.stdout.write(f"\nSamenwijzer: {address}\nSign in as one of these people:")
        for person in demonstration.guides():
            self.stdout.write(f"  {person.email:32} {person.name}, {person.department}")
        self.stdout.write(f"with the password {demonstration.demo_password()}\n")
        self.stdout.flush()
        if not options["no_serve"]:
            call_command("serve", "--host", "127.0.0.1", "--port", str(options["port"]))

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
            line = report.refused[0]
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
        demonstration.let_demo_people_in()
        try:
            catch_up(timeout=60)
        except TooSlow:
            self.stderr.write("The search index is not complete yet; it will follow.")
        demonstration.note_demo_loaded()
        self.stdout.write(f"Loaded in {time.monotonic() - started:.1f} seconds.")
