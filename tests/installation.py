"""An installation as an administrator has it: a data folder, a database and the real `samenwijzer` command.

Use it where several processes take part. On PostgreSQL each one gets a database of its own.
"""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
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
    environment = {**os.environ, "SAMENWIJZER_DATA_DIR": str(tmp_path / "data"), "PYTHONUTF8": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    address = environment.get("DATABASE_URL")
    name = f"installation_{uuid.uuid4().hex[:12]}"
    if address:
        _in_postgresql(address, f'create database "{name}"')
        environment["DATABASE_URL"] = urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    made = Installation(tmp_path, environment)
    try:
        yield made
    finally:
        made.end()
        if address:
            _in_postgresql(address, f'drop database "{name}" with (force)')


def _in_postgresql(address: str, statement: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())
