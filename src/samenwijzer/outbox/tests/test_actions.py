import datetime
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from samenwijzer.kernel.clock import now
from samenwijzer.kernel.jobs import TOPIC
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import changes, news
from samenwijzer.outbox.actions import DONE, FAILED, prune_changes, prune_jobs, tidy_up, tidy_up_job
from samenwijzer.outbox.audit import origin
from samenwijzer.outbox.management.commands.worker import _as_job
from samenwijzer.outbox.models import Change

LONG_AGO = datetime.timedelta(days=100)


@pytest.mark.django_db(transaction=True)
def test_tidying_removes_what_is_past_and_leaves_what_is_not(settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    }
    Session.objects.create(pk="old", session_data="", expire_date=now() - LONG_AGO)
    Session.objects.create(pk="new", session_data="", expire_date=now() + LONG_AGO)
    for _ in range(2):
        tidy_up_job.enqueue()
    done = DBTaskResult.objects.first()
    assert done is not None
    DBTaskResult.objects.filter(pk=done.pk).update(status="SUCCESSFUL", finished_at=now() - LONG_AGO)
    changes.append(Ref("forum.question", 1), Ref("forum.question", 2))
    Change.objects.update(at=now() - LONG_AGO)
    caches["default"].set("new", 1, 1_000)
    caches["default"].set("old", 1, 1_000)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET expires = '2020-01-01 00:00:00' WHERE cache_key LIKE '%%:old'", [])
    assert tidy_up() == {"sessions": 1, "cache": 1}
    assert tidy_up() == {"sessions": 0, "cache": 0}
    before = now() - LONG_AGO / 2
    assert [prune_jobs(status=DONE, before=before) for _ in range(2)] == [1, 0]
    assert prune_jobs(status=FAILED, before=before) == 0
    assert [prune_changes(before=before) for _ in range(2)] == [1, 0]
    assert [session.pk for session in Session.objects.all()] == ["new"]
    assert caches["default"].get("new") == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_hears_of_a_job_when_it_is_committed(settings: Any, tmp_path_factory: Any) -> None:
    settings.RUN_DIR, settings.VALKEY_URL = tmp_path_factory.mktemp("r"), None
    with news.listen("worker") as listener:
        with transaction.atomic():
            tidy_up_job.enqueue()
            assert listener.wait(0.1) == []
        assert listener.wait(1) == [news.News(TOPIC)]


def test_a_job_says_in_the_audit_where_it_comes_from() -> None:
    with _as_job("samenwijzer.outbox.actions.tidy_up_job"):
        assert origin.get().place == "job tidy_up_job"
    assert origin.get().place == ""
