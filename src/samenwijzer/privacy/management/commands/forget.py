"""`samenwijzer forget EMAIL`: forget a person who left."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from samenwijzer.accounts.models import User
from samenwijzer.outbox import audit
from samenwijzer.privacy.actions import forget_person


class Command(BaseCommand):
    help = "Forget a person: what was written stays, by Oud-collega. It cannot be undone."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address with which the person signs in")
        parser.add_argument(
            "--yes", action="store_true", help="do it; without this, only say who it would be"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email=options["email"].strip().lower(), forgotten_at=None).first()
        if person is None:
            raise CommandError("Nobody signs in with that address.", returncode=2)
        if not options["yes"]:
            raise CommandError(
                f"{person.name} would be forgotten, which cannot be undone. Add --yes to do it.", returncode=2
            )
        token = audit.origin.set(audit.Origin("command"))
        try:
            forget_person(person_id=person.pk, actor=None)
        finally:
            audit.origin.reset(token)
        self.stdout.write(
            "Forgotten. Old backups hold the person until they are replaced; putting one back forgets again."
        )
