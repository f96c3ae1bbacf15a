"""How well the guard recognises, and what it costs: `make guard`, or on sets of one's own.

    python -m benchmarks.guard [SET.jsonl | TRAITS.jsonl | CLEAN.txt …] [--runs N] [--hostile]

A line of a set is `{"text": …, "entities": [{"label", "start", "end", "action"}]}`; one without entities is
harmless. A line of traits is `{"text": …, "combination": true}` when together they give somebody away. A line
of a clean text is a sentence in which nothing may be blocked. With `--hostile` it also says how long texts of
200,000 characters take that repeat what is nearly something.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.site import ROOT
from samenwijzer.guard import Finding, Label, Level, allowing, find, traits

SETS = ROOT / "src" / "samenwijzer" / "guard" / "tests" / "sets"
_HOSTILE = SETS.parent / "cases" / "hostile.jsonl"
_PIECE = 1000
_LONG = 200_000
_SLOWEST = 8
_ONCE = """
import time
began = time.perf_counter()
{load}
took = time.perf_counter() - began
size = next(line for line in open("/proc/self/smaps_rollup") if line.startswith("Pss:"))
print(took, int(size.split()[1]) / 1024)
"""
_LOAD = """
from samenwijzer.guard import find
find("Mevrouw De Vries, geb. 12-3-1984, woont op Dorpsstraat 12.")
"""


@dataclass(slots=True)
class Score:
    """What was told and what was found, per label."""

    told: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    whole: Counter[str] = field(default_factory=Counter)
    level: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    harmless: int = 0
    stopped: list[str] = field(default_factory=list)

    def add(self, row: dict[str, Any]) -> None:
        findings = find(row["text"])
        for one in row["entities"]:
            same = [seen for seen in findings if _same(one, seen)]
            label = one["label"]
            self.told[label] += 1
            self.seen[label] += bool(same)
            self.whole[label] += any((two.start, two.end) == (one["start"], one["end"]) for two in same)
            self.level[label] += any(two.level == one["action"] for two in same)
        for two in findings:
            self.found[two.label] += 1
            self.right[two.label] += any(_same(one, two) for one in row["entities"])
        if not row["entities"]:
            self.harmless += 1
            if any(one.level is not Level.HINT for one in findings):
                self.stopped.append(row["text"])


def _same(told: dict[str, Any], found: Finding) -> bool:
    return bool(told["label"] == found.label and found.start < told["end"] and told["start"] < found.end)


def main() -> int:
    """Measure as often as asked and print Markdown; ends with 1 when a clean sentence is blocked."""
    parser = argparse.ArgumentParser(prog="benchmarks.guard", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="sets and clean texts (the tuning set)")
    parser.add_argument("--runs", type=int, default=3, help="how many runs of what takes time (3)")
    parser.add_argument("--hostile", action="store_true", help="time long and hostile texts too")
    chosen = parser.parse_args()
    files = chosen.files or sorted(SETS.glob("*"))
    sentences: list[str] = []
    for file in files:
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        if file.suffix != ".jsonl":
            sentences += lines
            continue
        rows = [json.loads(line) for line in lines]
        if rows and "combination" in rows[0]:
            _print_combinations(file.name, rows)
            continue
        _print_score(file.name, rows)
        sentences += [row["text"] for row in rows if not row["entities"]]
    blocked = [text for text in sentences if any(one.level is Level.BLOCK for one in find(text))]
    print(f"{len(sentences)} clean sentences: {len(blocked)} blocked.\n")
    for text in blocked:
        print(f"- {' '.join(text.split())}")
    print(
        "| run | load before | 1,000 characters, p50 | p99 | start | memory |\n|---|---:|---:|---:|---:|---:|"
    )
    for number in range(1, chosen.runs + 1):
        _print_cost(number, " ".join(sentences))
    if chosen.hostile:
        _print_hostile(" ".join(sentences))
    return 1 if blocked else 0


def _print_score(name: str, rows: list[dict[str, Any]]) -> None:
    score = Score()
    for row in rows:
        score.add(row)
    print(f"### {name}: {len(rows)} texts\n")
    print("| label | told | recall | whole place | level | found | precision |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for label in Label:
        print(_line(score, label, [label]))
    print(_line(score, "all", list(Label)))
    share = len(score.stopped) / max(score.harmless, 1)
    print(f"\nOf {score.harmless} harmless texts {len(score.stopped)} stopped ({share:.1%}):")
    for text in score.stopped:
        print(f"- {' '.join(text.split())}")
    flagged, colleagues = _colleagues(rows)
    print(f"\nOf {colleagues} full names, made those of colleagues, {flagged} found.\n", flush=True)


def _print_combinations(name: str, rows: list[dict[str, Any]]) -> None:
    shown = [bool(traits(row["text"])) for row in rows]
    told = [bool(row["combination"]) for row in rows]
    both = sum(one and two for one, two in zip(shown, told, strict=True))
    print(f"### {name}: {len(rows)} texts\n")
    print("| combinations | recall | shown | precision |\n|---:|---:|---:|---:|")
    print(f"| {sum(told)} | {_share(both, sum(told))} | {sum(shown)} | {_share(both, sum(shown))} |\n")
    for row, one in zip(rows, shown, strict=True):
        if one != bool(row["combination"]):
            print(f"- {'shown' if one else 'missed'}: {' '.join(row['text'].split())}")
    print(flush=True)


def _line(score: Score, name: str, labels: list[Label]) -> str:
    told, found = (sum(counted[label] for label in labels) for counted in (score.told, score.found))
    shares = [
        _share(sum(counted[label] for label in labels), told)
        for counted in (score.seen, score.whole, score.level)
    ]
    right = sum(score.right[label] for label in labels)
    return f"| {name} | {told} | {' | '.join(shares)} | {found} | {_share(right, found)} |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def _colleagues(rows: Iterable[dict[str, Any]]) -> tuple[int, int]:
    """Count how many full names are still found when all of them are colleagues, and how many there are."""
    told = [
        (row["text"], row["text"][one["start"] : one["end"]])
        for row in rows
        for one in row["entities"]
        if one["label"] == Label.PERSON_NAME and " " in row["text"][one["start"] : one["end"]]
    ]
    allowed = allowing(people=[name for _text, name in told])
    flagged = 0
    for text, name in told:
        at = text.index(name)
        places = [one for one in find(text, allowed=allowed) if one.label is Label.PERSON_NAME]
        flagged += any(one.start < at + len(name) and at < one.end for one in places)
    return flagged, len(told)


def _print_cost(number: int, text: str) -> None:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    pieces = [text[at : at + _PIECE] for at in range(0, len(text) - _PIECE, _PIECE)]
    times = []
    for piece in pieces * max(200 // max(len(pieces), 1), 1):
        began = time.perf_counter()
        find(piece)
        times.append((time.perf_counter() - began) * 1000)
    without, empty = _process("")
    start, loaded = _process(_LOAD)
    centiles = statistics.quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    print(
        f"| {number} | {load} | {centiles[49]:.1f} ms | {centiles[98]:.1f} ms"
        f" | {(start - without) * 1000:.0f} ms | {loaded - empty:.1f} MB |",
        flush=True,
    )


def _print_hostile(ordinary: str) -> None:
    """Time each hostile piece, repeated, by the clock and by the processor: the first grows with the load."""
    pieces = [json.loads(line) for line in _HOSTILE.read_text(encoding="utf-8").splitlines()]
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    rows = sorted(((*_seconds(piece), piece) for piece in pieces), reverse=True)
    clock, processor = _seconds(f"{ordinary} ")
    late = sum(row[0] > 1 for row in rows)
    print(f"\n{len(rows)} hostile texts of {_LONG:,} characters, load {load}: {late} took over a second.\n")
    print("| repeated | clock | processor |\n|---|---:|---:|")
    print(f"| ordinary text | {clock:.2f} s | {processor:.2f} s |")
    for seconds, of_processor, piece in rows[:_SLOWEST]:
        print(f"| `{json.dumps(piece)}` | {seconds:.2f} s | {of_processor:.2f} s |", flush=True)


def _seconds(piece: str) -> tuple[float, float]:
    text = (piece * (_LONG // len(piece) + 1))[:_LONG]
    began, busy = time.perf_counter(), time.process_time()
    find(text)
    return time.perf_counter() - began, time.process_time() - busy


def _process(load: str) -> tuple[float, float]:
    """Return seconds and megabytes of a fresh process that loads it."""
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", _ONCE.format(load=load)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


if __name__ == "__main__":
    sys.exit(main())
