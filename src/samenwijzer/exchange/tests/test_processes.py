"""Imports that die, and imports at the same time, as processes of their own."""

import json
import time

from samenwijzer.exchange.tests.files import crowd, write_lines
from tests.installation import Installation

COUNT = (
    "from samenwijzer.forum.models import Answer, Question;"
    "from samenwijzer.accounts.models import User;"
    "print(User.objects.count(), Question.objects.count(), Answer.objects.filter(accepted=True).count())"
)


def counted(ready_installation: Installation) -> list[int]:
    told = ready_installation.run("shell", "-v0", "-c", COUNT)
    assert told.returncode == 0, told.stderr
    return [int(word) for word in told.stdout.split()]


def test_a_killed_import_is_finished_by_running_it_again(ready_installation: Installation) -> None:
    records = crowd(100, 1000)
    file = write_lines(ready_installation.folder / "in.jsonl", *records)
    begun = ready_installation.folder / "data" / "import.lock"
    killed = 0
    for moment in (0.1, 0.4):
        begun.unlink(missing_ok=True)
        process = ready_installation.start("import", str(file))
        while not begun.exists() and process.poll() is None:
            time.sleep(0.02)
        time.sleep(moment)
        killed += process.poll() is None
        process.kill()
        process.wait()
    assert killed
    told = json.loads(ready_installation.run("import", "--json", str(file)).stdout)
    assert told["lines"] == []
    assert told["created"] + told["unchanged"] == len(records)
    assert counted(ready_installation) == [100, 1000, 1000]


def test_two_imports_at_once_bring_in_everything_once(ready_installation: Installation) -> None:
    records = crowd(50, 300)
    file = write_lines(ready_installation.folder / "in.jsonl", *records)
    processes = [ready_installation.start("import", "--json", str(file)) for _ in range(2)]
    assert [process.wait(timeout=100) for process in processes] == [0, 0]
    printed = [
        (ready_installation.folder / f"output-{place}.txt").read_text().splitlines() for place in range(2)
    ]
    told = [json.loads(next(line for line in lines if line.startswith("{"))) for lines in printed]
    assert sorted(report["created"] for report in told) == [0, len(records)]
    assert sorted(report["unchanged"] for report in told) == [0, len(records)]
    assert counted(ready_installation) == [50, 300, 300]
