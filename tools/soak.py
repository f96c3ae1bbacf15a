"""`make soak`: kills every process with SIGKILL in the midst of an import, answers, jobs and a reindex.

Each round all four go on at once and one process is killed. When everything runs again, nothing that was
acknowledged may be missing from database or search, no job may be stuck, and none may be done half.
"""

import argparse
import itertools
import os
import random
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from soaking.site import Site
    from soaking.work import Acknowledged

VICTIMS = ["indexer", "web", "import", "worker", "live", "reindex", "serve", "job"]
PAGES = 200
LONGEST_WAIT = 1.5  # seconds after which the victim is killed


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kills", type=int, default=20, help="how many rounds (20)")
    arguments.add_argument("--seconds", type=float, default=3600, help="begin no round after this time")
    arguments.add_argument("--seed", type=int, default=int(time.time()), help="repeat a run")
    arguments.add_argument("--victims", nargs="+", choices=VICTIMS, default=VICTIMS, help="whom to kill")
    chosen = arguments.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    print(f"seed {chosen.seed}", flush=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="samenwijzer-soak-") as name:
        prepare(Path(name))
        from soaking.site import Site
        from soaking.work import Acknowledged

        site = Site(Path(name), dict(os.environ), free_port())
        done, chance, broken = Acknowledged(), random.Random(chosen.seed), []
        try:
            site.start()
            victims = itertools.cycle(chosen.victims)
            for number, victim in zip(range(1, chosen.kills + 1), victims, strict=False):
                told = play(site, done, victim, chance)
                broken += [f"round {number}, {victim}: {sentence}" for sentence in told]
                counts = f"{len(done.answers)} answers, {len(done.pages)} pages, {len(done.jobs)} jobs"
                print(f"{number:3} killed {victim:8} {counts} acknowledged so far", flush=True)
                if broken or time.monotonic() - begun > chosen.seconds:
                    break
        finally:
            site.end()
        print("\n".join(broken) or f"Nothing was lost in {number} kills.", flush=True)
        if broken:
            print(site.log.read_text(encoding="utf-8", errors="replace")[-5000:])
        return 1 if broken else 0


def prepare(folder: Path) -> None:
    """Make this process one of the installation that is soaked."""
    for name in ("DATABASE_URL", "VALKEY_URL", "S3_URL", "PUBLIC_URL"):
        if name in os.environ:
            del os.environ[name]
    os.environ["SAMENWIJZER_DATA_DIR"] = str(folder / "data")
    os.environ["DJANGO_SETTINGS_MODULE"] = "samenwijzer.config.settings"
    os.environ["PYTHONPATH"] = str(Path(__file__).parent)
    import django

    django.setup()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def play(site: "Site", done: "Acknowledged", victim: str, chance: random.Random) -> Iterator[str]:
    """One round: everything goes on, one process dies, all runs again, and the promises are looked at."""
    from soaking import proof, work
    from soaking.site import kill

    from samenwijzer.accounts.models import User
    from samenwijzer.forum.models import Question

    fatima = User.objects.get(external_id="p-fatima")
    question = Question.objects.filter(space__visibility="open").order_by("pk").first()
    assert question is not None
    session = work.sign_in(fatima)
    file = site.folder / "pages.jsonl"
    pages = work.write_pages(file, fatima.external_id, PAGES)
    answers = [work.Answers(site.port, session, question.pk, done) for _ in range(2)]
    jobs = work.Jobs(done, len(done.jobs))
    with work.going_on(*answers, jobs):
        commands = {"import": site.begin("import", str(file)), "reindex": site.begin("reindex")}
        time.sleep(chance.uniform(0.2, LONGEST_WAIT))
        pids = {**site.processes(), **{name: [process.pid] for name, process in commands.items()}}
        kill(chance.choice(pids.get(victim) or pids["worker"]))
        time.sleep(chance.uniform(0.2, LONGEST_WAIT))
    for process in commands.values():
        process.wait(timeout=120)
    if victim == "serve":
        site.end()
        site.start()
    site.wait_until_it_answers()
    for answer in answers:
        if answer.refused:
            yield f"answers were refused: {answer.refused[:5]}"
    again = site.begin("import", str(file))
    if again.wait(timeout=120):
        yield f"the import that was done again ended with {again.returncode}"
    done.pages.update(pages)
    yield from proof.missing(done)


if __name__ == "__main__":
    sys.exit(main())
