"""An index of its own for each test, and a Tuesday on which everybody of the cast works."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from samenwijzer.kernel import clock
from samenwijzer.search.building import rebuild

TUESDAY = datetime.date(2026, 11, 24)

Index = Callable[[], int]


@pytest.fixture(autouse=True)
def own_index(settings: Settings, tmp_path: Path) -> None:
    settings.INDEX_DIR = tmp_path / "index"


@pytest.fixture(autouse=True)
def a_tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime.datetime(2026, 11, 24, 10, 0, tzinfo=datetime.UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    monkeypatch.setattr(clock, "today", lambda: TUESDAY)


@pytest.fixture
def index() -> Index:
    """Read everything that is in the database into the index."""
    return rebuild
