"""`samenwijzer experts "tekst"`: colleagues who know, with the rights of a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from samenwijzer.accounts.models import User
from samenwijzer.home.management.asking import AskCommand, expert_as_json, expert_as_line
from samenwijzer.people import queries as people


class Command(AskCommand):
    help = "Find colleagues who know about a text, and why."

    def as_json(self, text: str, *, viewer: User | None, limit: int) -> dict[str, Any]:
        """Return the answer as the contract of the command line names it."""
        experts = people.experts(text, viewer=viewer, limit=limit)
        return {"query": text, "people": [expert_as_json(expert) for expert in experts]}

    def as_lines(self, text: str, *, viewer: User | None, limit: int) -> Iterator[str]:
        """Return a person a line, best first."""
        for expert in people.experts(text, viewer=viewer, limit=limit):
            yield expert_as_line(expert)
