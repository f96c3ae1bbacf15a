"""`samenwijzer administrator EMAIL`: let somebody administer, and print the link by which he comes in."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.translation import override

from samenwijzer.accounts.actions import install_administrator
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.text import clean
from samenwijzer.outbox import audit


class Command(BaseCommand):
    help = "Let somebody administer, the first one too, and print a link that works once, for a day."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address with which the person signs in")
        parser.add_argument("--name", default="", help="the name of somebody who is not known yet")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        name = " ".join(clean(options["name"]).split())[:200]
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError("This is no e-mail address.", returncode=2) from None
        token = audit.origin.set(audit.Origin("command"))
        try:
            with override("en"):
                secret = install_administrator(email=email, name=name)
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        finally:
            audit.origin.reset(token)
        self.stdout.write(urljoin(settings.PUBLIC_URL or "", reverse("accounts:follow_link", args=[secret])))
