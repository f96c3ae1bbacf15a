"""Writes exchange files for tests, and a small organisation to begin with."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from samenwijzer.exchange.importing import Report, import_files

Record = Mapping[str, Any]

DEPARTMENT = {"type": "department", "id": "afd-inkomen", "name": "Inkomen", "parent": None}
FATIMA = {
    "type": "person",
    "id": "p-fatima",
    "name": "Fatima Amrani",
    "email": "fatima@example.org",
    "department": "afd-inkomen",
}
JOOST = {"type": "person", "id": "p-joost", "name": "Joost Verhagen", "email": "joost@example.org"}
SPACE = {"type": "space", "id": "ruimte-inkomen", "name": "Inkomen", "department": "afd-inkomen"}
QUESTION = {
    "type": "question",
    "id": "v-1",
    "title": "Mag een gift?",
    "author": "p-fatima",
    "date": "2026-01-20",
}
ANSWER = {"type": "answer", "id": "a-1", "question": "v-1", "body": "Ja.", "author": "p-fatima"}
PAGE = {"type": "page", "id": "wi-1", "title": "Giften", "body": "# Giften", "author": "p-fatima"}
ORGANISATION: list[Record] = [DEPARTMENT, FATIMA, JOOST, SPACE, QUESTION, ANSWER, PAGE]


def write_lines(path: Path, *lines: Record | str | bytes) -> Path:
    """Write each record as JSON, and texts and bytes as they are."""
    with path.open("wb") as file:
        for line in lines:
            content = (
                line
                if isinstance(line, bytes)
                else (line if isinstance(line, str) else json.dumps(line)).encode()
            )
            file.write(content + b"\n")
    return path


def bring_in(folder: Path, *lines: Record | str | bytes, dry_run: bool = False) -> Report:
    return import_files(paths=[write_lines(folder / "records.jsonl", *lines)], dry_run=dry_run)


def reasons(report: Report) -> dict[int, str]:
    """Give the reason of each refused line by its number."""
    return {line.number: line.reason for line in report.refused}
