"""Work in the background as the real loop runs it: it ends in a state that who started it can read."""

import io
import json
import os
import select
import signal
import time
import uuid
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any, NoReturn

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from samenwijzer.accounts import actions as accounts
from samenwijzer.accounts.access import still_may
from samenwijzer.accounts.models import BulkChange, PeopleImport, Role, User, WorkState, role_bits
from samenwijzer.administration.actions import retry_job
from samenwijzer.exchange import actions as exchange
from samenwijzer.exchange.models import ExportRun, ExportState, ImportRun, ImportState
from samenwijzer.kernel import clock
from samenwijzer.kernel.jobs import leases
from samenwijzer.kernel.jobs.models import Lease
from samenwijzer.kernel.jobs.worker import Worker
from samenwijzer.outbox.models import AuditLine
from samenwijzer.privacy import actions as privacy
from samenwijzer.privacy.models import OwnDataFile
from tests.cast import SignIn

pytestmark = pytest.mark.django_db(transaction=True)

WORK = (
    "samenwijzer.accounts.actions.bulk.go_on",
    "samenwijzer.accounts.actions.people_import.import_rows",
    "samenwijzer.exchange.actions.import_files",
    "samenwijzer.exchange.actions.export_records",
    "samenwijzer.privacy.actions.own_data.gather",
)

LATER = [work.module_path for work in (exchange.drop_import_job, exchange.remove_export_job)]


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    put_back = leases._put_back
    monkeypatch.setattr(leases, "_put_back", lambda job, delay=None: put_back(job))


@pytest.fixture
def officer(bram: User) -> User:
    bram.role_bits = role_bits({Role.ADMINISTRATOR, Role.PRIVACY_OFFICER})
    bram.save()
    return bram


def run_all() -> None:
    def wait(seconds: float, *, also: Sequence[int] = ()) -> None:
        select.select(list(also), [], [], min(seconds, 0.05))

    end = time.monotonic() + 60
    waiting = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).exclude(task_path__in=LATER)
    worker = Worker(wait=wait, around=lambda _path: nullcontext())
    worker.run(until=lambda: not waiting.exists() or time.monotonic() > end)


def start(officer: User, person: User) -> None:
    """Start one of each kind of work that people wait for."""
    many = [User.objects.create_user(email=f"p{n}@example.org", name=f"Persoon {n}").pk for n in range(25)]
    accounts.change_many(actor=officer, kind="block", people=many)
    made = accounts.start_import(
        actor=officer,
        columns=["naam", "adres"],
        rows=[["Kees Kok", "kees@example.org"]],
        mapping={"name": 0, "email": 1},
    )
    accounts.confirm_import(actor=officer, made=made, leaving=[])
    department = {"type": "department", "id": "afd-nieuw", "name": "Nieuw"}
    file = io.BytesIO(json.dumps(department).encode())
    exchange.start_import(person=officer, files=[file], sending=uuid.uuid4())
    exchange.start_export(person=officer, sending=uuid.uuid4())
    privacy.ask_own_data(person=person, actor=officer)


def states() -> list[str]:
    asked = OwnDataFile.objects.first()
    own = "" if asked is None else "ready" if asked.ready_at else "failed" if asked.failed_at else "busy"
    rows: list[Any] = [BulkChange, PeopleImport, ImportRun, ExportRun]
    return [*(model.objects.get().state for model in rows), own]


def die(*_any: object, **_how: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_what_is_killed_each_time_has_failed_and_may_be_tried_again(
    officer: User, fatima: User, sign_in: SignIn
) -> None:
    start(officer, fatima)
    with pytest.MonkeyPatch.context() as patch:
        for place in WORK:
            patch.setattr(place, die)
        run_all()
    assert states() == ["failed"] * 5
    assert AuditLine.objects.filter(action__endswith=".failed").count() == 5
    assert_shown_to(sign_in(officer), fatima)
    for job in DBTaskResult.objects.filter(status="FAILED"):
        retry_job(job_id=job.pk, actor=officer)
    run_all()
    assert states() == ["done", "done", "checked", "ready", "ready"]
    assert not User.objects.filter(email__startswith="p", name__startswith="Persoon", is_active=True).exists()


def assert_shown_to(client: Client, person: User) -> None:
    pages = [
        f"/beheer/mensen/samen/{BulkChange.objects.get().pk}/",
        f"/beheer/mensen/importeren/{PeopleImport.objects.get().pk}/verslag/",
        f"/beheer/import/{ImportRun.objects.get().pk}/",
        f"/beheer/export/{ExportRun.objects.get().pk}/",
        f"/beheer/mensen/{person.pk}/gegevens/",
    ]
    for page in pages:
        assert "sw-notice--warn" in client.get(page).content.decode(), page


def test_a_worker_that_is_killed_each_time_ends_as_failed(officer: User) -> None:
    made = accounts.start_import(
        actor=officer, columns=["naam"], rows=[["Kees Kok"]], mapping={"name": 0, "email": 0}
    )
    accounts.confirm_import(actor=officer, made=made, leaving=[])
    for _attempt in range(leases.ATTEMPTS):
        assert leases.claim("a-worker-that-is-gone") is not None
        Lease.objects.update(expires_at=clock.now() - leases.LEASE)
        leases.return_lost()
    made.refresh_from_db()
    assert (made.state, made.rows) == (WorkState.FAILED, [["Kees Kok"]])


def test_who_lost_the_right_before_the_job_runs_gets_nothing_done(officer: User, fatima: User) -> None:
    start(officer, fatima)
    User.objects.filter(pk=officer.pk).update(role_bits=0)
    run_all()
    assert states() == ["no_right", "no_right", ImportState.NO_RIGHT, ExportState.NO_RIGHT, ""]
    assert AuditLine.objects.filter(action__endswith=".stopped", result="refused").count() == 5
    assert not User.objects.filter(is_active=False).exists()
    assert not User.objects.filter(email="kees@example.org").exists()


def test_who_loses_the_right_while_an_import_is_written_stops_it(officer: User) -> None:
    lines = [
        {"type": "person", "id": f"p-{n}", "name": f"P {n}", "email": f"p{n}@example.org"} for n in range(3)
    ]
    last = {"type": "subject", "id": "o-1", "name": "Bijstand"}
    file = io.BytesIO("\n".join(map(json.dumps, [*lines, last])).encode())
    run = exchange.start_import(person=officer, files=[file], sending=uuid.uuid4())
    run_all()
    exchange.carry_out_import(person=officer, run=run)
    with pytest.MonkeyPatch.context() as patch:
        calls: list[object] = []

        def once(*given: Any) -> User | None:
            calls.append(given)
            return still_may(*given) if len(calls) < 3 else None

        patch.setattr("samenwijzer.exchange.actions.still_may", once)
        run_all()
    run.refresh_from_db()
    assert (run.state, run.created, run.files) == (ImportState.NO_RIGHT, 3, [])
