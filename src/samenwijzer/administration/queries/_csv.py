"""The audit as a file: every line that fits, with its seal, in chunks that fit in memory."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.utils import translation

from samenwijzer.accounts.models import User
from samenwijzer.administration.queries._audit import (
    Filters,
    filtered,
    names_of,
    object_in_words,
    people_named,
)
from samenwijzer.administration.queries._words import described
from samenwijzer.outbox.models import AuditLine

_AT_ONCE = 2_000
HEAD = (
    "sequence",
    "seal",
    "foreign",
    "at",
    "action",
    "what",
    "object",
    "object_name",
    "result",
    "origin",
    "address_hash",
    "actor",
    "actor_id",
    "request_id",
)
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Line:
    """What `csv` writes to: it keeps a line until it is taken."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text

    def take(self) -> str:
        text, self.text = self.text, ""
        return text


def audit_as_csv(*, viewer: User, filters: Filters) -> Iterator[str]:
    """Give the lines, newest first, as comma-separated values. May be read slowly: no query stays open.

    The byte order mark lets a spreadsheet read it as UTF-8. The language is that of the call.
    """
    return _written(filters, translation.get_language())


def _written(filters: Filters, language: str | None) -> Iterator[str]:
    rows = filtered(filters, people_named(filters.person)).order_by("-pk")
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(HEAD)
    yield "\ufeff" + line.take()
    below = 2**62
    while batch := list(rows.filter(pk__lt=below)[:_AT_ONCE]):
        with translation.override(language):
            _write(writer, batch)
        below = batch[-1].pk
        yield line.take()


def _write(writer: Any, batch: list[AuditLine]) -> None:
    names = names_of(batch)
    for row in batch:
        cells = (
            row.sequence,
            row.seal if row.sequence is not None else "",
            "yes" if row.is_foreign else "",
            row.at.isoformat(),
            row.action,
            described(row.action),
            row.object,
            object_in_words(row, names),
            row.result,
            row.origin,
            row.address,
            names.actor(row),
            row.actor or "",
            row.request_id,
        )
        writer.writerow([safe(cell) for cell in cells])


def safe(cell: object) -> str:
    """Give a cell as text that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
