"""`samenwijzer search` and `experts`: the contract of the command line."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from samenwijzer.accounts.models import Department, User
from samenwijzer.forum.models import Answer, Question
from samenwijzer.kernel import clock
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import changes
from samenwijzer.search import queries as engine
from samenwijzer.search.actions import rebuild
from samenwijzer.spaces.models import Member, Role, Space, Visibility

pytestmark = pytest.mark.django_db(transaction=True)
Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def question(fatima: User, inkomen: Department) -> Question:
    return Question.objects.create(
        external_id="v-lift",
        title="Traplift in een huurwoning?",
        space=inkomen.default_space,
        author=fatima,
        asked_at=clock.now(),
    )


@pytest.fixture
def answer(question: Question, joost: User) -> Answer:
    return Answer.objects.create(
        external_id="a-lift",
        question=question,
        author=joost,
        body="Een traplift mag met toestemming.",
        accepted=True,
        answered_at=clock.now(),
    )


@pytest.fixture
def secret(joost: User) -> Question:
    space = Space.objects.create(name="Verborgen", visibility=Visibility.HIDDEN)
    Member.objects.create(space=space, person=joost, role=Role.READER)
    return Question.objects.create(
        external_id="v-geheim", title="Zeppelin?", space=space, author=joost, asked_at=clock.now()
    )


@pytest.fixture
def ask(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Ask:
    settings.INDEX_DIR = tmp_path / "index"

    def run(*arguments: str, given: bytes | None = None, command: str = "search") -> list[dict[str, Any]]:
        if given is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="ascii"))
        capsys.readouterr()
        call_command(command, *arguments)
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_one_query_gives_one_line(ask: Ask, answer: Answer) -> None:
    [found] = ask("traplift huurwoning", "--json")
    assert list(found) == ["query", "took_ms", "results", "people"]
    assert found["query"] == "traplift huurwoning"
    by_id = {result["external_id"]: result for result in found["results"]}
    assert set(by_id) == {"v-lift", "a-lift"}
    assert list(by_id["a-lift"]) == ["ref", "external_id", "type", "title", "url", "score", "state"]
    assert by_id["a-lift"]["ref"] == f"forum.answer:{answer.pk}"
    assert by_id["a-lift"]["url"].startswith("/vragen/")
    assert by_id["a-lift"]["state"] is None
    [person] = [person for person in found["people"] if person["email"] == "joost@example.org"]
    assert list(person) == ["external_id", "name", "email", "score", "why"]
    assert 1 <= len(person["why"]) <= 3


def test_an_index_is_made_when_there_is_none(ask: Ask, answer: Answer) -> None:
    assert len(ask("traplift", "--json")[0]["results"]) == 2


def test_what_changed_since_is_found(ask: Ask, question: Question) -> None:
    rebuild()
    Question.objects.filter(pk=question.pk).update(title="Scootmobiel?")
    assert ask("scootmobiel", "--json")[0]["results"] == []
    changes.append(Ref("forum.question", question.pk))
    assert len(ask("scootmobiel", "--json")[0]["results"]) == 1


def test_lines_are_answered_in_order(ask: Ask, answer: Answer) -> None:
    lines = ["traplift", "", "  ", "🦆", "café cliënt", "traplift"]
    found = ask(given="\n".join(lines).encode())
    assert [line["query"] for line in found] == lines
    assert [len(line["results"]) for line in found] == [2, 0, 0, 0, 0, 2]
    assert all(line["people"] == [] for line in found[1:5])


def test_lines_that_are_no_utf8_are_answered(ask: Ask, answer: Answer) -> None:
    found = ask(given=b"traplift\r\n\xff\xfe\x00\n" + b"a" * 1_000_000 + b"\ntraplift")
    assert [len(line["results"]) for line in found] == [2, 0, 0, 2]


def test_a_line_that_fails_does_not_stop_the_next(
    ask: Ask, answer: Answer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    search = engine.search

    def fail_once(text: str, **options: Any) -> engine.Results:
        if text == "kapot":
            raise RuntimeError
        return search(text, **options)

    monkeypatch.setattr(engine, "search", fail_once)
    with pytest.raises(SystemExit) as ended:
        ask(given=b"kapot\ntraplift\n")
    assert ended.value.code == 1
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first == {"query": "kapot", "error": "RuntimeError"}
    assert len(second["results"]) == 2


def test_somebody_unknown_ends_with_two(ask: Ask) -> None:
    with pytest.raises(CommandError, match=r"niemand@example\.org") as ended:
        ask("traplift", "--as", "niemand@example.org")
    assert ended.value.returncode == 2


@pytest.mark.parametrize("limit", ["0", "-1", "veel", "100000", "1e3", "１"])
def test_a_limit_is_a_number(ask: Ask, limit: str) -> None:
    with pytest.raises(CommandError):
        ask("traplift", f"--limit={limit}")


def test_the_limit_counts_results_and_people_apart(ask: Ask, answer: Answer) -> None:
    [found] = ask("traplift", "--json", "--limit", "1")
    assert (len(found["results"]), len(found["people"])) == (1, 1)


def test_only_who_may_read_it_finds_it(ask: Ask, secret: Question, noor: User) -> None:
    for arguments in ((), ("--as", "noor@example.org")):
        [found] = ask("zeppelin", "--json", *arguments)
        assert (found["results"], found["people"]) == ([], [])
        assert ask("zeppelin", "--json", *arguments, command="experts")[0]["people"] == []
    [found] = ask("zeppelin", "--json", "--as", "Joost@Example.org ")
    assert [result["external_id"] for result in found["results"]] == ["v-geheim"]


def test_experts_are_named_with_reasons(ask: Ask, answer: Answer) -> None:
    [found] = ask("traplift", "--json", command="experts")
    assert list(found) == ["query", "people"]
    assert found["people"][0]["external_id"] == "p-joost"
    assert ask(given=b"traplift\n", command="experts") == [found]


def test_a_person_reads_a_list(ask: Ask, answer: Answer, capsys: pytest.CaptureFixture[str]) -> None:
    rebuild()
    capsys.readouterr()
    call_command("search", "traplift")
    shown = capsys.readouterr().out
    assert "1. Traplift in een huurwoning?" in shown
    assert "Joost Verhagen <joost@example.org>" in shown
    call_command("experts", "traplift")
    assert "Joost Verhagen <joost@example.org>" in capsys.readouterr().out
