"""`samenwijzer guard --json` answers line by line, with what the data folder allows."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from samenwijzer.accounts.models import User
from samenwijzer.guard import Allowances
from samenwijzer.privacy.management.commands import guard as command


def told(monkeypatch: pytest.MonkeyPatch, lines: bytes) -> list[Any]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    out = io.StringIO()
    call_command("guard", "--json", stdout=out)
    return [json.loads(line)["findings"] for line in out.getvalue().splitlines()]


@pytest.mark.django_db
def test_each_line_gets_one_line_in_code_points(monkeypatch: pytest.MonkeyPatch) -> None:
    first, empty, broken, crlf = told(
        monkeypatch, "😀 bsn 123456782\n\n".encode() + b"x\xff 06-12345678\n" + b"zaak Z-2026-004512\r\n"
    )
    assert first == [{"label": "BSN", "start": 6, "end": 15, "action": "block"}]
    assert empty == []
    assert broken == [{"label": "PHONE", "start": 3, "end": 14, "action": "warn"}]
    assert crlf == [{"label": "DOSSIER_NUMBER", "start": 5, "end": 18, "action": "warn"}]


def test_a_colleague_is_no_finding(monkeypatch: pytest.MonkeyPatch, joost: User) -> None:
    assert told(monkeypatch, f"Vraag het {joost.name}\n".encode()) == [[]]
    assert told(monkeypatch, b"Vraag het aan Joost de Boer\n") != [[]]


@pytest.mark.django_db
def test_it_allows_nothing_before_there_are_tables_and_stops_when_they_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def allowances() -> Allowances:
        raise OperationalError("database is locked")

    monkeypatch.setattr(command, "allowances", allowances)
    with pytest.raises(CommandError, match="locked"):
        told(monkeypatch, b"bel 06-12345678\n")
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert told(monkeypatch, b"bel 06-12345678\n") != [[]]
    monkeypatch.setattr(connection.introspection, "table_names", allowances)
    with pytest.raises(CommandError):
        told(monkeypatch, b"bel 06-12345678\n")


def test_it_answers_at_once_and_makes_no_database(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "samenwijzer", "guard", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "SAMENWIJZER_DATA_DIR": str(tmp_path), "DATABASE_URL": ""},
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):  # The second line is written only when the first was answered.
            process.stdin.write("bel 06-12345678\n")
            process.stdin.flush()
            assert "PHONE" in process.stdout.readline()
        process.stdin.close()
        assert process.wait(timeout=30) == 0
    assert not list(tmp_path.glob("*.sqlite3"))
