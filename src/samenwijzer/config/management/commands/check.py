from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import check

from samenwijzer.config.checkup import Finding, examine


class Command(check.Command):
    help = "Do Django's own checks, then look at data, index and jobs. Changes nothing without --repair."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--repair", action="store_true", help="mend what can be mended")

    def handle(self, *app_labels: Any, **options: Any) -> None:
        repair = options.pop("repair", False)
        super().handle(*app_labels, **options)
        if options["list_tags"] or options["tags"] or app_labels:
            return
        broken = 0
        for finding in examine():
            self._say(finding)
            if finding.repair is not None and repair:
                finding.repair()
                self.stdout.write("  This was repaired.")
            elif finding.level == "error":
                broken += 1
        if broken:
            wrong = "One thing is" if broken == 1 else f"{broken} things are"
            raise CommandError(f"{wrong} wrong; --repair mends what can be mended.")

    def _say(self, finding: Finding) -> None:
        if finding.level == "ok":
            self.stdout.write(finding.text)
        else:
            self.stderr.write(f"{finding.level}: {finding.text}")
