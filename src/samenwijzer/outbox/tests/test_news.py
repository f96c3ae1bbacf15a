import multiprocessing
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from samenwijzer.kernel.storage import FolderNotOurs, private_folder
from samenwijzer.outbox import news
from samenwijzer.outbox.news import News


@pytest.fixture
def run_dir(settings: Any) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="sw-") as folder:
        settings.RUN_DIR = Path(folder) / "run"
        settings.VALKEY_URL = None
        yield settings.RUN_DIR


@pytest.fixture(scope="module")
def valkey_address() -> Iterator[str]:
    program = shutil.which("valkey-server") or shutil.which("redis-server")
    if program is None:
        pytest.skip("neither valkey-server nor redis-server is installed")
    with tempfile.TemporaryDirectory(prefix="sw-") as folder:
        path = f"{folder}/valkey.sock"
        server = subprocess.Popen(  # noqa: S603 - a program found on PATH
            [program, "--port", "0", "--unixsocket", path, "--save", "", "--dir", folder],
            stdout=subprocess.DEVNULL,
        )
        try:
            for _ in range(100):
                if Path(path).exists():
                    break
                time.sleep(0.05)
            yield f"unix://{path}"
        finally:
            server.terminate()
            server.wait()


@pytest.fixture(params=["socket", "valkey"])
def either(request: pytest.FixtureRequest, settings: Any, run_dir: Path) -> str:
    settings.VALKEY_URL = request.getfixturevalue("valkey_address") if request.param == "valkey" else None
    return str(request.param)


def hear(listener: news.Listener, count: int) -> list[News]:
    heard: list[News] = []
    end = time.monotonic() + 5
    while len(heard) < count and time.monotonic() < end:
        heard += listener.wait(0.5)
    return heard


def test_every_listener_hears_what_is_published(either: str) -> None:
    with news.listen("worker") as first, news.listen("indexer") as second:
        news.publish("jobs", id=7)
        assert hear(first, 1) == [News("jobs", {"id": 7})]
        assert hear(second, 1) == [News("jobs", {"id": 7})]


def test_waiting_returns_empty_when_nothing_comes(either: str) -> None:
    with news.listen("worker") as listener:
        started = time.monotonic()
        assert listener.wait(0.2) == []
        assert 0.15 < time.monotonic() - started < 1.5


def test_waiting_returns_early_when_something_else_can_be_read(either: str) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, news.listen("worker") as listener:
        theirs.send(b"x")
        started = time.monotonic()
        assert listener.wait(5, also=[ours.fileno()]) == []
        assert time.monotonic() - started < 1


def test_publishing_to_nobody_is_no_error(either: str) -> None:
    news.publish("jobs")


def _publish_from_elsewhere() -> None:
    news.publish("from", process="another")


def test_news_crosses_processes(either: str) -> None:
    with news.listen("worker") as listener:
        process = multiprocessing.get_context("fork").Process(target=_publish_from_elsewhere)
        process.start()
        process.join()
        assert hear(listener, 1) == [News("from", {"process": "another"})]


def test_a_full_listener_never_stops_the_publisher(run_dir: Path) -> None:
    with news.listen("slow") as listener:
        started = time.monotonic()
        for number in range(5_000):
            news.publish("jobs", number=number)
        assert time.monotonic() - started < 5
        assert listener.wait(0)


def test_the_socket_of_a_killed_process_is_removed(run_dir: Path) -> None:
    folder = private_folder(private_folder(run_dir) / "news")
    left = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    left.bind(str(folder / "dead-1.sock"))
    left.close()
    news.publish("jobs")
    assert list(folder.iterdir()) == []


def test_the_folder_is_private_and_a_strangers_folder_is_refused(
    run_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_dir.mkdir(mode=0o755)
    with news.listen("worker"):
        assert run_dir.stat().st_mode & 0o077 == 0
    monkeypatch.setattr("os.geteuid", lambda: 4_242)
    with pytest.raises(FolderNotOurs):
        private_folder(run_dir)


def test_an_unreadable_datagram_is_skipped(run_dir: Path) -> None:
    with news.listen("worker") as listener:
        [path] = (run_dir / "news").glob("*.sock")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as stranger:
            stranger.sendto(b"\xff{", str(path))
        news.publish("jobs")
        assert listener.wait(1) == [News("jobs")]


@pytest.mark.django_db(transaction=True)
def test_news_waits_for_the_commit_and_is_told_once(run_dir: Path) -> None:
    with news.listen("indexer") as listener:
        with transaction.atomic():
            for _ in range(20):
                news.publish_on_commit("changes")
            assert listener.wait(0.1) == []
        assert listener.wait(1) == [News("changes")]


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_savepoint_does_not_take_later_news_with_it(run_dir: Path) -> None:
    with news.listen("indexer") as listener:
        with transaction.atomic():
            with suppress(RuntimeError), transaction.atomic():
                news.publish_on_commit("changes")
                raise RuntimeError
            news.publish_on_commit("changes")
        assert listener.wait(1) == [News("changes")]


@pytest.mark.django_db(transaction=True)
def test_a_rollback_tells_nothing(run_dir: Path) -> None:
    with news.listen("indexer") as listener:
        with pytest.raises(RuntimeError), transaction.atomic():
            news.publish_on_commit("changes")
            raise RuntimeError
        assert listener.wait(0.2) == []


def test_a_valkey_that_does_not_answer_loses_news_but_stops_nobody(settings: Any, caplog: Any) -> None:
    settings.VALKEY_URL = "unix:///nonexistent/valkey.sock"
    news.publish("jobs")
    with news.listen("worker") as listener:
        assert listener.wait(0.1) == []
    assert "No news" in caplog.text
