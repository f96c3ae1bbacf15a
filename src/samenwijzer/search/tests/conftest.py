"""A shelf of documents, an index of its own, and words from the data files."""

from pathlib import Path

import pytest
from pytest_django import Settings

from samenwijzer.search import comparing, filtering, ranking, writer
from samenwijzer.search.tests.shelf import DATA, Shelf


@pytest.fixture(autouse=True)
def own_index(settings: Settings, tmp_path: Path) -> Path:
    """Each test has an index folder of its own."""
    settings.INDEX_DIR = tmp_path / "index"
    return tmp_path / "index"


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """The one search source of a test."""
    made = Shelf()
    for place in (writer, comparing, filtering):
        monkeypatch.setattr(place, "search_sources", made.sources)
    for place in (ranking, filtering):
        monkeypatch.setattr(place, "readable_sources", made.sources)
    return made


def lines_of(name: str) -> list[str]:
    """The lines of a data file, without comments."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
