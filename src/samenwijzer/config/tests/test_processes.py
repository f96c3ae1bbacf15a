"""The real commands on a real data folder."""

import http.client
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.installation import Installation


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def wait_until(what: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def status(port: int, body: bytes | None = None) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request("GET" if body is None else "POST", "/account/login/", body, form)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def output_of(installation: Installation) -> str:
    return (installation.folder / f"output-{len(installation.processes) - 1}.txt").read_text()


def children(pid: int) -> dict[str, int]:
    """Return the processes below this one, by the name that `ps` shows."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found[Path(f"/proc/{child}/comm").read_text().strip()] = int(child)
    return found


def descendants(pid: int) -> set[int]:
    try:
        below = {int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}
    except OSError:
        return set()
    return below.union(*(descendants(one) for one in below))


def are_gone(pids: set[int]) -> bool:
    return not any(
        Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pids
    )


def serving(installation: Installation, port: int) -> subprocess.Popen[str]:
    process = installation.start("serve", "--port", str(port))
    wait_until(lambda: "ready" in output_of(installation))
    return process


def test_serve_answers_restarts_what_dies_and_leaves_nothing_behind(installation: Installation) -> None:
    port = free_port()
    process = serving(installation, port)
    sentence = rf"^Samenwijzer is ready: http://127.0.0.1:{port}/$"
    assert re.search(sentence, output_of(installation), re.MULTILINE)
    assert status(port) == 200
    assert 400 <= status(port, b"a=" + b"1" * 3_000_000) < 500
    before = children(process.pid)
    assert before.keys() == {"sw-live", "sw-web", "sw-web-slow", "sw-worker", "sw-indexer"}
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not before.items() & children(process.pid).items())
    wait_until(lambda: children(process.pid).keys() == before.keys())
    wait_until(lambda: status(port) == 200)
    every = descendants(process.pid)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert are_gone(every)

    process = serving(installation, port)
    wait_until(lambda: len(descendants(process.pid)) >= 8)
    every = descendants(process.pid)
    process.kill()
    process.wait()
    wait_until(lambda: are_gone(every), 10)


@pytest.mark.long
def test_two_commands_at_once_make_one_data_folder(installation: Installation) -> None:
    first, second = installation.start("shell", "-c", "pass"), installation.start("shell", "-c", "pass")
    assert (first.wait(120), second.wait(120)) == (0, 0)
    folder = Path(installation.environment["SAMENWIJZER_DATA_DIR"])
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.rglob("*"))

    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = installation.run("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "cannot be used" in done.stderr
    assert "Traceback" not in done.stderr

    done = installation.run("serve", "--host", "0.0.0.0")  # noqa: S104 - must be refused
    assert done.returncode == 2
    assert "PUBLIC_URL" in done.stderr


@pytest.mark.long
def test_check_changes_nothing_and_repair_mends(installation: Installation) -> None:
    folder = Path(installation.environment["SAMENWIJZER_DATA_DIR"])
    looked = installation.run("check")
    assert looked.returncode == 1
    assert not folder.exists()
    assert "security" in installation.run("check", "--list-tags").stdout
    assert installation.run("check", "--repair").returncode == 0
    assert installation.run("check", "--repair").returncode == 0
    whole = installation.run("check")
    assert whole.returncode == 0, whole.stderr
    folder.chmod(0o755)
    assert "Others than its owner" in installation.run("check").stderr
    assert folder.stat().st_mode & 0o777 == 0o755
    installation.run("check", "--repair")
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_setting_that_cannot_be_used_is_one_sentence(installation: Installation) -> None:
    installation.environment["SAMENWIJZER_LANGUAGE"] = "fy"
    done = installation.run("worker")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "SAMENWIJZER_LANGUAGE" in done.stderr
