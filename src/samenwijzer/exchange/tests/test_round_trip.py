"""What goes out comes in again, elsewhere, and goes out the same."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samenwijzer.accounts.models import Team, User
from samenwijzer.documents.models import Page, PageVersion
from samenwijzer.exchange import about_demo, demonstration
from samenwijzer.exchange.exporting import export_records, export_to
from samenwijzer.exchange.importing import import_files
from samenwijzer.exchange.importing.kinds import kinds
from samenwijzer.exchange.tests.files import FATIMA, ORGANISATION, bring_in, reasons, write_lines
from samenwijzer.forum.models import Answer, Comment, Helped, Question, Request, Revision
from samenwijzer.home.management.commands import demo
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import installed
from samenwijzer.outbox.models import AuditLine
from samenwijzer.privacy.actions import forget_person
from samenwijzer.signpost.models import Service
from samenwijzer.spaces.models import Member, Space

pytestmark = pytest.mark.django_db


def exported() -> bytes:
    file = io.BytesIO()
    export_records(file)
    return file.getvalue()


def empty_all() -> None:
    """Take away every record, as in an installation that has just been made."""
    for table in (Request, Helped, Comment, Revision, Answer, Question, PageVersion):
        table.objects.all().delete()
    Page.objects.update(replaced_by=None, variant_of=None)
    for kind in reversed(list(kinds().values())):
        if kind.type == "space":
            Member.objects.all().delete()
        if kind.type == "person":
            Team.objects.update(manager=None)
        if kind.type == "department":
            kind.model.objects.update(parent=None)
        kind.model.objects.all().delete()


def there_and_back(folder: Path) -> tuple[bytes, bytes]:
    first = exported()
    (folder / "out.jsonl").write_bytes(first)
    again = import_files(paths=[folder / "out.jsonl"])
    assert (again.created, again.changed, list(again.refused)) == (0, 0, [])
    empty_all()
    report = import_files(paths=[folder / "out.jsonl"])
    assert not report.refused
    assert report.created == first.count(b"\n") - 1
    return first, exported()


def test_the_whole_demo_comes_back_byte_for_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "catch_up", lambda *, timeout: None)
    monkeypatch.setattr(demo, "rebuild", lambda: None)
    monkeypatch.setattr(about_demo, "sign", lambda: tmp_path / "demo.loaded")
    call_command("demo", "--no-serve", "--port", "8159")
    first, second = there_and_back(tmp_path)
    assert first == second
    types = {json.loads(line)["type"] for line in first.splitlines()}
    assert types == {*kinds(), "exchange"}
    assert Service.objects.filter(from_list=True).count() == 411 + 1
    assert demonstration.guides()


def test_what_was_written_on_the_site_comes_back(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION)
    fatima, now = User.objects.get(external_id="p-fatima"), clock.now()
    question = Question.objects.get()
    Revision.objects.create(question=question, title="Mag dat?", editor=fatima, edited_at=now)
    question.edited_at = now
    question.save()
    comment = Comment.objects.create(question=question, body="Dank.", author=fatima, written_at=now)
    answer = Answer.objects.get()
    Comment.objects.create(
        question=question, answer=answer, body="Toch?", author=fatima, written_at=now, date_given="2026-01-01"
    )
    Helped.objects.create(answer=answer, person=fatima, said_at=now)
    page = Page.objects.get()
    PageVersion.objects.create(page=page, title="Eerst", body="Oud", editor=fatima, dated=now)
    Space.objects.create(name="Oud", visibility="closed", archived_at=now)
    User.objects.filter(external_id="p-joost").update(is_active=False, left_at=now)
    first, second = there_and_back(tmp_path)
    assert first == second
    lines = [json.loads(line) for line in first.splitlines()]
    assert [
        line["on"] for line in lines if line["type"] == "comment" and line["id"] == comment.external_id
    ] == [f"question:{question.external_id}"]
    assert not User.objects.get(external_id="p-joost").is_active


def test_who_is_forgotten_stays_so(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION)
    fatima = User.objects.get(external_id="p-fatima")
    forget_person(person_id=fatima.pk, actor=None)
    first, second = there_and_back(tmp_path)
    assert first == second
    assert b"Fatima" not in first
    assert b"forgotten.invalid" not in first
    author = Question.objects.get().author
    assert (author.name, author.is_active, author.forgotten_at is not None) == ("Oud-collega", False, True)
    known = {"type": "person", "id": author.external_id, "name": "Fatima", "email": "f@example.org"}
    assert "nothing else is known" in reasons(bring_in(tmp_path, known))[1]
    gone = {"type": "person", "id": "p-joost", "forgotten": True}
    assert "not changed by an import" in reasons(bring_in(tmp_path, gone))[1]


def test_the_file_is_for_its_owner_alone_and_there_when_complete(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION)
    path = tmp_path / "out.jsonl"
    call_command("export", str(path))
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []
    assert AuditLine.objects.filter(action="exchange.export.written").exists()
    with pytest.raises(OSError, match="No such file"):
        export_to(tmp_path / "nergens" / "out.jsonl")


def test_queries_do_not_grow_with_the_rows_of_a_part(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION)
    with CaptureQueriesContext(connection) as few:
        exported()
    people = [{**FATIMA, "id": f"p-{n}", "email": f"p{n}@example.org"} for n in range(40)]
    bring_in(tmp_path, *people)
    with CaptureQueriesContext(connection) as many:
        exported()
    assert len(many) <= len(few)


def test_a_heading_of_another_version_keeps_out_the_whole_file(tmp_path: Path) -> None:
    report = bring_in(tmp_path, {"type": "exchange", "version": 1}, *ORGANISATION)
    assert report.created == 7
    other = write_lines(tmp_path / "other.jsonl", {"type": "exchange", "version": 2}, {**FATIMA, "id": "p-9"})
    report = import_files(paths=[other])
    assert (report.created, len(report.refused)) == (0, 1)
    assert "version 1" in report.refused[0].reason


def test_html_comes_in_as_markdown_without_what_runs(tmp_path: Path) -> None:
    body = (
        '<h2>Giften</h2><p onclick="x()">Een <b>gift</b>, zie <a href="page:wi-2">hier</a>'
        ' of <a href="javascript:alert(1)">daar</a>.</p><script>alert(1)</script><ul><li>een</li></ul>'
    )
    page = {**ORGANISATION[-1], "body": body, "format": "html"}
    bring_in(tmp_path, *ORGANISATION[:-1], page)
    text = Page.objects.get().body
    assert text == "## Giften\n\nEen **gift**, zie [hier](page:wi-2) of daar.\n\n- een"
    assert bring_in(tmp_path, page).unchanged == 1
    deep = {**page, "body": "<div>" * 500}
    assert "nested deeper" in reasons(bring_in(tmp_path, deep))[1]


def test_an_import_wins_over_what_was_changed_on_the_site(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION)
    Page.objects.update(title="Anders")
    assert bring_in(tmp_path, *ORGANISATION).changed == 1
    assert Page.objects.get().title == "Giften"


def test_a_team_and_its_manager_point_at_each_other(tmp_path: Path) -> None:
    team = {"type": "team", "id": "t-1", "name": "Noord", "department": "afd-inkomen", "manager": "p-fatima"}
    lines = [*ORGANISATION[:1], team, {**FATIMA, "team": "t-1"}]
    report = bring_in(tmp_path, *lines)
    assert (report.created, report.changed) == (3, 0)
    assert Team.objects.get().manager == User.objects.get()
    assert bring_in(tmp_path, *lines).unchanged == 3
    assert bring_in(tmp_path, {**team, "manager": None}).changed == 1


def test_a_half_day_a_guest_and_a_birthday_are_what_they_say(tmp_path: Path) -> None:
    guest = {**FATIMA, "department": None, "roles": ["guest"], "guest_until": "2027-01-01"}
    bring_in(tmp_path, {**guest, "working_days": ["wed-am", "tue", "wed-pm", "fri-pm"], "birthday": "02-29"})
    person = User.objects.get()
    assert person.is_guest
    assert (person.working_days, person.afternoon_only_bits) == (["tue", "wed", "fri"], 16)
    for wrong, why in (
        ({"guest_until": None}, "guest_until"),
        ({"roles": ["guest", "administrator"]}, "no other role"),
        ({"birthday": "02-30"}, "day and month"),
        ({"working_days": ["wed-xx"]}, "is not a day"),
        ({"left": "2026-01-01"}, "not active"),
    ):
        assert why in reasons(bring_in(tmp_path, {"type": "person", "id": "p-fatima", **wrong}))[1]


def test_every_module_that_has_records_is_asked() -> None:
    assert {kind.type for module in installed() for kind in module.records} == set(kinds())
