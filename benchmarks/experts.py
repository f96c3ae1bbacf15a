"""Whether the product names who gave the chosen answer, on an archive of real questions.

Run as `python -m benchmarks.experts FOLDER…`, each with the `Posts.xml` and `Users.xml` of a Stack Exchange
dump; without a folder it makes those of `benchmarks/archive.py`. For each question of the last part of an
archive it hides the chosen answer, ranks the people for the words of the question by what was written before
it (with `--leave-one-out`: by everything but that question and its answers), and looks where stands who gave
it. The ranking is the product's own, over a real index; the baselines are who posted most, and the sum over
people of BM25 of all answers that SQLite FTS5 finds for the same words. Only questions are counted whose
chosen answerer had answered before: nobody could name another. Beside these stand, to be read and not judged,
the sum over the best 200 answers alone, the same over whole threads (each answer with all of its question),
and on made archives who is drawn most.

Prints MRR, hit@1 and hit@5 of each, then JSON. Ends with 1 when the product does not beat the better baseline
by `MARGIN` in MRR over all archives together, unless `--no-judgement` says that it is only to be read.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import mean
from typing import Any
from unittest import mock

from benchmarks import archive
from benchmarks.dump import Asked, Store, split_tags

SOURCE = Path(__file__).resolve().parent.parent / "src"
MARGIN = 0.25
STEPS = 24
"""In how many steps an archive is read on while questions are asked."""

BASELINES = ("most posts", "sum of BM25")
STRONGER = ("sum of BM25, best", "of whole threads")
DEEPEST = BEST = 200
_LONGEST = 400  # Characters of a question that the product reads; the baselines read the same.
QUESTION, ANSWER = "forum.question", "forum.answer"


class Product:
    """The product over an archive: its index, its ranking, and people in a database of its own."""

    def __init__(self, store: Store, numbers: ExitStack) -> None:
        from samenwijzer.accounts.models import User  # noqa: PLC0415 - the settings read the environment
        from samenwijzer.kernel.modules import SearchSource  # noqa: PLC0415
        from samenwijzer.search import filtering, ranking, writer  # noqa: PLC0415
        from samenwijzer.search.queries import _reading  # noqa: PLC0415
        from samenwijzer.subjects.models import Subject  # noqa: PLC0415

        self.store, self.subjects = store, store.tags()
        self.hidden = 0
        User.objects.all().delete()
        Subject.objects.all().delete()
        User.objects.bulk_create(
            (
                User(
                    pk=pk,
                    name=name[:200],
                    email=f"{pk}@example.org",
                    external_id=str(pk),
                    working_day_bits=127,
                )
                for pk, name in store.db.execute("SELECT id, name FROM person ORDER BY id")
            ),
            batch_size=500,
        )
        Subject.objects.bulk_create(
            (Subject(pk=pk, name=tag[:200], external_id=str(pk)) for tag, pk in self.subjects.items()),
            batch_size=500,
        )
        sources = {
            kind: SearchSource(kind=kind, documents=documents, ids=lambda: (), visible=self._visible)
            for kind, documents in ((QUESTION, self._questions), (ANSWER, self._answers))
        }
        for place in (ranking, filtering):
            numbers.enter_context(mock.patch.object(place, "readable_sources", return_value=sources))
        numbers.enter_context(mock.patch.object(writer, "search_sources", return_value=sources))
        numbers.enter_context(mock.patch.object(_reading, "reader_tokens", return_value=frozenset({"all"})))

    def read(self, posts: Sequence[tuple[int, int | None]]) -> None:
        """Put posts in the index, and the questions of answers again, because of what is now tied to them."""
        from samenwijzer.kernel.refs import Ref  # noqa: PLC0415
        from samenwijzer.search.generations import current  # noqa: PLC0415
        from samenwijzer.search.writer import LARGE_HEAP, Writer, write_refs  # noqa: PLC0415

        refs = [Ref(QUESTION if parent is None else ANSWER, pk) for pk, parent in posts]
        refs += [Ref(QUESTION, parent) for _pk, parent in posts if parent is not None]
        place = current()
        if place is None:
            raise RuntimeError("There is no index to write in.")
        writer = Writer(place, heap=LARGE_HEAP)
        write_refs(writer, refs)
        writer.commit("0")
        writer.close()

    def rank(self, asked: Asked) -> list[int]:
        """Name the people for a question as the product does, on the day it was asked."""
        from samenwijzer.kernel import clock  # noqa: PLC0415
        from samenwijzer.people.queries import experts  # noqa: PLC0415

        day = datetime.date.fromisoformat(asked.at[:10])
        with mock.patch.object(clock, "today", return_value=day):
            found = experts(asked.text, viewer=None, limit=DEEPEST, day=day)
        return [expert.person_id for expert in found]

    def _visible(self, ids: Sequence[int], viewer: object) -> set[int]:
        """Leave out the question that is asked and its answers, when everything else may be read."""
        if not self.hidden:
            return set(ids)
        hidden = self.store.db.execute(
            f"SELECT id FROM post WHERE id IN ({_marks(ids)}) AND (id = ? OR parent = ?)",  # noqa: S608
            [*ids, self.hidden, self.hidden],
        )
        return set(ids) - {pk for (pk,) in hidden}

    def _questions(self, ids: Sequence[int]) -> Iterator[Any]:
        for pk, at, title, body, tags, chosen in self.store.db.execute(
            f"SELECT id, at, title, body, tags, chosen FROM post WHERE id IN ({_marks(ids)})",  # noqa: S608
            list(ids),
        ):
            answers = self.store.db.execute(
                "SELECT owner, id, at FROM post WHERE parent = ? AND at < ? AND owner IS NOT NULL",
                [pk, self.store.until],
            )
            ties = [
                (owner, "accepted" if answer == chosen else "answered", when)
                for owner, answer, when in answers.fetchall()
            ]
            yield self._document(QUESTION, (pk, at, title, body, tags), ties)

    def _answers(self, ids: Sequence[int]) -> Iterator[Any]:
        asked = (
            "SELECT a.id, a.owner, a.at, q.title, a.body, q.tags, q.chosen = a.id FROM post a"  # noqa: S608
            f" JOIN post q ON q.id = a.parent WHERE a.id IN ({_marks(ids)})"
        )
        for pk, owner, at, title, body, tags, is_chosen in self.store.db.execute(asked, list(ids)):
            ties = [] if owner is None else [(owner, "accepted" if is_chosen else "answered", at)]
            yield self._document(ANSWER, (pk, at, title, body, tags), ties)

    def _document(
        self, kind: str, post: tuple[int, str, str, str, str], ties: Sequence[tuple[int, Any, str]]
    ) -> Any:
        from samenwijzer.kernel.modules import SearchDocument, Tie  # noqa: PLC0415
        from samenwijzer.kernel.refs import Ref  # noqa: PLC0415

        pk, at, title, body, tags = post
        words = tuple(split_tags(tags))
        is_chosen = any(kind_of == "accepted" for _person, kind_of, _when in ties)
        answer: Any = "accepted_answer" if is_chosen else "answer"
        return SearchDocument(
            ref=Ref(kind, pk),
            external_id=str(pk),
            type="question" if kind == QUESTION else "answer",
            tier="question" if kind == QUESTION else answer,
            title=title,
            body=body,
            keywords=words,
            readers=frozenset({"all"}),
            url=f"/{pk}/",
            on=datetime.date.fromisoformat(at[:10]),
            subjects=tuple(self.subjects[word] for word in words),
            ties=tuple(
                Tie(person_id=person, kind=kind_of, on=datetime.date.fromisoformat(when[:10]), text=title)
                for person, kind_of, when in ties
            ),
        )


def _marks(ids: Sequence[int]) -> str:
    return ",".join("?" * len(ids))


def most_posts(store: Store, asked: Asked) -> list[int]:
    """Name whoever answered most so far."""
    return [
        pk
        for (pk,) in store.db.execute(
            "SELECT owner FROM f WHERE parent != ? GROUP BY owner ORDER BY count(*) DESC, owner LIMIT ?",
            [asked.id, DEEPEST],
        )
    ]


def sum_of_bm25(store: Store, asked: Asked, *, table: str = "f", hits: int = -1) -> list[int]:
    """Name whose posts together look most like the question: all, or those among so many best hits."""
    found = dict.fromkeys(re.findall(r"\w+", asked.text[:_LONGEST].lower()))
    words = " OR ".join(f'"{word}"' for word in found)
    if not words:
        return []
    return [
        pk
        for (pk,) in store.db.execute(
            f"WITH hit AS MATERIALIZED (SELECT owner, rank AS score FROM {table} WHERE {table} MATCH ?"  # noqa: S608
            " AND parent != ? ORDER BY rank LIMIT ?)"
            " SELECT owner FROM hit GROUP BY owner ORDER BY sum(score), owner LIMIT ?",
            [words, asked.id, hits, DEEPEST],
        )
    ]


def measure(folder: Path, *, most: int, seed: int, leave_one_out: bool) -> dict[str, Any]:
    """Rank people for the questions of one archive."""
    with ExitStack() as stack:
        work = Path(tempfile.mkdtemp(prefix="samenwijzer-experts-"))
        stack.callback(shutil.rmtree, work, ignore_errors=True)
        store = Store(folder, work / "posts.sqlite3")
        stack.callback(store.db.close)
        product = Product(store, stack)
        _empty_index()
        questions = store.asked(most, seed)
        rankers: dict[str, Callable[[Asked], list[int]]] = {
            "product": product.rank,
            "most posts": lambda asked: most_posts(store, asked),
            "sum of BM25": lambda asked: sum_of_bm25(store, asked),
            "sum of BM25, best": lambda asked: sum_of_bm25(store, asked, hits=BEST),
            "of whole threads": lambda asked: sum_of_bm25(store, asked, table="thread", hits=BEST),
        }
        places: dict[str, list[int]] = {name: [] for name in rankers}
        took = 0.0
        step = max(1, len(questions) // STEPS)
        for number, asked in enumerate(questions):
            if number == 0 or (number % step == 0 and not leave_one_out):
                product.read(store.read_on(None if leave_one_out else asked.at))
            product.hidden = asked.id
            for name, rank in rankers.items():
                begun = time.perf_counter()
                found = rank(asked)
                took += time.perf_counter() - begun if name == "product" else 0
                places[name].append(found.index(asked.who) + 1 if asked.who in found else 0)
        if (folder / "Known.json").exists():
            known = json.loads((folder / "Known.json").read_text(encoding="utf-8"))
            places["who is drawn most"] = [_place(list(known[str(one.id)]), one.who) for one in questions]
    return {
        "archive": folder.name,
        "questions": len(questions),
        "ms": round(1000 * took / max(1, len(questions)), 1),
        "places": places,
    }


def _place(found: Sequence[str], who: int) -> int:
    return found.index(str(who)) + 1 if str(who) in found else 0


def _empty_index() -> None:
    from samenwijzer.search import building  # noqa: PLC0415 - the settings read the environment

    building.build_from("0")


def figures(places: Sequence[int]) -> dict[str, float]:
    """MRR, hit@1 and hit@5 of the places at which the right one stood, 0 for nowhere."""
    if not places:
        return {"mrr": 0.0, "hit1": 0.0, "hit5": 0.0}
    return {
        "mrr": round(mean(1 / place if place else 0.0 for place in places), 4),
        "hit1": round(mean(place == 1 for place in places), 4),
        "hit5": round(mean(0 < place <= 5 for place in places), 4),
    }


def _prepare() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="samenwijzer-experts-"))
    os.environ["SAMENWIJZER_DATA_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "samenwijzer.config.settings"
    sys.path.insert(0, str(SOURCE))
    import django  # noqa: PLC0415 - the settings read the environment

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    return folder


def main() -> int:
    """Measure and say whether it is good enough."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*", help="dumps; none: archives are made")
    parser.add_argument("--seeds", type=int, nargs="+", default=[11, 12, 13], help="of the made archives")
    parser.add_argument("--mixes", nargs="+", choices=sorted(archive.MIXES), default=list(archive.MIXES))
    parser.add_argument("--questions", type=int, default=100, help="at most so many of each archive")
    parser.add_argument("--leave-one-out", action="store_true")
    parser.add_argument("--no-judgement", action="store_true", help="end with 0 whatever comes out")
    options = parser.parse_args()
    folder = _prepare()
    try:
        made = options.folders or list(_made(folder, options.mixes, options.seeds))
        results = []
        for one in made:
            results.append(measure(one, most=options.questions, seed=1, leave_one_out=options.leave_one_out))
            _print(results[-1])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return _judge(results, judged=not options.no_judgement)


def _made(folder: Path, mixes: Sequence[str], seeds: Sequence[int]) -> Iterator[Path]:
    for mix in mixes:
        for seed in seeds:
            place = folder / f"{mix}-{seed}"
            place.mkdir()
            archive.write(place, mix=archive.MIXES[mix], seed=seed)
            yield place


def _print(result: dict[str, Any]) -> None:
    print(f"{result['archive']}: {result['questions']} questions, {result['ms']} ms each")
    for name, places in result["places"].items():
        print(
            "  {0:18} MRR {mrr:.3f}  hit@1 {hit1:.3f}  hit@5 {hit5:.3f}".format(name, **figures(places)),
            flush=True,
        )


def _judge(results: Sequence[dict[str, Any]], *, judged: bool) -> int:
    names = ("product", *BASELINES, *STRONGER)
    together = {name: figures([place for one in results for place in one["places"][name]]) for name in names}
    better = max(together[name]["mrr"] for name in BASELINES)
    gain = together["product"]["mrr"] / better - 1 if better else 0.0
    for name, one in together.items():
        print("all: {0:18} MRR {mrr:.3f}  hit@1 {hit1:.3f}  hit@5 {hit5:.3f}".format(name, **one))
    print(f"all: {gain:+.0%} in MRR over the better baseline")
    print(json.dumps({"together": together, "gain": round(gain, 4)}))
    return 1 if judged and gain < MARGIN else 0


if __name__ == "__main__":
    sys.exit(main())
