"""The demo as somebody meets it who has just installed the product."""

import io
import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.test import Client

from samenwijzer.accounts.models import Department, User
from samenwijzer.documents.models import Page, PageKind
from samenwijzer.exchange import about_demo, demonstration
from samenwijzer.exchange.importing import Report, import_files
from samenwijzer.forum.models import Answer, Question
from samenwijzer.home.management.commands import demo
from samenwijzer.outbox.models import Change
from samenwijzer.signpost.models import Service
from samenwijzer.spaces.models import Space
from samenwijzer.subjects.models import Subject

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def at_once(*, timeout: float) -> None:
        """Stand for an index that already has everything."""

    monkeypatch.setattr(demo, "catch_up", at_once)
    monkeypatch.setattr(about_demo, "sign", lambda: tmp_path / "demo.loaded")


def load() -> None:
    call_command("demo", "--no-serve", "--port", "8159")


def test_it_holds_the_whole_organisation_the_list_and_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    reports: list[Report] = []

    def noted(*, paths: Sequence[Path]) -> Report:
        reports.append(import_files(paths=paths))
        return reports[-1]

    monkeypatch.setattr(demo, "import_files", noted)
    load()
    [report] = reports
    # No text of the demo leads to anybody: a new warning is a text to rewrite, or a mistake of the guard.
    assert [(one.number, one.findings) for one in report.refused] == []
    assert [(one.number, one.findings) for one in report.warned] == []
    counts = [table.objects.count() for table in (Department, User, Subject, Space, Question, Answer)]
    assert counts == [12, 121, 113, 18, 96, 126]
    assert Counter(Page.objects.values_list("kind", flat=True)) == {
        PageKind.INSTRUCTION: 89,
        PageKind.LAW: 403,
    }
    assert Counter(Service.objects.values_list("from_list", flat=True)) == {False: 42, True: 412}
    assert not Service.objects.filter(from_list=True).exclude(answer="").exists()
    assert not Department.objects.filter(default_space=None).exists()


def test_it_is_loaded_within_seconds_of_work() -> None:
    before = time.process_time()
    load()
    assert time.process_time() - before < 10


def test_the_law_lies_in_an_open_space_of_nobody() -> None:
    load()
    law = Page.objects.filter(kind=PageKind.LAW)
    [space] = Space.objects.filter(pk__in=law.values("space"))
    assert (space.name, space.department, space.visibility) == ("Wet- en regelgeving", None, "open")
    article = law.get(title="Participatiewet, artikel 7: Opdracht college")
    assert article.body.startswith("1. Het college:")
    assert article.source_url == "https://wetten.overheid.nl/BWBR0015703/2022-03-15#Artikel7"
    assert article.author is None
    assert not law.filter(body="").exists()


def test_it_says_where_to_go_and_lets_three_people_in(capsys: pytest.CaptureFixture[str]) -> None:
    load()
    told = capsys.readouterr().out
    password = told.split("with the password ")[1].strip()
    assert "http://127.0.0.1:8159/" in told
    for email in ("fatima.amrani@example.org", "joost.vanelderen@example.org", "noor.hendriks@example.org"):
        assert email in told
        assert check_password(password, User.objects.get(email=email).password)
    signed_in = Client().post("/account/login/", {"login": "fatima.amrani@example.org", "password": password})
    assert signed_in.status_code == 302


def test_a_second_start_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    load()
    User.objects.filter(email="fatima.amrani@example.org").update(phone="0199-1")
    before = Change.objects.count()
    load()
    assert Change.objects.count() == before
    assert User.objects.get(email="fatima.amrani@example.org").phone == "0199-1"
    told = capsys.readouterr().out
    assert told.count("Samenwijzer: ") == 2
    assert told.count("Loading the demo") == 1


@pytest.mark.long
def test_a_start_that_was_cut_off_is_finished_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off() -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(demo, "add_unclaimed_products", cut_off)
        with pytest.raises(KeyboardInterrupt):
            load()
    assert not demonstration.demo_is_loaded()
    load()
    assert (User.objects.count(), Service.objects.count()) == (121, 454)


def test_it_stays_out_of_the_data_of_others() -> None:
    other = User.objects.create_user(email="ans@example.org", name="Ans Smit", password="een-lang-wachtwoord")
    with pytest.raises(CommandError, match="another organisation"):
        load()
    assert User.objects.get() == other


def test_it_can_be_loaded_beside_records_that_were_imported_before() -> None:
    User.objects.create_user(email="ans@example.org", name="Ans Smit")
    load()
    assert User.objects.count() == 122


def test_the_demo_shows_every_type() -> None:
    with demonstration.RECORDS.open(encoding="utf-8") as file:
        counts = Counter(json.loads(line)["type"] for line in file)
    assert counts == {
        "exchange": 1,
        "department": 12,
        "location": 5,
        "municipality": 5,
        "week_pattern": 3,
        "team": 31,
        "person": 121,
        "subject": 113,
        "space": 17,
        "service": 42,
        "page": 89,
        "question": 96,
        "answer": 126,
        "comment": 57,
        "helped": 169,
        "request": 18,
    }


def test_it_is_loaded_anew_and_only_the_demo_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    User.objects.filter(external_id="p-fatima").update(phone="0199-1")
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("demo", "--reset", "--no-serve")
    monkeypatch.setattr(demonstration, "flush", lambda: User.objects.all().update(phone=""))
    call_command("demo", "--reset", "--yes", "--no-serve")
    assert User.objects.get(external_id="p-fatima").phone != "0199-1"


def test_another_organisation_is_not_thrown_away() -> None:
    User.objects.create_user(email="ans@example.org", name="Ans Smit", password="een-lang-wachtwoord")
    with pytest.raises(CommandError, match="left as it is"):
        call_command("demo", "--reset", "--yes", "--no-serve")
    assert User.objects.count() == 1
