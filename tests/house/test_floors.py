"""The contracts in pyproject.toml hold, and each of them catches what it is there for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.reading import ROOT


def lint_imports(source: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the package that lies in that folder."""
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--config", ROOT / "pyproject.toml", "--no-cache"],
        env={**os.environ, "PYTHONPATH": str(source)},
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("src")
    shutil.copytree(
        ROOT / "src" / "samenwijzer",
        folder / "samenwijzer",
        ignore=lambda _, names: [name for name in names if "." in name and not name.endswith(".py")],
    )
    return folder


def test_the_contracts_hold() -> None:
    told = lint_imports(ROOT / "src")
    assert told.returncode == 0, told.stdout


def test_each_contract_catches_its_breach(copy: Path) -> None:
    breaches = {
        "kernel/upward.py": "import samenwijzer.forum.models",
        "forum/sideways.py": "import samenwijzer.people.models",
        "home/tables.py": "import samenwijzer.forum.models",
        "attic/__init__.py": "",
    }
    for path, text in breaches.items():
        file = copy / "samenwijzer" / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    told = lint_imports(copy)
    assert told.returncode != 0
    for contract in ("Down, never up, never sideways", "The same rooms", "The top floors"):
        assert any(line.startswith(contract) and "BROKEN" in line for line in told.stdout.splitlines())
    for name in ("kernel.upward", "forum.sideways", "home.tables", "attic"):
        assert name in told.stdout
