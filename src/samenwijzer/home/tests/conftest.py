"""An index of its own for each test."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from samenwijzer.search.building import rebuild

Index = Callable[[], int]


@pytest.fixture(autouse=True)
def own_index(settings: Settings, tmp_path: Path) -> None:
    settings.INDEX_DIR = tmp_path / "index"


@pytest.fixture
def index() -> Index:
    """Read everything that is in the database into the index."""
    return rebuild
