"""The command as an administrator types it."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from samenwijzer.accounts.models import User
from samenwijzer.exchange.tests.files import FATIMA, ORGANISATION, QUESTION, write_lines
from samenwijzer.search.actions import TooSlow

pytestmark = pytest.mark.django_db
command = import_module("samenwijzer.exchange.management.commands.import")


@pytest.fixture(autouse=True)
def _no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    def at_once(**_how: object) -> None:
        """Stand for an index that already has everything."""

    monkeypatch.setattr(command, "catch_up", at_once)


def test_it_prints_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import", str(write_lines(tmp_path / "in.jsonl", *ORGANISATION)))
    assert capsys.readouterr().out == "created 7, changed 0, unchanged 0, refused 0\n"


def test_its_exit_code_says_that_a_line_was_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = json.dumps({**FATIMA, "id": "p-2", "email": "\ud800\u0000😀"})
    file = write_lines(tmp_path / "in.jsonl", *ORGANISATION, line)
    with pytest.raises(SystemExit) as left:
        call_command("import", str(file))
    assert left.value.code == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{file}:8: person p-2: email: ")
    assert lines[-1] == "created 7, changed 0, unchanged 0, refused 1"


def test_it_can_answer_with_json_and_only_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_lines(tmp_path / "in.jsonl", *ORGANISATION, "{")
    with pytest.raises(SystemExit):
        call_command("import", "--dry-run", "--json", str(file))
    told = json.loads(capsys.readouterr().out)
    [line] = told.pop("lines")
    assert told == {"fit": 7, "refused": 1, "warned": 0, "warnings": []}
    assert (line["file"], line["line"]) == (str(file), 8)
    assert not User.objects.exists()


@pytest.mark.parametrize("wrong", ["nowhere.jsonl", "."])
def test_a_file_that_cannot_be_read_is_one_sentence_and_nothing_comes_in(wrong: str, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "in.jsonl", *ORGANISATION)
    with pytest.raises(CommandError, match="cannot be read") as refused:
        call_command("import", str(file), str(tmp_path / wrong))
    assert refused.value.returncode == 2
    assert not User.objects.exists()


def test_a_slow_index_is_told_apart_from_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def never(**_how: object) -> None:
        raise TooSlow

    monkeypatch.setattr(command, "catch_up", never)
    with pytest.raises(SystemExit) as left:
        call_command("import", str(write_lines(tmp_path / "in.jsonl", *ORGANISATION)))
    assert left.value.code == 3
    assert "came no further for 60 seconds" in capsys.readouterr().err


def test_what_the_guard_finds_is_told_by_field_and_label(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warned = {**QUESTION, "id": "v-2", "body": "Bel haar op 06 12345678."}
    blocked = {**QUESTION, "id": "v-3", "body": "Haar BSN is 123456782."}
    file = write_lines(tmp_path / "in.jsonl", *ORGANISATION, warned, blocked)
    with pytest.raises(SystemExit) as left:
        call_command("import", str(file))
    assert left.value.code == 1
    told = capsys.readouterr().out
    assert told.splitlines() == [
        f"{file}:8: question v-2: warning: body PHONE",
        f"{file}:9: question v-3: body: a BSN stands in it [body BSN]",
        "1 line has a warning: citizens' data may stand in the fields named.",
        "created 8, changed 0, unchanged 0, refused 1",
    ]
    write_lines(file, {**warned, "id": "v-4"}, blocked)
    with pytest.raises(SystemExit):
        call_command("import", str(file), "--guard=strict", "--json")
    told = json.loads(capsys.readouterr().out)
    assert [line["findings"] for line in told["lines"]] == [
        [{"field": "body", "label": "PHONE"}],
        [{"field": "body", "label": "BSN"}],
    ]
