"""A killed writer loses nothing: what its last commit did not hold is read again."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from samenwijzer.accounts.models import User
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import changes
from samenwijzer.search import generations, trouble
from samenwijzer.search.actions import catch_up
from samenwijzer.search.queries import compare_index, search

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 6


def _database_url() -> str:
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def _start_indexer() -> subprocess.Popen[bytes]:
    outside = {
        "SAMENWIJZER_DATA_DIR": str(settings.DATA_DIR),
        "DATABASE_URL": _database_url(),
        "DJANGO_SETTINGS_MODULE": "samenwijzer.config.settings",
    }
    return subprocess.Popen([sys.executable, "-m", "samenwijzer", "indexer"], env=os.environ | outside)


@pytest.fixture(autouse=True)
def index_of_the_processes(own_index: Path) -> Iterator[None]:
    """The index lies where processes of this data folder look for it, and is gone afterwards."""
    settings.INDEX_DIR = settings.DATA_DIR / "index"
    shutil.rmtree(settings.INDEX_DIR, ignore_errors=True)  # A test that needs no index of its own left one.
    yield
    shutil.rmtree(settings.INDEX_DIR)


def _add_people(names: list[str]) -> None:
    with transaction.atomic():
        for name in names:
            person = User.objects.create_user(email=f"{name}@example.org", name=f"Collega {name}")
            changes.append(Ref("people.person", person.pk))


def _wait_for_a_writer() -> bool:
    for _ in range(200):
        with generations.lock("writer") as free:
            if not free:
                return True
        time.sleep(0.1)
    return False


def _until(it_is: Callable[[], bool]) -> bool:
    for _ in range(300):
        if it_is():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.long
def test_killing_the_indexer_loses_nothing() -> None:
    chance = random.Random(4)  # noqa: S311 - only when to kill
    for turn in range(KILLS):
        indexer = _start_indexer()
        until = time.monotonic() + chance.uniform(0.8, 2.5)
        batch = 0
        while time.monotonic() < until:
            _add_people([f"t{turn}n{batch}p{number}" for number in range(5)])
            batch += 1
        indexer.send_signal(signal.SIGKILL)
        indexer.wait()
    catch_up()
    assert compare_index().is_equal
    assert search("collega", viewer=None).total == User.objects.count() > 0


def test_the_indexer_ends_when_told() -> None:
    indexer = _start_indexer()
    try:
        assert _wait_for_a_writer()
        _add_people(["aan"])
        catch_up(timeout=20)
        assert search("collega", viewer=None).total == 1
    finally:
        indexer.terminate()
        assert indexer.wait(timeout=10) == 0


@pytest.mark.long
def test_a_full_disk_stops_no_search_and_the_same_indexer_goes_on_when_there_is_room() -> None:
    _add_people(["eerst"])
    catch_up()
    indexer = _start_indexer()
    try:
        assert _wait_for_a_writer()
        # No file may grow beyond this, which is what the disk says when it is full.
        resource.prlimit(indexer.pid, resource.RLIMIT_FSIZE, (1_000, resource.RLIM_INFINITY))
        _add_people(["later"])
        assert _until(lambda: trouble.told() == "disk")
        assert search("collega", viewer=None).total == 1
        resource.prlimit(indexer.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert _until(lambda: search("collega", viewer=None).total == 2)
        assert _until(lambda: trouble.told() is None)
    finally:
        indexer.terminate()
        assert indexer.wait(timeout=10) == 0
    assert compare_index().is_equal


@pytest.mark.long
def test_an_index_that_is_deleted_under_the_indexer_is_made_anew() -> None:
    _add_people(["eerst"])
    indexer = _start_indexer()
    try:
        assert _wait_for_a_writer()
        assert _until(lambda: search("collega", viewer=None).total == 1)
        shutil.rmtree(settings.INDEX_DIR)
        assert search("collega", viewer=None).total == 0
        assert _until(lambda: search("collega", viewer=None).total == 1)
        _add_people(["later"])
        assert _until(lambda: search("collega", viewer=None).total == 2)
    finally:
        indexer.terminate()
        assert indexer.wait(timeout=10) == 0
