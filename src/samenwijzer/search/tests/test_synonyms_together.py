"""Synonyms in another process, and two who write them at the same moment."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections

from samenwijzer.accounts.models import Role, User, role_bits
from samenwijzer.kernel.errors import Refusal
from samenwijzer.outbox.models import AuditLine
from samenwijzer.search import actions, asking, synonyms
from samenwijzer.search.models import SynonymRule

pytestmark = pytest.mark.django_db(transaction=True)
RULE = ("wasmachine", "bijzondere bijstand", "said")


def meant() -> list[str]:
    return [one.words for one in synonyms.meanings(asking.read("wasmachine").terms)]


def test_another_process_knows_it_within_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synonyms, "FRESH", 1.0)
    now = [1000.0]
    monkeypatch.setattr(synonyms, "monotonic", lambda: now[0])
    synonyms.look_again()
    assert meant() == []
    connections.close_all()  # A process has connections of its own.
    writes = multiprocessing.get_context("fork").Process(
        target=actions.add_rules, kwargs={"rules": [RULE], "actor": None}
    )
    writes.start()
    writes.join()
    assert SynonymRule.objects.count() == 1
    now[0] += 0.9
    assert meant() == []
    now[0] += 0.2
    assert meant() == ["bijzondere bijstand"]


def test_two_at_once_add_it_once(joost: User) -> None:
    User.objects.update(role_bits=role_bits({Role.KNOWLEDGE_MANAGER}))
    keeper = User.objects.get(pk=joost.pk)
    words, meaning, kind = RULE
    more = [RULE, ("droger", meaning, kind)]
    refused = together(
        lambda: actions.add_rule(words=words, meaning=meaning, kind=kind, actor=keeper),
        lambda: actions.add_rule(words=words.upper(), meaning=meaning, kind=kind, actor=keeper),
        lambda: actions.add_rules(rules=more, actor=keeper),
        lambda: actions.add_rules(rules=more, actor=None),
    )
    assert SynonymRule.objects.count() == 2
    assert len(refused) in {1, 2}
    assert AuditLine.objects.filter(action="search.synonym.added").count() == 2


def together(*works: Callable[[], object]) -> list[Exception]:
    start, wrong = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            work()
        except Exception as problem:  # noqa: BLE001 - told in the test's own thread.
            wrong.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert all(isinstance(problem, Refusal) for problem in wrong), wrong
    return wrong
