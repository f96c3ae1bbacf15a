from collections.abc import Iterator
from pathlib import Path

import pytest

from samenwijzer.live.tests.site import Site, running


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("s")


@pytest.fixture
def site(folder: Path) -> Iterator[Site]:
    with running(folder) as made:
        yield made
