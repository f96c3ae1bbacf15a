"""How well search finds, beside three engines that one would have without ours: `make benchmark-search`.

    python -m benchmarks.finding [tune] [held] [--worst 10]

A line of a set is `{"query", "kind", "relevant": {external id: 1 to 3}}`: 3 answers, 2 helps, 1 touches it.
Services, pages, questions and answers that every colleague of the demo may read were judged; articles of law
and services without an answer were not, so no engine is asked for them. A record that is not named is no
answer. Engines see the same title, other words and body, and the same query.

nDCG@10 has gain 2^grade - 1; recall@10 counts what was found of the ten best there could be; the reciprocal
rank is of the first record with grade 2 or 3. Ends with 1 when ours is less than `MARGIN` better than the
best of the others in nDCG@10.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import shutil
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.site import ROOT

if TYPE_CHECKING:
    from samenwijzer.kernel.modules import SearchDocument

SETS = Path(__file__).resolve().parent / "sets"
MARGIN = 1.2
AT = 10
NOT_JUDGED = {"law", "service_without_answer", "person"}
HELPS = 2
Engine = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with the grade of each record that answers it, by external id."""

    query: str
    kind: str
    relevant: dict[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """How one query went, each between 0 and 1."""

    ndcg: float
    recall: float
    reciprocal: float


def main() -> int:
    """Ask every engine every query and print Markdown."""
    parser = argparse.ArgumentParser(prog="benchmarks.finding", description=__doc__)
    parser.add_argument("parts", nargs="*", default=["tune", "held"], help="tune, held or both")
    parser.add_argument("--worst", type=int, default=0, help="show so many queries that went worst")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="samenwijzer-benchmark-"))
    try:
        return _measure(folder, chosen.parts, chosen.worst)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measure(folder: Path, parts: Sequence[str], worst: int) -> int:
    _prepare(folder)
    documents = _documents()
    readable = {document.external_id for document in documents}
    short = False
    with ExitStack() as stack:
        engines: dict[str, Engine] = {
            "Samenwijzer": _ours,
            "BM25, dutch_porter": _plain_bm25(documents),
            "SQLite FTS5": _fts5(documents),
        }
        if (postgresql := stack.enter_context(_postgresql(documents))) is not None:
            engines["PostgreSQL `dutch`"] = postgresql
        else:
            print("PostgreSQL is not installed: left out.\n")
        for part in parts:
            queries = read_set(part, readable)
            scores = {name: [score(ask(one.query), one) for one in queries] for name, ask in engines.items()}
            print(f"### Judged queries, {part}: {len(queries)}, over {len(documents)} records\n")
            short |= not _print_table(scores)
            _print_kinds(queries, scores["Samenwijzer"])
            _print_worst(queries, scores["Samenwijzer"], worst)
    return int(short)


def read_set(part: str, readable: set[str]) -> list[Judged]:
    """Read the queries of a part that have an answer which every colleague may read."""
    lines = (SETS / f"queries-{part}.jsonl").read_text(encoding="utf-8").splitlines()
    found = []
    for line in map(json.loads, lines):
        relevant = {name: grade for name, grade in line["relevant"].items() if name in readable}
        if relevant:
            found.append(Judged(line["query"], line["kind"], relevant))
    return found


def score(found: Sequence[str], judged: Judged) -> Score:
    """Score a ranked list of external ids; only its first ten count."""
    grades = [judged.relevant.get(name, 0) for name in found[:AT]]
    best = sorted(judged.relevant.values(), reverse=True)[:AT]
    helps = (place for place, grade in enumerate(grades, start=1) if grade >= HELPS)
    return Score(
        ndcg=_gain(grades) / _gain(best),
        recall=sum(grade > 0 for grade in grades) / len(best),
        reciprocal=1 / next(helps, math.inf),
    )


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, start=1))


def _mean(scores: Sequence[Score], name: str) -> float:
    return math.fsum(getattr(one, name) for one in scores) / len(scores)


def _print_table(scores: dict[str, list[Score]]) -> bool:
    print("| engine | nDCG@10 | recall@10 | MRR |\n|---|---|---|---|")
    for name, of_engine in scores.items():
        figures = (f"{_mean(of_engine, figure):.3f}" for figure in ("ndcg", "recall", "reciprocal"))
        print(f"| {name} | {' | '.join(figures)} |")
    ours = _mean(scores["Samenwijzer"], "ndcg")
    others = max(_mean(of_engine, "ndcg") for name, of_engine in scores.items() if name != "Samenwijzer")
    print(f"\nnDCG@10 is {ours / others - 1:+.0%} against the best of the others.\n")
    return ours >= MARGIN * others


def _print_kinds(queries: Sequence[Judged], scores: Sequence[Score]) -> None:
    of_kind: dict[str, list[float]] = defaultdict(list)
    for one, got in zip(queries, scores, strict=True):
        of_kind[one.kind].append(got.ndcg)
    parts = (f"{kind} {sum(got) / len(got):.2f} ({len(got)})" for kind, got in sorted(of_kind.items()))
    print(f"Ours by kind of query, nDCG@10: {', '.join(parts)}\n")


def _print_worst(queries: Sequence[Judged], scores: Sequence[Score], worst: int) -> None:
    pairs = sorted(zip(queries, scores, strict=True), key=lambda pair: pair[1].ndcg)
    for one, got in pairs[:worst]:
        best = sorted(one.relevant.items(), key=lambda pair: -pair[1])
        print(f"{got.ndcg:.2f} ({one.kind}) {one.query}\n     found  {' '.join(_ours(one.query)[:AT])}")
        print(f"     wanted {' '.join(f'{name}={grade}' for name, grade in best)}")


def _prepare(folder: Path) -> None:
    """Load the demo as a newcomer does, without starting the site."""
    os.environ["SAMENWIJZER_DATA_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "samenwijzer.config.settings"
    os.environ.pop("DATABASE_URL", None)
    import django  # noqa: PLC0415 - the settings read the environment

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    with open(os.devnull, "w") as silence:  # noqa: PTH123 - no file of ours
        call_command("migrate", verbosity=0)
        call_command("demo", "--no-serve", stdout=silence)


def _documents() -> list[SearchDocument]:
    """What every colleague may read of what was judged."""
    from samenwijzer.kernel.modules import search_sources  # noqa: PLC0415

    return [
        document
        for source in search_sources().values()
        for document in source.documents(list(source.visible(list(source.ids()), None)))
        if document.tier not in NOT_JUDGED
    ]


def _ours(text: str) -> list[str]:
    from samenwijzer.home.queries import TYPES  # noqa: PLC0415
    from samenwijzer.search.found import Filters  # noqa: PLC0415
    from samenwijzer.search.queries import search  # noqa: PLC0415

    found = search(text, viewer=None, limit=8 * AT, filters=Filters(types=TYPES))
    return [hit.external_id for hit in found.hits if hit.tier not in NOT_JUDGED]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _whole_text(document: SearchDocument) -> str:
    return "\n".join([document.title, *document.keywords, document.body])


def _plain_bm25(documents: Sequence[SearchDocument]) -> Engine:
    import Stemmer  # noqa: PLC0415
    import tantivy  # noqa: PLC0415

    stemmer = Stemmer.Stemmer("dutch_porter")
    build = tantivy.SchemaBuilder()
    build.add_text_field("id", stored=True, tokenizer_name="raw")
    build.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    schema = build.build()
    index = tantivy.Index(schema)
    writer = index.writer()
    for document in documents:
        text = " ".join(stemmer.stemWords(_words(_whole_text(document))))
        writer.add_document(tantivy.Document(id=document.external_id, text=text))
    writer.commit()
    index.reload()
    place = index.searcher()

    def ask(text: str) -> list[str]:
        stems = stemmer.stemWords(_words(text))
        any_word = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", stem, "freq")) for stem in stems
        ]
        hits = place.search(tantivy.Query.boolean_query(any_word), AT).hits
        return [str(place.doc(address)["id"][0]) for _, address in hits]

    return ask


def _fts5(documents: Sequence[SearchDocument]) -> Engine:
    database = sqlite3.connect(":memory:")
    tokenizer = "unicode61 remove_diacritics 2"
    database.execute(
        f"CREATE VIRTUAL TABLE d USING fts5(id UNINDEXED, title, other, body, tokenize='{tokenizer}')"
    )
    database.executemany(
        "INSERT INTO d VALUES (?, ?, ?, ?)",
        ((one.external_id, one.title, " ".join(one.keywords), one.body) for one in documents),
    )

    def ask(text: str) -> list[str]:
        any_word = " OR ".join(f'"{word}"' for word in _words(text))
        rows = database.execute(
            "SELECT id FROM d WHERE d MATCH ? ORDER BY bm25(d, 0, 3.0, 1.5, 1.0) LIMIT ?", [any_word, AT]
        )
        return [name for (name,) in rows]

    return ask


@contextmanager
def _postgresql(documents: Sequence[SearchDocument]) -> Iterator[Engine | None]:
    """Give an engine on a server of its own, or None when there is no PostgreSQL here."""
    sys.path.insert(0, str(ROOT / "tools"))
    from suite import debian, servers  # noqa: PLC0415

    programs = debian.postgresql()
    if programs is None:
        yield None
        return
    import psycopg  # noqa: PLC0415

    with servers.postgresql(programs) as address, psycopg.connect(address, autocommit=True) as database:
        database.execute("CREATE TABLE d (id text, v tsvector)")
        with database.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO d VALUES (%s, setweight(to_tsvector('dutch', %s), 'A')"
                " || setweight(to_tsvector('dutch', %s), 'B') || setweight(to_tsvector('dutch', %s), 'D'))",
                [(one.external_id, one.title, " ".join(one.keywords), one.body) for one in documents],
            )
        yield lambda text: _ask_postgresql(database, text)


def _ask_postgresql(database: Any, text: str) -> list[str]:
    rows = database.execute(
        "SELECT id FROM d, (SELECT replace(plainto_tsquery('dutch', %s)::text, '&', '|')::tsquery AS q) a"
        " WHERE v @@ q ORDER BY ts_rank_cd(v, q, 1) DESC, id LIMIT %s",
        [" ".join(_words(text)), AT],
    )
    return [name for (name,) in rows]


if __name__ == "__main__":
    sys.exit(main())
