import datetime
from pathlib import Path

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from samenwijzer.administration.queries import is_mended
from samenwijzer.config import checkup
from samenwijzer.config.checkup import Finding, examine
from samenwijzer.kernel.clock import now
from samenwijzer.kernel.jobs import leases
from samenwijzer.outbox.actions import tidy_up_job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _whole_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "_index", lambda: iter([Finding("ok", "the index")]))


def texts(level: str) -> list[str]:
    return [finding.text for finding in examine() if finding.level == level]


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 2)])
def test_a_version_of_sqlite_with_the_fault_is_known(version: tuple[int, ...]) -> None:
    assert not is_mended(version)


@pytest.mark.parametrize("version", [(3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 52, 0), (4, 0, 0)])
def test_a_version_of_sqlite_without_the_fault_is_known(version: tuple[int, ...]) -> None:
    assert is_mended(version)


@pytest.mark.usefixtures("empty_audit")
def test_a_database_in_order_has_no_errors() -> None:
    assert texts("error") == []
    assert "The database can be reached and is up to date." in texts("ok")


def test_failed_lost_and_waiting_jobs_are_named() -> None:
    for _ in range(3):
        tidy_up_job.enqueue()
    failed, lost, waiting = DBTaskResult.objects.values_list("pk", flat=True)
    long_ago = now() - datetime.timedelta(hours=2)
    DBTaskResult.objects.filter(pk=failed).update(status="FAILED")
    DBTaskResult.objects.filter(pk=lost).update(status="RUNNING", started_at=long_ago)
    DBTaskResult.objects.filter(pk=waiting).update(enqueued_at=long_ago)
    found = " ".join(texts("warning"))
    assert "1 jobs failed" in found
    assert "1 jobs are held by a worker that is gone" in found
    assert "1 jobs wait for more than an hour" in found
    assert leases.lost() == 1
    for finding in examine():
        if finding.repair is not None:
            finding.repair()
    assert leases.lost() == 0


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL cannot hold a broken reference")
@pytest.mark.django_db(transaction=True)
def test_a_reference_to_nothing_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute("INSERT INTO jobs_lease (job_id, worker, attempts) VALUES ('0', 'x', 1)")
        try:
            assert any("jobs_lease" in text for text in texts("error"))
        finally:
            cursor.execute("DELETE FROM jobs_lease")
            cursor.execute("PRAGMA foreign_keys=ON")


def test_missing_migrations_are_counted() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")
        try:
            assert texts("error") == ["1 migrations are missing in the database."]
        finally:
            cursor.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('jobs', '0001_initial', %s)",
                [connection.ops.adapt_datetimefield_value(now())],
            )


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="an administrator makes PostgreSQL's")
def test_a_database_that_does_not_exist_is_said_and_not_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", tmp_path / "none")
    assert texts("error") == ["There is no database yet; any command but this one makes it."]
    assert not (tmp_path / "none").exists()
