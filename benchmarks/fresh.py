"""How soon something new is found in another process: `python -m benchmarks.fresh --items 200`.

Three processes on the demo: the indexer as `serve` starts it, one that asks questions in the forum, and this
one, which searches until it finds each. The time is from the end of the action, when its transaction was
committed, to the end of the search that found it. Ends with 1 when the p95 is above `WORST`.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.site import COMMAND, ROOT, Site, demo

WORST = 250.0
PATIENCE = 20.0


def main() -> int:
    """Measure and print a line."""
    parser = argparse.ArgumentParser(prog="benchmarks.fresh", description=__doc__)
    parser.add_argument("--items", type=int, default=200)
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.write:
        return _write()
    with demo() as site, _running(site, *COMMAND, "indexer"), _running(site, *_WRITER) as writer:
        os.environ |= site.environment
        times = sorted(_find(writer, chosen.items))
    half, most = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(
        f"A new item in another process: {len(times)} found, p50 {half:.0f} ms, p95 {most:.0f} ms, "
        f"slowest {times[-1]:.0f} ms"
    )
    return int(most > WORST)


_WRITER = (sys.executable, "-m", "benchmarks.fresh", "--write")


@contextmanager
def _running(site: Site, *command: str) -> Iterator[subprocess.Popen[str]]:
    environment = site.environment | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def _set_up() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "samenwijzer.config.settings"
    import django  # noqa: PLC0415 - the settings read the environment

    django.setup()


def _write() -> int:
    """Ask a question for each line that comes in, and say when it was committed."""
    _set_up()
    from samenwijzer.accounts.models import User  # noqa: PLC0415
    from samenwijzer.forum.actions import ask_question  # noqa: PLC0415

    author = User.objects.get(external_id="p-fatima")
    for line in sys.stdin:
        ask_question(author=author, title=f"Wat is {line.strip()}", body="Weet iemand dit?")
        print(time.monotonic_ns(), flush=True)  # One clock for all processes of a machine.
    return 0


def _find(writer: subprocess.Popen[str], count: int) -> Iterator[float]:
    _set_up()
    from samenwijzer.search import reader  # noqa: PLC0415
    from samenwijzer.search.queries import search  # noqa: PLC0415

    assert writer.stdin is not None and writer.stdout is not None  # noqa: S101, PT018 - both were asked for
    chance = random.Random(7)  # noqa: S311 - only when to ask
    search("bijstand", viewer=None)
    for number in range(count + 1):
        word = "".join(chance.choice("bdgklmnprst") + chance.choice("aeiou") for _ in range(6))
        time.sleep(chance.uniform(0.05, 0.35))  # Colleagues do not ask in step with the indexer.
        writer.stdin.write(f"{word}\n")
        writer.stdin.flush()
        committed = int(writer.stdout.readline())
        until = time.monotonic() + PATIENCE
        seen = None
        while True:  # Searches only in what is new, so that asking takes nothing from those who write.
            place = reader.searcher()
            if place is not seen and search(word, viewer=None, limit=1).hits:
                break
            seen = place
            if time.monotonic() > until:
                message = f"{word} was not found within {PATIENCE:.0f} seconds"
                raise RuntimeError(message)
            time.sleep(0.002)
        if number:  # At the first one the indexer still starts.
            yield (time.monotonic_ns() - committed) / 1e6


if __name__ == "__main__":
    sys.exit(main())
