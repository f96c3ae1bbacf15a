"""What the command `check` says of the audit, on an installation as an administrator has it."""

import sqlite3
import time
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from samenwijzer.config import checkup
from samenwijzer.kernel.clock import now
from samenwijzer.outbox import alive
from samenwijzer.outbox.models import AuditLine
from samenwijzer.outbox.sealing import seal_all
from samenwijzer.outbox.tests.audit_room import write
from tests.installation import Installation


def run_sql(ready_installation: Installation, *statements: str) -> None:
    address = ready_installation.environment.get("DATABASE_URL")
    if address:
        with psycopg.connect(address, autocommit=True) as there:
            for statement in statements:
                there.execute(statement.encode())
        return
    with sqlite3.connect(ready_installation.folder / "data" / "samenwijzer.sqlite3") as here:
        for statement in statements:
            here.execute(statement)


def sealed(ready_installation: Installation) -> Iterator[str]:
    """Ask `check` until everything is sealed, and give what it says."""
    for _ in range(30):
        said = ready_installation.run("check")
        yield said.stdout + said.stderr
        time.sleep(0.5)


def test_one_line_that_was_tampered_with_is_found_by_check(ready_installation: Installation) -> None:
    assert ready_installation.run("demo", "--no-serve").returncode == 0
    worker = ready_installation.start("worker")
    said = next(text for text in sealed(ready_installation) if "lines sealed and unbroken" in text)
    assert "error" not in said
    worker.terminate()
    worker.wait(20)
    run_sql(ready_installation, "UPDATE outbox_auditline SET result = 'refused' WHERE sequence = 3")
    found = ready_installation.run("check")
    assert found.returncode == 1
    assert "error: The audit: line 3 changed after being sealed." in found.stderr
    assert "sealed and unbroken" not in found.stdout


@pytest.fixture
def _only_the_audit(monkeypatch: pytest.MonkeyPatch, empty_audit: None) -> None:
    for part in ("_index", "_jobs", "_foreign_keys"):
        monkeypatch.setattr(checkup, part, lambda: iter(()))


def told(level: str) -> list[str]:
    return [
        finding.text for finding in checkup.examine() if finding.level == level and "audit" in finding.text
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("_only_the_audit")
def test_lines_that_wait_are_an_error_only_while_somebody_should_seal_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(2)
    AuditLine.objects.update(at=now().replace(year=2020))
    monkeypatch.setattr(alive, "is_alive", lambda name: False)
    assert told("warning") == ["The audit: 2 lines wait for a worker to seal them."]
    monkeypatch.setattr(alive, "is_alive", lambda name: True)
    assert told("error") == ["The audit: 2 lines have waited for more than a minute to be sealed."]
    for finding in checkup.examine():
        if finding.repair is not None and "audit" in finding.text:
            finding.repair()
    assert not AuditLine.objects.filter(sequence=None).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_only_the_audit")
def test_of_many_findings_the_first_are_written_out() -> None:
    write(60)
    seal_all()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outbox_auditline SET result = 'refused' WHERE sequence > 10")
    errors = told("error")
    assert len(errors) == 21
    assert errors[0] == "The audit: line 11 changed after being sealed."
    assert errors[-1] == "The audit: 30 findings more."
    assert told("ok") == []
