import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from samenwijzer.config import supervisor
from samenwijzer.config.supervisor import Program, Supervisor


def supervise(programs: list[Program], *, stop_when: Callable[[], bool]) -> None:
    """Run a supervisor in a child process, as it must be the main thread, and stop it when that holds."""
    pid = os.fork()
    if pid == 0:
        try:
            Supervisor(programs).run()
        finally:
            os._exit(0)
    end = time.monotonic() + 20
    while not stop_when() and time.monotonic() < end:
        time.sleep(0.02)
    assert stop_when()
    os.kill(pid, signal.SIGTERM)
    os.waitpid(pid, 0)


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def lines(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def note_and(path: Path, then: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        with path.open("a") as file:
            file.write(f"{os.getpid()}\n")
        then()

    return run


def test_a_program_that_ends_is_started_again_after_a_growing_pause(tmp_path: Path) -> None:
    path = tmp_path / "starts"
    began = time.monotonic()
    supervise([Program("short", note_and(path, lambda: None))], stop_when=lambda: len(lines(path)) == 3)
    assert time.monotonic() - began >= 1.5


def test_a_program_that_ran_long_enough_is_started_again_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "LONG_ENOUGH", 0.1)
    path = tmp_path / "starts"
    began = time.monotonic()
    supervise(
        [Program("long", note_and(path, lambda: time.sleep(0.2)))], stop_when=lambda: len(lines(path)) == 4
    )
    assert time.monotonic() - began < 3


def test_when_it_is_stopped_all_have_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 1.0)

    def stubborn() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)

    path = tmp_path / "starts"
    supervise(
        [
            Program("willing", note_and(path, lambda: time.sleep(60))),
            Program("stubborn", note_and(path, stubborn)),
        ],
        stop_when=lambda: len(lines(path)) == 2,
    )
    assert not any(is_alive(pid) for pid in lines(path))


def test_when_it_is_killed_nothing_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "starts"
    pid = os.fork()
    if pid == 0:
        try:
            Supervisor([Program("orphan", note_and(path, lambda: time.sleep(60)))]).run()
        finally:
            os._exit(0)
    while not lines(path):
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    end = time.monotonic() + 5
    while is_alive(lines(path)[0]) and time.monotonic() < end:
        time.sleep(0.02)
    assert not is_alive(lines(path)[0])
