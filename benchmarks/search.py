"""How fast search is over many documents, beside SQLite's own full-text search over the same ones.

Run as `python -m benchmarks.search --documents 200000 --seconds 60`. Prints a line for people, then JSON.
Ends with 1 when our median is more than `WORST_RATIO` times that of FTS5: times differ between machines, the
ratio hardly does. FTS5 knows no compounds, rights or tiers; it is what one would have without an engine.
With fewer than `JUDGED_FROM` documents FTS5 has nothing to do and only the figures are printed.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

SOURCE = Path(__file__).resolve().parent.parent / "src"
DEMO = SOURCE / "samenwijzer" / "exchange" / "data" / "demo.jsonl"
SPACES, OWN_SPACES = 2_000, 200
WORST_RATIO = 10.0
JUDGED_FROM = 20_000
KIND = "documents.page"
QUERIES = (
    "uitkering",
    "kostendelersnorm",
    "norm kostendelers",
    "uitkering zelfstandige",
    "mag iemand met bijstand een auto hebben",
    "schuldhulp",
    "huishoudelijke hulp mantelzorger",
    "briefadres dakloos",
    "giften echtpaar grens",
    "pgb moeder",
    "traplift huurwoning",
    "vakantie buitenland",
    "inburgering leerroute",
    "beslag bankrekening",
    "kindpakket school",
    "xqzvbnmk",
)


def main() -> int:
    """Measure and say whether it is good enough."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--seconds", type=float, default=30.0, help="time for asking, both engines together")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="samenwijzer-benchmark-"))
    try:
        measured = _measure(folder, options.documents, options.seconds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(
        "search: {documents:,} documents, {documents_per_second:,.0f}/s, index {index_mb:.0f} MB; "
        "largest memory {memory_mb} MB, processor {cpu_ms:.2f} ms a search; "
        "p50 {p50_ms:.2f} ms, p99 {p99_ms:.2f} ms (without snippets p50 {bare_p50_ms:.2f} ms); "
        "filters counted p50 {facets_p50_ms:.2f} ms, p99 {facets_p99_ms:.2f} ms, three of them in use "
        "p50 {narrowed_p50_ms:.2f} ms, p99 {narrowed_p99_ms:.2f} ms; "
        "suggestions p50 {suggest_p50_ms:.2f} ms, p99 {suggest_p99_ms:.2f} ms; "
        "FTS5 p50 {fts5_p50_ms:.2f} ms, ratio {ratio:.2f}".format(**measured)
    )
    print(json.dumps(measured))
    return 1 if options.documents >= JUDGED_FROM and measured["ratio"] > WORST_RATIO else 0


def _measure(folder: Path, count: int, seconds: float) -> dict[str, Any]:
    os.environ["SAMENWIJZER_DATA_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "samenwijzer.config.settings"
    sys.path.insert(0, str(SOURCE))
    import django  # noqa: PLC0415 - the settings read the environment

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from samenwijzer.search import actions, building, queries, starter  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    actions.add_rules(rules=starter.rules(), actor=None)

    tokens = frozenset({"all", *(f"space:{number}" for number in range(OWN_SPACES))})
    _stand_in(count, tokens)
    begun = time.perf_counter()
    building.build_from("0")
    built = time.perf_counter() - begun
    size = sum(path.stat().st_size for path in (folder / "index").rglob("*") if path.is_file())

    used, begun = time.process_time(), time.perf_counter()
    ours = _times(lambda text: queries.search(text, viewer=None), seconds / 6)
    share = (time.process_time() - used) / (time.perf_counter() - begun)
    faceted = _times(lambda text: queries.search(text, viewer=None, facets=True), seconds / 6)
    chosen = queries.Filters(types=("page",), department=7, period="year")
    narrowed = _times(
        lambda text: queries.search(text, viewer=None, filters=chosen, facets=True), seconds / 6
    )
    bare = _times(lambda text: queries.ties(text, viewer=None, limit=10), seconds / 6)
    typed = _times(lambda text: queries.suggest(text[:7], viewer=None), seconds / 6)
    theirs = _times(_fts5(folder, count), seconds / 6)
    return {
        "documents": count,
        "queries": len(ours),
        "documents_per_second": round(count / built),
        "index_mb": round(size / 1e6, 1),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "cpu_ms": round(sum(ours) / len(ours) * share, 2),
        "load": os.getloadavg()[0],
        "p50_ms": _share(ours, 0.5),
        "p99_ms": _share(ours, 0.99),
        "facets_p50_ms": _share(faceted, 0.5),
        "facets_p99_ms": _share(faceted, 0.99),
        "narrowed_p50_ms": _share(narrowed, 0.5),
        "narrowed_p99_ms": _share(narrowed, 0.99),
        "bare_p50_ms": _share(bare, 0.5),
        "suggest_p50_ms": _share(typed, 0.5),
        "suggest_p99_ms": _share(typed, 0.99),
        "fts5_p50_ms": _share(theirs, 0.5),
        "fts5_p99_ms": _share(theirs, 0.99),
        "ratio": round(_share(ours, 0.5) / max(0.01, _share(theirs, 0.5)), 2),
    }


def _stand_in(count: int, tokens: frozenset[str]) -> None:
    """Put made documents in place of the database, and a reader of 200 of 2,000 spaces in that of people."""
    from samenwijzer.kernel import clock  # noqa: PLC0415
    from samenwijzer.kernel.modules import SearchDocument, SearchSource, Tie  # noqa: PLC0415
    from samenwijzer.kernel.refs import Ref  # noqa: PLC0415
    from samenwijzer.search import filtering, ranking, writer  # noqa: PLC0415
    from samenwijzer.search.queries import _reading  # noqa: PLC0415

    today = clock.today()

    def documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
        for number in ids:
            title, body = _text(number)
            open_to_all = number % 10 < 3
            yield SearchDocument(
                ref=Ref(KIND, number),
                external_id=f"d{number}",
                type="page",
                tier="instruction",
                title=title,
                body=body,
                readers=frozenset({"all" if open_to_all else f"space:{number % SPACES}"}),
                url=f"/{number}/",
                state="current" if number % 20 else "expired",
                on=today - datetime.timedelta(days=number % 2_000),
                space_id=number % SPACES,
                department_id=number % 50,
                subjects=(number % 300, 300 + number % 7),
                ties=(Tie(person_id=number % 500, kind="wrote", text=title),),
            )

    def visible(ids: Sequence[int], viewer: object) -> set[int]:
        return set(ids)

    source = SearchSource(kind=KIND, documents=documents, ids=lambda: range(count), visible=visible)
    for place in (ranking, filtering):
        mock.patch.object(place, "readable_sources", return_value={KIND: source}).start()
    mock.patch.object(writer, "search_sources", return_value={KIND: source}).start()
    mock.patch.object(_reading, "reader_tokens", return_value=tokens).start()


def _text(number: int) -> tuple[str, str]:
    """A title and about a hundred words, the same for a number in every run."""
    chance = random.Random(number)  # noqa: S311 - not for secrets
    titles, sentences = _demo()
    body = " ".join(chance.choice(sentences) for _ in range(6))
    return f"{chance.choice(titles)} {number}", body


_read: list[tuple[list[str], list[str]]] = []


def _demo() -> tuple[list[str], list[str]]:
    if not _read:
        records = [json.loads(line) for line in DEMO.read_text(encoding="utf-8").splitlines()]
        titles = [record["title"] for record in records if record.get("title")]
        bodies = [record["body"] for record in records if record.get("body")]
        sentences = [part.strip() for body in bodies for part in body.split(". ") if len(part) > 40]
        _read.append((titles, sentences))
    return _read[0]


def _fts5(folder: Path, count: int) -> Callable[[str], object]:
    database = sqlite3.connect(folder / "fts5.sqlite3")
    database.execute(
        "CREATE VIRTUAL TABLE d USING fts5(title, body, tokenize='unicode61 remove_diacritics 2')"
    )
    database.executemany("INSERT INTO d VALUES (?, ?)", (_text(number) for number in range(count)))
    database.execute("INSERT INTO d(d) VALUES ('optimize')")
    database.commit()

    def ask(text: str) -> object:
        words = " OR ".join(f'"{word}"' for word in text.split())
        return database.execute(
            "SELECT title, snippet(d, 1, '<b>', '</b>', '…', 30) FROM d WHERE d MATCH ?"
            " ORDER BY bm25(d, 3.0, 1.0) LIMIT 10",
            [words],
        ).fetchall()

    return ask


def _times(ask: Callable[[str], object], seconds: float) -> list[float]:
    for text in QUERIES:
        ask(text)
    until = time.perf_counter() + seconds
    times: list[float] = []
    while time.perf_counter() < until:
        for text in QUERIES:
            begun = time.perf_counter()
            ask(text)
            times.append((time.perf_counter() - begun) * 1000)
    return sorted(times)


def _share(times: Sequence[float], share: float) -> float:
    return round(times[min(int(len(times) * share), len(times) - 1)], 3)


if __name__ == "__main__":
    sys.exit(main())
