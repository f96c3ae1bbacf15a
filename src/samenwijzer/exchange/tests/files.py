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


def crowd(people: int, questions: int) -> list[Record]:
    """Describe a department full of people who ask, each question with an accepted answer and a subject."""
    lines: list[Record] = [DEPARTMENT, SPACE]
    lines += [
        {**FATIMA, "id": f"p-{number}", "name": f"Persoon {number}", "email": f"p{number}@example.org"}
        for number in range(people)
    ]
    for number in range(questions):
        author = f"p-{number % people}"
        lines.append(
            {
                "type": "question",
                "id": f"v-{number}",
                "title": f"Mag gift {number} naast bijstand?",
                "body": f"De inwoner kreeg {number} keer hulp van familie. " * 4,
                "author": author,
                "subjects": [f"onderwerp {number % 50}"],
                "date": "2026-01-20",
            }
        )
        lines.append(
            {
                "type": "answer",
                "id": f"a-{number}",
                "question": f"v-{number}",
                "body": "Ja, tot de grens in de werkinstructie.",
                "author": author,
                "date": "2026-01-21",
                "accepted": True,
            }
        )
    return lines
