"""A dump of Stack Exchange in a table: read one row at a time, and taken further in time step by step."""

from __future__ import annotations

import html
import random
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

LAST = 0.3
"""The share of an archive, in time, from which questions are asked."""

_PARTS = 1 << 16
_TAG, _TAGS = re.compile(r"<[^>]*>"), re.compile(r"[<|]([^<>|]+)")


class Unsafe(ValueError):
    """A file declares a document type, as no dump does: entities in it could read files or fill memory."""


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Give the attributes of each row of a dump, one at a time. Raises Unsafe."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            found.append(attributes)

    def refuse(*_: object) -> None:
        raise Unsafe(f"{path.name} declares a document type. A dump of Stack Exchange has none.")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    with path.open("rb") as file:
        while part := file.read(_PARTS):
            parser.Parse(part)
            yield from found
            found.clear()
    parser.Parse(b"", True)  # noqa: FBT003 - its own signature
    yield from found


class Store:
    """A dump in a table, so that no archive has to fit in memory."""

    def __init__(self, folder: Path, path: Path) -> None:
        self.db = sqlite3.connect(path)
        self.db.executescript(
            "PRAGMA journal_mode=off; PRAGMA synchronous=off;"
            "CREATE TABLE post(id INTEGER PRIMARY KEY, parent INTEGER, owner INTEGER, at TEXT,"
            " title TEXT, body TEXT, tags TEXT, chosen INTEGER);"
            "CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT);"
            "CREATE VIRTUAL TABLE f USING fts5(text, owner UNINDEXED, parent UNINDEXED,"
            " tokenize='porter unicode61 remove_diacritics 2');"
            "CREATE VIRTUAL TABLE thread USING fts5(text, owner UNINDEXED, parent UNINDEXED,"
            " tokenize='porter unicode61 remove_diacritics 2');"
        )
        self.db.executemany("INSERT INTO post VALUES (?,?,?,?,?,?,?,?)", _posts(folder / "Posts.xml"))
        self.db.executemany("INSERT OR IGNORE INTO person VALUES (?,?)", _people(folder / "Users.xml"))
        self.db.executescript(
            "CREATE INDEX post_at ON post(at); CREATE INDEX post_parent ON post(parent);"
            "DELETE FROM post WHERE parent IS NOT NULL AND parent NOT IN (SELECT id FROM post);"
        )
        self.until = ""

    def tags(self) -> dict[str, int]:
        """Number every tag."""
        found = sorted(
            {tag for (tags,) in self.db.execute("SELECT DISTINCT tags FROM post") for tag in split_tags(tags)}
        )
        return {tag: number for number, tag in enumerate(found, start=1)}

    def asked(self, most: int, seed: int) -> list[Asked]:
        """Draw questions of the last part that somebody else gave the chosen answer to, in order of time."""
        (begin,) = self.db.execute(
            "SELECT at FROM post WHERE parent IS NULL ORDER BY at LIMIT 1 OFFSET"
            " (SELECT cast(count(*) * ? AS INTEGER) FROM post WHERE parent IS NULL)",
            [1 - LAST],
        ).fetchone() or ("",)
        found = [
            Asked(*row)
            for row in self.db.execute(
                "SELECT q.id, q.at, q.title || ' ' || q.body, a.owner FROM post q"
                " JOIN post a ON a.id = q.chosen"
                " WHERE q.at >= ? AND q.title != '' AND a.owner IS NOT NULL AND a.owner IS NOT q.owner"
                " AND EXISTS (SELECT 1 FROM post b WHERE b.owner = a.owner AND b.parent IS NOT NULL"
                " AND b.at < q.at AND b.parent != q.id) ORDER BY q.at, q.id",
                [begin],
            )
        ]
        chance = random.Random(seed)  # noqa: S311 - not for secrets
        return sorted(chance.sample(found, min(most, len(found))), key=lambda one: (one.at, one.id))

    def read_on(self, until: str | None) -> list[tuple[int, int | None]]:
        """Let what was written before a moment count too, everything for None. Gives id and parent."""
        end = until or "~"
        new = self.db.execute(
            "SELECT id, parent FROM post WHERE at >= ? AND at < ? ORDER BY at, id", [self.until, end]
        ).fetchall()
        for table, words in (("f", "q.title"), ("thread", "q.title || ' ' || q.body")):
            self.db.execute(
                f"INSERT INTO {table} SELECT {words} || ' ' || a.body, a.owner, a.parent FROM post a"  # noqa: S608
                " JOIN post q ON q.id = a.parent WHERE a.at >= ? AND a.at < ? AND a.owner IS NOT NULL",
                [self.until, end],
            )
        self.until = end
        return new


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and who gave the chosen answer."""

    id: int
    at: str
    text: str
    who: int


def _posts(path: Path) -> Iterator[tuple[Any, ...]]:
    for row in rows(path):
        if row.get("PostTypeId") in {"1", "2"}:
            yield (
                int(row["Id"]),
                _number(row.get("ParentId")),
                _number(row.get("OwnerUserId")),
                row["CreationDate"],
                row.get("Title", ""),
                html.unescape(_TAG.sub(" ", row.get("Body", ""))),
                row.get("Tags", ""),
                _number(row.get("AcceptedAnswerId")),
            )


def _people(path: Path) -> Iterator[tuple[int, str]]:
    for row in rows(path):
        if int(row["Id"]) > 0:
            yield int(row["Id"]), row.get("DisplayName", "") or "?"


def _number(text: str | None) -> int | None:
    return int(text) if text and int(text) > 0 else None


def split_tags(tags: str) -> list[str]:
    return _TAGS.findall(tags)
