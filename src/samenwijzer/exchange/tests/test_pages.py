"""Importing and exporting in the browser: who may, what he sees, and what a second click or run does."""

import datetime
import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Role, User, role_bits
from samenwijzer.exchange import about_demo, actions
from samenwijzer.exchange.actions import drop_import_job, remove_export_job, run_export_job, run_import_job
from samenwijzer.exchange.models import ExportRun, ExportState, ImportRun, ImportState
from samenwijzer.exchange.reporting import without_values
from samenwijzer.exchange.tests.files import ORGANISATION
from samenwijzer.kernel import clock
from samenwijzer.kernel.jobs import tell_failed
from samenwijzer.outbox.models import AuditLine
from tests.cast import SignIn

pytestmark = pytest.mark.django_db
LINES: list[Any] = [*ORGANISATION[3:4], {**ORGANISATION[-1], "author": None, "space": "ruimte-inkomen"}]


@pytest.fixture
def bram(fatima: User) -> User:
    return User.objects.create_user(
        email="bram@example.org", name="Bram", password="x", role_bits=role_bits({Role.ADMINISTRATOR})
    )


def file_of(*lines: Any) -> SimpleUploadedFile:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return SimpleUploadedFile("personen.jsonl", text.encode())


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each job when it is put in the queue."""

    class AtOnce:
        def __init__(self, work: Any) -> None:
            self.func = work.func

        def enqueue(self, **arguments: Any) -> None:
            self.func(**arguments)

        def using(self, **_when: Any) -> Any:
            return type("Later", (), {"enqueue": staticmethod(lambda **_arguments: None)})

    for name in ("check_import_job", "run_import_job", "run_export_job", "remove_export_job"):
        monkeypatch.setattr(actions, name, AtOnce(getattr(actions, name)))


def upload(client: Client, *files: SimpleUploadedFile, sending: uuid.UUID | None = None) -> Any:
    return client.post("/beheer/import/", {"records": list(files), "sending": sending or uuid.uuid4()})


@pytest.mark.usefixtures("at_once")
def test_an_import_is_looked_at_first_and_then_carried_out(
    bram: User, sign_in: SignIn, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    client = sign_in(bram)
    lines = [{"type": "department", "id": "afd-x", "name": "X"}, {"type": "person", "id": "p-x"}, "{"]
    answer = upload(client, file_of(*lines))
    run = ImportRun.objects.get()
    assert (answer.status_code, run.state, run.foreseen["created"]) == (302, ImportState.CHECKED, 1)
    shown = client.get(answer["Location"]).content.decode()
    assert "is geen JSON" in shown
    assert "Importeer dit" in shown
    for _click in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"/beheer/import/{run.pk}/uitvoeren/")
    run.refresh_from_db()
    assert (run.state, run.created, run.changed, run.refused_count, run.files) == ("done", 1, 0, 2, [])
    assert [line[:2] for line in run.refused] == [[1, 2], [1, 3]]
    actions_done = set(AuditLine.objects.filter(actor=bram.public_id).values_list("action", flat=True))
    assert actions_done >= {"exchange.import.uploaded", "exchange.import.started", "exchange.import.done"}
    assert AuditLine.objects.filter(action="exchange.import.started").count() == 1


@pytest.mark.usefixtures("at_once")
def test_the_uploaded_file_is_not_kept(
    bram: User, sign_in: SignIn, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    client = sign_in(bram)
    upload(client, file_of({"type": "department", "id": "afd-x", "name": "X"}))
    run = ImportRun.objects.get()
    [name] = run.files
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/beheer/import/{run.pk}/niet-uitvoeren/")
    assert not default_storage.exists(name)
    assert client.post(f"/beheer/import/{run.pk}/uitvoeren/").status_code == 422


@pytest.mark.usefixtures("at_once")
def test_uploaded_files_that_nobody_has_imported_go_after_a_week(
    bram: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    run = actions.start_import(person=bram, files=[file_of(*ORGANISATION)], sending=uuid.uuid4())
    [name] = run.files
    [job] = DBTaskResult.objects.filter(task_path__endswith="drop_import_job")
    assert job.run_after > clock.now() + datetime.timedelta(days=6)
    with django_capture_on_commit_callbacks(execute=True):
        drop_import_job.func(run_id=run.pk)
    assert not default_storage.exists(name)
    assert ImportRun.objects.get().state == ImportState.DROPPED


@pytest.mark.usefixtures("at_once")
def test_forgetting_somebody_removes_the_files_that_wait(
    bram: User, fatima: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    brought = actions.start_import(person=bram, files=[file_of(*ORGANISATION)], sending=uuid.uuid4())
    taken = actions.start_export(person=bram, sending=uuid.uuid4())
    taken.refresh_from_db()
    names = [*brought.files, taken.file]
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget_runs(person_id=fatima.pk)
        actions.forget_runs(person_id=fatima.pk)
    assert not any(default_storage.exists(name) for name in names)
    assert ExportRun.objects.get().state == ExportState.GONE


def test_the_same_form_sent_twice_is_one_import(bram: User, sign_in: SignIn) -> None:
    client, sending = sign_in(bram), uuid.uuid4()
    for _click in range(2):
        upload(client, file_of({"type": "department", "id": "afd-x", "name": "X"}), sending=sending)
    assert ImportRun.objects.count() == 1


def test_a_job_that_is_killed_counts_right_when_it_runs_again(
    bram: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [{"type": "department", "id": f"afd-{n}", "name": f"X{n}"} for n in range(4)]
    run = actions.start_import(person=bram, files=[file_of(*lines)], sending=uuid.uuid4())
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.RUNNING)
    report = actions._report
    monkeypatch.setattr(actions, "_report", lambda *_all: None)
    run_import_job.func(run_id=run.pk, language="nl")
    monkeypatch.setattr(actions, "_report", report)
    run_import_job.func(run_id=run.pk, language="nl")
    run.refresh_from_db()
    assert (run.state, run.created, run.changed, run.unchanged, run.written) == ("done", 4, 0, 0, 4)


@pytest.mark.usefixtures("at_once")
def test_an_export_is_for_who_made_it_and_for_a_day(bram: User, fatima: User, sign_in: SignIn) -> None:
    client = sign_in(bram)
    answer = client.post("/beheer/export/", {"sending": uuid.uuid4()})
    run = ExportRun.objects.get()
    assert run.state == ExportState.READY
    address = f"{answer['Location']}bestand/"
    fetched = b"".join(client.get(address).streaming_content)  # type: ignore[attr-defined]
    assert fetched.startswith(b'{"type": "exchange", "version": 1}\n')
    assert len(fetched) == run.size
    assert AuditLine.objects.filter(action="exchange.export.fetched", actor=bram.public_id).exists()
    other = User.objects.create_user(
        email="b2@example.org", name="B", password="x", role_bits=role_bits({Role.ADMINISTRATOR})
    )
    assert sign_in(other).get(address).status_code == 404
    name = run.file
    remove_export_job.func(run_id=run.pk)
    assert not default_storage.exists(name)
    client = sign_in(bram)
    assert client.get(address).status_code == 404
    run_export_job.func(run_id=run.pk)
    ExportRun.objects.filter(pk=run.pk).update(state=ExportState.READY, expires_at=clock.now())
    assert client.get(address).status_code == 404


def test_nobody_else_may(fatima: User, bram: User, sign_in: SignIn) -> None:
    run = actions.start_import(person=bram, files=[file_of("{")], sending=uuid.uuid4())
    client = sign_in(fatima)
    for address in ("/beheer/import/", f"/beheer/import/{run.pk}/", "/beheer/export/"):
        assert client.get(address).status_code == 403
    for address in ("/beheer/import/", f"/beheer/import/{run.pk}/uitvoeren/", "/beheer/export/"):
        assert client.post(address).status_code == 403
    assert not ExportRun.objects.exists()


def test_without_a_file_the_form_says_so(bram: User, sign_in: SignIn) -> None:
    answer = sign_in(bram).post("/beheer/import/", {})
    assert answer.status_code == 422
    assert "Kies een bestand." in answer.content.decode()
    empty = sign_in(bram).post("/beheer/import/", {"records": SimpleUploadedFile("x.jsonl", b"")})
    assert "Dit bestand is leeg." in empty.content.decode()


def test_the_list_asks_as_much_with_many_as_with_few(
    bram: User, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(bram)
    for _number in range(20):
        ImportRun.objects.create(
            made_by=bram, made_at=clock.now(), sending=uuid.uuid4(), file_count=1, size=1, state="done"
        )
    with django_assert_max_num_queries(12):
        client.get("/beheer/import/")


def test_a_report_keeps_no_words_of_the_file() -> None:
    reason = 'email: "jan@echt.nl" is not an e-mail address; owner: there is no person with the id "p-1"'
    assert without_values(reason) == (
        'email: … is not an e-mail address; owner: there is no person with the id "p-1"'
    )
    assert without_values("x: staat al in /tmp/abc/2.jsonl:14") == "x: staat al in 2:14"


def test_the_page_about_the_demo_is_there_with_the_demo(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(about_demo, "sign", lambda: tmp_path / "demo.loaded")
    assert client.get("/demo/").status_code == 302
    about_demo.sign().touch()
    assert "Wat is verzonnen" in client.get("/demo/").content.decode()


@pytest.mark.usefixtures("at_once")
def test_an_import_that_failed_says_so_and_can_be_tried_again_or_dropped(bram: User, sign_in: SignIn) -> None:
    client = sign_in(bram)
    upload(client, file_of(*LINES))
    run = ImportRun.objects.get()
    names, address = run.files, f"/beheer/import/{run.pk}/"
    ImportRun.objects.update(state=ImportState.RUNNING)
    tell_failed(run_import_job.module_path, run_id=run.pk, language="nl")
    page = client.get(address).content.decode()
    assert "mislukt" in page
    assert "Gooi de bestanden weg" in page
    assert AuditLine.objects.filter(action="exchange.import.failed").count() == 1
    run_import_job.func(run_id=run.pk, language="nl")
    assert ImportRun.objects.get().state == ImportState.DONE
    tell_failed(run_import_job.module_path, run_id=run.pk, language="nl")
    assert ImportRun.objects.get().state == ImportState.DONE
    ImportRun.objects.update(state=ImportState.FAILED, files=names)
    client.post(f"{address}niet-uitvoeren/")
    assert ImportRun.objects.get().state == ImportState.DROPPED


@pytest.mark.usefixtures("at_once")
def test_an_export_that_failed_says_so_and_can_be_tried_again(bram: User, sign_in: SignIn) -> None:
    run = ExportRun.objects.create(made_by=bram, made_at=clock.now(), sending=uuid.uuid4())
    tell_failed(run_export_job.module_path, run_id=run.pk)
    assert "mislukt" in sign_in(bram).get(f"/beheer/export/{run.pk}/").content.decode()
    run_export_job.func(run_id=run.pk)
    assert ExportRun.objects.get().state == ExportState.READY


@pytest.mark.usefixtures("at_once")
def test_what_the_guard_finds_is_listed_before_anything_is_written(bram: User, sign_in: SignIn) -> None:
    client = sign_in(bram)
    about = {"warned": "Bel haar op 06 12345678.", "blocked": "Haar BSN is 123456782."}
    lines = [{"type": "location", "id": "l-0", "name": "Stadskantoor", "about": "Bel 0199 100 100."}]
    lines += [{"type": "space", "id": name, "name": name, "about": text} for name, text in about.items()]
    shown = client.get(upload(client, file_of(*lines))["Location"]).content.decode()
    run = ImportRun.objects.latest("pk")
    assert (run.warned, run.warned_count) == ([[1, 2, "about", "PHONE"]], 1)
    assert [line[:2] for line in run.refused] == [[1, 3]]
    assert "een telefoonnummer 1×" in shown
    assert "about: er staat een BSN in" in shown
    assert "12345678" not in shown
    sending = {"records": [file_of(*lines)], "sending": uuid.uuid4(), "guard": "strict"}
    shown = client.get(client.post("/beheer/import/", sending)["Location"]).content.decode()
    assert "about: er lijkt een telefoonnummer in te staan" in shown
    assert ImportRun.objects.latest("pk").warned == []


@pytest.mark.usefixtures("at_once")
def test_the_name_of_a_file_is_kept_nowhere(
    bram: User, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    file = file_of({"type": "person", "id": "p-x"})
    file.name = "bsn 123456782.jsonl"
    shown = client_shows(sign_in(bram), file)
    kept = str(list(ImportRun.objects.values())) + str(list(DBTaskResult.objects.values()))
    for place in (shown, kept, caplog.text):
        assert "123456782" not in place


def client_shows(client: Client, file: SimpleUploadedFile) -> str:
    shown: str = client.get(upload(client, file)["Location"]).content.decode()
    return shown
