"""`samenwijzer search "tekst"`: what the box finds, with the rights of a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from samenwijzer.accounts.models import User
from samenwijzer.home.management.asking import AskCommand, expert_as_json, expert_as_line
from samenwijzer.home.queries import TYPES
from samenwijzer.people import queries as people
from samenwijzer.search import queries as engine


class Command(AskCommand):
    help = "Search as the box does: answers, and colleagues who know."

    def as_json(self, text: str, *, viewer: User | None, limit: int) -> dict[str, Any]:
        """Return the answer as the contract of the command line names it."""
        found = engine.search(text, viewer=viewer, limit=limit, filters=engine.Filters(types=TYPES))
        experts = people.experts(text, viewer=viewer, limit=limit)
        return {
            "query": text,
            "took_ms": found.took_ms,
            "results": [
                {
                    "ref": str(hit.ref),
                    "external_id": hit.external_id,
                    "type": hit.type,
                    "title": hit.title,
                    "url": hit.url,
                    "score": hit.score,
                    "state": hit.state,
                }
                for hit in found.hits
            ],
            "people": [expert_as_json(expert) for expert in experts],
        }

    def as_lines(self, text: str, *, viewer: User | None, limit: int) -> Iterator[str]:
        """Return a numbered list of results, and then the people."""
        found = engine.search(text, viewer=viewer, limit=limit, filters=engine.Filters(types=TYPES))
        for number, hit in enumerate(found.hits, start=1):
            state = f", {hit.state}" if hit.state else ""
            yield f"{number:3}. {hit.title} ({hit.type}{state})  {hit.url}"
        for expert in people.experts(text, viewer=viewer, limit=limit):
            yield f"   - {expert_as_line(expert)}"
