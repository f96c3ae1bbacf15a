"""Measures search, pages, a large organisation, start-up and memory: `make benchmark`.

Ends with 1 only when a ratio between two things measured in the same run is wrong, or when something new is
found too late; other times are for people.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import pages
from benchmarks.site import ROOT

WHOLE = 180.0
QUICK = 100.0  # Seconds below which fewer documents are searched, and no large organisation is made.


def main() -> int:
    """Measure as often as asked and print Markdown."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=float, help="one short run of about so many seconds")
    parser.add_argument("--runs", type=int, help="how many runs (3, and 1 with --seconds)")
    parser.add_argument("--quick", action="store_true", help="the same as --seconds 60")
    parser.add_argument(
        "--only", choices=["pages", "search", "fresh", "organisation"], help="measure one of these"
    )
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # So that what was started is ended.
    seconds = 60.0 if chosen.quick else chosen.seconds or WHOLE
    runs = chosen.runs or (3 if seconds == WHOLE else 1)
    broken = 0
    print(f"Machine: {_machine()}\n")
    for number in range(1, runs + 1):
        load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
        print(f"### Run {number} (load before: {load})\n", flush=True)
        began = time.monotonic()
        if chosen.only in {None, "pages"}:
            measured = pages.run(seconds=seconds / 2)
            print("\n".join(measured.lines))
            broken += len(measured.broken)
            for sentence in measured.broken:
                print(f"\n**Not good enough:** {sentence}")
        if chosen.only in {None, "search"}:
            print(flush=True)
            documents = 200_000 if seconds >= QUICK else 20_000
            broken += _search(documents, seconds / 4)
        if chosen.only in {None, "fresh"}:
            print(flush=True)
            broken += _module("fresh", "--items", "200" if seconds >= QUICK else "50")
        if chosen.only == "organisation" or (chosen.only is None and seconds >= QUICK):
            print(flush=True)
            broken += _module("organisation", "--share", "1.0" if seconds >= QUICK else "0.1")
        print(f"\nThis run took {time.monotonic() - began:.0f} s.\n", flush=True)
    return 1 if broken else 0


def _module(name: str, *options: str) -> int:
    command = [sys.executable, "-m", f"benchmarks.{name}", *options]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    return int(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0)  # noqa: S603 - our own module


def _search(documents: int, seconds: float) -> int:
    command = [
        sys.executable,
        "-m",
        "benchmarks.search",
        "--documents",
        str(documents),
        "--seconds",
        str(seconds),
    ]
    done = subprocess.run(  # noqa: S603 - our own module
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    print("\n".join(line for line in done.stdout.splitlines() if not line.startswith("{")))
    return int(done.returncode != 0)


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return f"{os.cpu_count()} cores ({model or platform.machine()}), Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main())
