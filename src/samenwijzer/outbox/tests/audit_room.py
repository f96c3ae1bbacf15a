"""An audit of its own for a test: what the head beside the database says of other tests is put away."""

import uuid
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from samenwijzer.kernel.refs import Ref
from samenwijzer.kernel.storage import OUTSIDE
from samenwijzer.outbox import audit, headfile
from samenwijzer.outbox.audit import AuditFinding
from samenwijzer.outbox.sealing import seal_waiting

FATIMA = SimpleNamespace(public_id=uuid.UUID(int=7))


@pytest.fixture
def empty_audit(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin without the head that another test left in the storage, and leave none behind."""
    monkeypatch.setattr(headfile, "_written", "")
    default_storage.delete(f"{OUTSIDE}/{headfile.NAME}")
    yield
    default_storage.delete(f"{OUTSIDE}/{headfile.NAME}")


def write(count: int, action: str = "forum.question.asked") -> None:
    for number in range(1, count + 1):
        audit.record(action=action, actor=FATIMA, object=Ref("forum.question", number))


def seal_all(most: int = 500) -> int:
    sealed = 0
    while count := seal_waiting(most=most):
        sealed += count
    return sealed


def found() -> list[AuditFinding]:
    """Give what is wrong, without the count that comes last."""
    *wrong, last = audit.verify()
    assert last.kind in {"sealed", "key"}
    return wrong


def kinds() -> list[str]:
    return [finding.kind for finding in found()]


def run(statement: str, *values: Any) -> None:
    """Do to the database what the product never does."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
