"""An installation as an administrator has it: a data folder, a database and the real `samenwijzer` command.

Use it where several processes take part. On PostgreSQL each one gets a database of its own.
"""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

COMMAND = [sys.executable, "-P", "-m", "samenwijzer"]
PATIENCE = 120  # seconds for one command


@dataclass(slots=True)
class Installation:
    """`environment` is what its processes are started with; whatever `start` began is ended with the test."""

    folder: Path
    environment: dict[str, str]
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    def run(self, *arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run one command to its end; its exit code is for the test to judge."""
        return subprocess.run(
            [*COMMAND, *arguments],
            env=self.environment,
            input=given,
            stdin=None if given is not None else subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
            cwd=self.folder,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Begin a command that stays; what it prints lands in `output-N.txt` in the folder."""
        output = self.folder / f"output-{len(self.processes)}.txt"
        with output.open("w", encoding="utf-8") as file:
            process = subprocess.Popen(
                [*COMMAND, *arguments],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                text=True,
                cwd=self.folder,
            )
        self.processes.append(process)
        return process

    def end(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """Nothing is there yet: the first command makes folder and tables."""
    with placed(tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with its tables and nothing in them, to copy: making them takes seconds."""
    with placed(tmp_path_factory.mktemp("prepared")) as made:
        made.run("shell", "-v", "0", "-c", "from django.db import connection; connection.close()")
        yield made


@pytest.fixture
def ready_installation(prepared: Installation, tmp_path: Path) -> Iterator[Installation]:
    """The tables are there, and empty."""
    with placed(tmp_path, copy_of=prepared) as made:
        yield made


@contextmanager
def placed(folder: Path, *, copy_of: Installation | None = None) -> Iterator[Installation]:
    """Give an installation in the folder: empty, or a copy of one in which nothing runs."""
    environment = {**os.environ, "SAMENWIJZER_DATA_DIR": str(folder / "data"), "PYTHONUTF8": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    address = environment.get("DATABASE_URL")
    name = f"installation_{uuid.uuid4().hex[:12]}"
    if copy_of is not None:
        shutil.copytree(copy_of.folder / "data", folder / "data")
    if address:
        template = (
            "" if copy_of is None else f' template "{urlsplit(copy_of.environment["DATABASE_URL"]).path[1:]}"'
        )
        _in_postgresql(address, f'create database "{name}"{template}')
        environment["DATABASE_URL"] = urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    made = Installation(folder, environment)
    try:
        yield made
    finally:
        made.end()
        if address:
            _in_postgresql(address, f'drop database "{name}" with (force)')


def _in_postgresql(address: str, statement: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())
