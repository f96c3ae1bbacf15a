"""Searches all that an installation keeps: each byte of its files, each row, and each key in Valkey."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import redis
import tantivy

from tests.installation import Installation
from tests.marked import Marks

SAID = b"kwikstaart"  # What was saved and may be: a search that misses this proves nothing.


def left_behind(installation: Installation, marks: Marks) -> list[str]:
    """Name each place of which the number was found, and where. Fails where it misses what was saved."""
    found = marks.found_below(installation.folder, Path(installation.environment["TMPDIR"]))
    rows = _rows(installation)
    assert SAID in rows, "the rows"
    found |= {f"{place} in a row" for place in marks.found_in(rows)}
    indexed = _indexed(installation.folder / "data" / "index")
    assert SAID in indexed, "the index"
    found |= {f"{place} in the index" for place in marks.found_in(indexed)}
    found |= {f"{place} in Valkey" for place in marks.found_in(_cached(installation))}
    if cluster := _cluster(installation):
        assert any(SAID in path.read_bytes() for path in cluster[0].iterdir()), "the files of PostgreSQL"
        found |= marks.found_below(*cluster)
    return sorted(found)


@contextmanager
def database(installation: Installation) -> Iterator[Any]:
    """Connect to the database of the installation; what is done is kept when it ends well."""
    if address := installation.environment.get("DATABASE_URL"):
        with psycopg.connect(address) as connection:
            yield connection
        return
    path = installation.folder / "data" / "samenwijzer.sqlite3"
    with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as connection:
        yield connection


def _rows(installation: Installation) -> bytes:
    """Return every row as text: unpacked, where the database packs a long value."""
    with database(installation) as connection:
        if isinstance(connection, sqlite3.Connection):
            return "\n".join(connection.iterdump()).encode()
        cursor = connection.cursor()
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        parts = []
        for table in tables:
            with cursor.copy(f'copy "{table}" to stdout'.encode()) as copy:
                parts += [bytes(piece) for piece in copy]
        return b"".join(parts)


def _indexed(folder: Path) -> bytes:
    """Return all that the index keeps of each thing, which is packed on disk."""
    parts = []
    for meta in folder.rglob("meta.json"):
        searcher = tantivy.Index.open(str(meta.parent)).searcher()
        hits = searcher.search(tantivy.Query.all_query(), limit=10_000).hits
        parts += [str(searcher.doc(address).to_dict()) for _score, address in hits]
    return "\n".join(parts).encode()


def _cached(installation: Installation) -> bytes:
    """Return every key and value of our Valkey."""
    address = installation.environment.get("VALKEY_URL")
    if not address:
        return b""
    with closing(redis.Redis.from_url(address)) as server:
        keys: list[bytes] = list(server.scan_iter())
        assert keys, "Valkey"
        return b"\n".join([*keys, *map(bytes, filter(None, map(server.dump, keys)))])


def _cluster(installation: Installation) -> list[Path]:
    """Return the folders in which PostgreSQL keeps our rows and its log, when it runs on this machine."""
    if not installation.environment.get("DATABASE_URL"):
        return []
    with psycopg.connect(installation.environment["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("checkpoint")
        told = connection.execute(
            "select current_setting('data_directory'), (select oid from pg_database where datname = %s)",
            [urlsplit(installation.environment["DATABASE_URL"]).path[1:]],
        ).fetchone()
    assert told is not None
    folder = Path(told[0])
    return [folder / "base" / str(told[1]), folder / "pg_wal"]
