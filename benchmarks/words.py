"""Which words search brings together, and which it keeps apart: part of `make benchmark-search`.

    python -m benchmarks.words [tune] [held] [--wrong]

A line of `words-meet` is `{"kind", "query", "text"}`: a document that holds nothing but the text must be
found by all words of the query. A line of `words-apart` is `{"query", "text"}`: it must not be found. Both
run through the product's own schema and query on one index, without synonyms and without typing errors
forgiven: whole words, parts of compounds, and words that were wrongly joined or split.

Ends with 1 when too few compounds meet or too many pairs that must stay apart do. The rules are tuned on
*tune*; no wrong line of *held* is ever printed, so that it keeps saying how the rules do on words never seen.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETS = ROOT / "benchmarks" / "sets"
COMPOUNDS = 0.95
FALSE = 0.02

Meets = Callable[["Pair"], bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """A query and the whole text of a document. `kind` is empty for what must stay apart."""

    query: str
    text: str
    kind: str = ""


def main() -> int:
    """Ask every pair and say whether the words are good enough."""
    parser = argparse.ArgumentParser(prog="benchmarks.words", description=__doc__)
    parser.add_argument("parts", nargs="*", default=["tune", "held"], help="tune, held or both")
    parser.add_argument("--wrong", action="store_true", help="show what goes wrong in the part to tune on")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="samenwijzer-benchmark-") as folder:
        _prepare(folder)
        good = [_judge(part, wrong=chosen.wrong and part == "tune") for part in chosen.parts]
    return 0 if all(good) else 1


def read_set(name: str, part: str) -> list[Pair]:
    """Read the pairs of `meet` or `apart`."""
    lines = (SETS / f"words-{name}-{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Pair(**json.loads(line)) for line in lines]


def _judge(part: str, *, wrong: bool) -> bool:
    together, apart = read_set("meet", part), read_set("apart", part)
    meets = _index([*together, *apart])
    met: dict[str, list[bool]] = defaultdict(list)
    missed = []
    for pair in together:
        met[pair.kind].append(meets(pair))
        if not met[pair.kind][-1]:
            missed.append(pair)
    false = [pair for pair in apart if meets(pair)]
    share = {kind: sum(found) / len(found) for kind, found in met.items()}

    print(f"### Words, {part}\n\n| kind | found | of | |\n|---|---|---|---|")
    for kind, found in sorted(met.items()):
        print(f"| {kind} | {sum(found)} | {len(found)} | {share[kind]:.1%} |")
    print(
        f"| all | {len(together) - len(missed)} | {len(together)} | {1 - len(missed) / len(together):.1%} |"
    )
    print(f"| met falsely | {len(false)} | {len(apart)} | {len(false) / len(apart):.1%} |\n")
    for pair in (*missed, *false) if wrong else ():
        print(f"{pair.kind or 'apart':<12} {pair.query}  |  {pair.text}")
    return share.get("compound", 1.0) >= COMPOUNDS and len(false) <= FALSE * len(apart)


def _prepare(folder: str) -> None:
    """Set Django up without a database: search reads no synonyms here."""
    os.environ["SAMENWIJZER_DATA_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "samenwijzer.config.settings"
    os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(ROOT / "src"))
    import django  # noqa: PLC0415 - the settings read the environment

    django.setup()


def _index(pairs: Sequence[Pair]) -> Meets:
    """Make one index of all texts, and give what asks it whether a pair meets."""
    import tantivy  # noqa: PLC0415

    from samenwijzer.kernel.modules import SearchDocument  # noqa: PLC0415
    from samenwijzer.kernel.refs import Ref  # noqa: PLC0415
    from samenwijzer.search import asking, schema, spelling  # noqa: PLC0415
    from samenwijzer.search.wording import Wording  # noqa: PLC0415

    refs = {pair.text: Ref("documents.page", number) for number, pair in enumerate(pairs)}
    index = tantivy.Index(schema.schema())
    schema.register_tokenizers(index)
    writer = index.writer()
    for text, ref in refs.items():
        document = SearchDocument(
            ref=ref,
            external_id=str(ref),
            type="page",
            tier="instruction",
            title="",
            body=text,
            readers=frozenset({"all"}),
            url="/",
        )
        writer.add_document(schema.to_tantivy(document))
    writer.commit()
    index.reload()
    place = index.searcher()

    def meets(pair: Pair) -> bool:
        asked = asking.read(pair.query).terms
        wording = Wording(place, asked, lambda query: query, tuple(spelling.joined(asked)))
        here = tantivy.Query.term_query(schema.schema(), "ref", str(refs[pair.text]))
        clauses = [here, *(wording.word(number) for number in range(len(asked)))]
        every = tantivy.Query.boolean_query([(tantivy.Occur.Must, clause) for clause in clauses])
        return bool(asked and place.search(every, 1, count=False).hits)

    return meets


if __name__ == "__main__":
    sys.exit(main())
