"""What the commands `search` and `experts` share: one query on the command line, or one a line."""

from __future__ import annotations

import io
import json
import logging
import sys
from abc import ABC, abstractmethod
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from typing import Any, cast

from django.core.management.base import BaseCommand, CommandError

from samenwijzer.accounts.models import User
from samenwijzer.people.queries import Expert
from samenwijzer.search.actions import TooSlow, catch_up

log = logging.getLogger(__name__)
_PATIENCE = 10.0
_UNKNOWN_PERSON = 2
_LINE_FAILED = 1
_MOST = 1000


class AskCommand(BaseCommand, ABC):
    """Reads queries, answers each with a line of JSON or for people, and goes on after a line that fails."""

    requires_system_checks: list[str] = []  # They take a third of the start; `check` does them.

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", nargs="?", help="what to look for; without it, one query a line is read")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="whose rights count")
        parser.add_argument("--limit", type=_limit, default=10, help="at most so many of each kind")
        parser.add_argument("--json", action="store_true", dest="as_json", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        viewer = _viewer(options["email"])
        _have_an_index()
        out = _utf8(sys.stdout) if getattr(self.stdout, "_out", None) is sys.stdout else self.stdout
        if options["text"] is not None:
            self._answer_one(options, viewer, out)
            return
        failed = False
        for text in _lines():
            try:
                line = self.as_json(text, viewer=viewer, limit=options["limit"])
            except Exception as problem:
                log.exception("A query could not be answered")
                line = {"query": text, "error": type(problem).__name__}
                failed = True
            _write_json(out, line)
        if failed:
            sys.exit(_LINE_FAILED)

    @abstractmethod
    def as_json(self, text: str, *, viewer: User | None, limit: int) -> dict[str, Any]:
        """Return the answer as the contract of the command line names it."""

    @abstractmethod
    def as_lines(self, text: str, *, viewer: User | None, limit: int) -> Iterator[str]:
        """Return the answer for a person to read."""

    def _answer_one(self, options: dict[str, Any], viewer: User | None, out: Any) -> None:
        text, limit = str(options["text"]), options["limit"]
        text = text.encode("utf-8", "replace").decode()  # Bytes that are no UTF-8 came as surrogates.
        if options["as_json"]:
            _write_json(out, self.as_json(text, viewer=viewer, limit=limit))
            return
        for line in self.as_lines(text, viewer=viewer, limit=limit):
            out.write(f"{line}\n")
        out.flush()


def expert_as_json(expert: Expert) -> dict[str, Any]:
    """Return one person of an answer."""
    return {
        "external_id": expert.external_id,
        "name": expert.name,
        "email": expert.email,
        "score": expert.score,
        "why": list(expert.why),
    }


def expert_as_line(expert: Expert) -> str:
    """Return one person on one line."""
    return f"{expert.name} <{expert.email}>: {'; '.join(expert.why)}"


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= _MOST):
        message = f"must be a number from 1 to {_MOST}"
        raise ArgumentTypeError(message)
    return int(text)


def _viewer(email: str | None) -> User | None:
    if email is None:
        return None
    viewer = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if viewer is None:
        message = f"Nobody here signs in as {email}."
        raise CommandError(message, returncode=_UNKNOWN_PERSON)
    return viewer


def _have_an_index() -> None:
    """Without a server nobody keeps the index: make or complete it here. With one this takes no time."""
    try:
        catch_up(timeout=_PATIENCE)
    except TooSlow:
        log.warning("The search index is behind the database; what is newest may be missing")


def _lines() -> Iterator[str]:
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def _utf8(out: Any) -> Any:
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8", errors="replace")
    return out


def _write_json(out: Any, answer: dict[str, Any]) -> None:
    out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    cast("io.TextIOWrapper", out).flush()
