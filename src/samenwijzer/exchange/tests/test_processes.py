"""Imports that die, and imports at the same time, as processes of their own."""

import json
import time
from pathlib import Path

import pytest
from django.db import connection

from samenwijzer.exchange.tests.files import crowd, write_lines
from tests.installation import Installation

DEMO = Path(__file__).parents[1] / "data" / "demo.jsonl"
COUNT = (
    "from samenwijzer.forum.models import Answer, Question;"
    "from samenwijzer.accounts.models import User;"
    "print(User.objects.count(), Question.objects.count(), Answer.objects.filter(accepted=True).count())"
)

BEGIN = """
import time, uuid
from samenwijzer.accounts.models import Role, User, role_bits
from samenwijzer.exchange import actions
from samenwijzer.exchange.models import ImportRun
bram = User.objects.create_user(
    email="bram@example.org", name="Bram", role_bits=role_bits({Role.ADMINISTRATOR})
)
with open("in.jsonl", "rb") as file:
    run = actions.start_import(person=bram, files=[file], sending=uuid.uuid4())
while run.state == "checking":
    time.sleep(0.05)
    run.refresh_from_db()
actions.carry_out_import(person=bram, run=run)
while run.state != "done" and not run.written:
    time.sleep(0.01)
    run.refresh_from_db()
"""
END = """
import time
from samenwijzer.exchange.models import ImportRun
run = ImportRun.objects.get()
print(run.state)
while run.state == "running":
    time.sleep(0.05)
    run.refresh_from_db()
print(run.state, run.created, run.changed, run.written, run.refused_count, run.files)
"""


def counted(ready_installation: Installation) -> list[int]:
    told = ready_installation.run("shell", "-v0", "-c", COUNT)
    assert told.returncode == 0, told.stderr
    return [int(word) for word in told.stdout.split()]


@pytest.mark.long
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


@pytest.mark.long
def test_an_import_of_which_the_worker_is_killed_ends_with_everything_once(
    ready_installation: Installation,
) -> None:
    records = crowd(50, 1000)
    write_lines(ready_installation.folder / "in.jsonl", *records)
    first = ready_installation.start("worker")
    begun = ready_installation.run("shell", "-v0", "-c", BEGIN)
    first.kill()
    first.wait()
    assert begun.returncode == 0, begun.stderr
    ready_installation.start("worker")
    ended = ready_installation.run("shell", "-v0", "-c", END)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == ["running", f"done {len(records)} 0 {len(records)} 0 []"]
    assert counted(ready_installation) == [50 + 1, 1000, 1000]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="test_round_trip does this on one database")
def test_the_demo_goes_from_sqlite_to_another_database_byte_for_byte(
    ready_installation: Installation, tmp_path: Path
) -> None:
    environment = {**ready_installation.environment, "SAMENWIJZER_DATA_DIR": str(tmp_path / "sqlite")}
    environment.pop("DATABASE_URL", None)
    on_sqlite = Installation(tmp_path, environment)
    for number, place in enumerate((on_sqlite, ready_installation)):
        source = tmp_path / f"{number}.jsonl" if number else DEMO
        assert place.run("import", str(source)).returncode == 0
        assert place.run("export", str(tmp_path / f"{number + 1}.jsonl")).returncode == 0
    first, second = ((tmp_path / f"{number}.jsonl").read_bytes() for number in (1, 2))
    assert first == second
    assert first.count(b"\n") >= DEMO.read_bytes().count(b"\n")
