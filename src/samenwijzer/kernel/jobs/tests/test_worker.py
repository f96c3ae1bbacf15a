import datetime
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django_tasks_db.models import DBTaskResult

from samenwijzer.kernel.clock import now
from samenwijzer.kernel.jobs import enqueue_once, leases
from samenwijzer.kernel.jobs.forked import forget_connections
from samenwijzer.kernel.jobs.models import Lease
from samenwijzer.kernel.jobs.tests import work
from samenwijzer.kernel.jobs.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)


def wait(seconds: float, *, also: Sequence[int] = ()) -> None:
    select.select(list(also), [], [], min(seconds, 0.1))


def run(*, until: Callable[[], bool], seconds: float = 15, **options: Any) -> None:
    worker = Worker(wait=wait, around=lambda path: nullcontext(), **options)
    end = time.monotonic() + seconds
    worker.run(until=lambda: until() or time.monotonic() > end)


def run_all(**options: Any) -> None:
    run(until=lambda: not DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).exists(), **options)


def the_job() -> DBTaskResult[..., Any]:
    return DBTaskResult.objects.get()


def test_a_job_is_done_in_another_process_and_its_value_kept() -> None:
    work.identity_job.enqueue()
    run_all()
    job = the_job()
    assert job.status == "SUCCESSFUL"
    assert job.return_value != os.getpid()
    assert not Lease.objects.exists()


def test_many_jobs_are_done_once_each(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    for number in range(20):
        work.write_line_job.enqueue(path=str(path), text=str(number))
    run_all()
    assert sorted(map(int, path.read_text().split())) == list(range(20))


def test_a_job_that_raises_has_failed_with_its_reason() -> None:
    work.fail_job.enqueue()
    run_all()
    assert (the_job().status, the_job().exception_class_path) == ("FAILED", "builtins.LookupError")
    assert "nothing there" in the_job().traceback


def test_who_waits_for_a_job_is_told_that_it_failed(tmp_path: Path) -> None:
    path = tmp_path / "told"
    work.fail_and_tell_job.enqueue(path=str(path))
    run_all()
    assert (the_job().status, path.read_text()) == ("FAILED", "failed")


def test_a_job_that_takes_too_long_is_ended() -> None:
    work.sleep_job.enqueue()
    run_all()
    assert (the_job().status, the_job().exception_class_path) == ("FAILED", "builtins.TimeoutError")


def test_a_job_that_takes_too_much_memory_fails_alone() -> None:
    work.eat_job.enqueue()
    run_all()
    assert (the_job().status, the_job().exception_class_path) == ("FAILED", "builtins.MemoryError")


def test_a_locked_database_means_another_attempt(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    work.locked_job.enqueue(path=str(path))
    run_all()
    assert the_job().status == "SUCCESSFUL"
    assert path.read_text() == "tried\ntried\n"


def test_a_job_that_kills_its_process_fails_after_five_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "_put_back", lambda job, delay=None: put_back_at_once(job))
    work.die_job.enqueue()
    run_all()
    assert the_job().status == "FAILED"
    assert len(the_job().worker_ids) == leases.ATTEMPTS
    assert not Lease.objects.exists()


def put_back_at_once(job: DBTaskResult[..., Any]) -> None:
    job.status = "READY"
    job.save(update_fields=["status"])


def test_a_job_whose_code_is_gone_fails() -> None:
    work.fail_job.enqueue()
    DBTaskResult.objects.update(task_path="samenwijzer.kernel.jobs.tests.work.gone_job")
    run_all()
    assert the_job().status == "FAILED"


def test_a_short_job_does_not_wait_for_a_long_one(tmp_path: Path) -> None:
    work.wait_job.enqueue(path=str(tmp_path / "pid"))
    work.write_line_job.enqueue(path=str(tmp_path / "lines"), text="short")
    run(until=(tmp_path / "lines").exists)
    assert (tmp_path / "lines").read_text() == "short\n"


def test_a_stopped_worker_gives_its_job_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samenwijzer.kernel.jobs.worker.GRACE", 0.2)
    work.wait_job.enqueue(path=str(tmp_path / "pid"))
    run(until=(tmp_path / "pid").exists)
    assert the_job().status == "READY"
    assert Lease.objects.get().attempts == 0
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text() or "0") or 10**7, 0)


def test_an_expired_hold_goes_back_to_the_queue_and_the_old_worker_writes_nothing() -> None:
    work.identity_job.enqueue()
    first = leases.claim("elsewhere")
    assert first is not None
    assert leases.claim("another") is None
    assert leases.return_lost() == 0
    Lease.objects.update(expires_at=now() - datetime.timedelta(seconds=1))
    assert leases.return_lost() == 1
    second = leases.claim("another")
    assert second is not None
    assert second.attempt == 2
    assert not leases.renew(first)
    assert not leases.finish(first, leases.Outcome(ok=True))
    assert leases.renew(second)
    assert leases.finish(second, leases.Outcome(ok=True, value=2))
    assert the_job().return_value == 2


def test_a_running_job_without_a_hold_is_found() -> None:
    work.identity_job.enqueue()
    DBTaskResult.objects.update(status="RUNNING", started_at=now() - leases.LEASE * 2)
    assert leases.return_lost() == 1
    assert the_job().status == "READY"


def test_a_worker_killed_on_this_machine_is_known_to_be_gone_at_once() -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    name = leases.own_name().replace(f":{os.getpid()}:", f":{process.pid}:")
    name = f"{name.rpartition(':')[0]}:{leases._started(process.pid)}"
    assert not leases.is_gone(name)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert leases.is_gone(name)
    assert not leases.is_gone("another-machine:1:1")


def test_a_database_that_is_locked_does_not_end_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = leases.claim, []

    def sometimes(worker: str) -> leases.Claim | None:
        calls.append(worker)
        if len(calls) < 3:
            raise OperationalError("database is locked")
        return real(worker)

    monkeypatch.setattr(leases, "claim", sometimes)
    work.identity_job.enqueue()
    run_all()
    assert the_job().status == "SUCCESSFUL"


def test_the_work_of_the_day_is_enqueued_once_a_day() -> None:
    run_all(daily=[work.identity_job])
    run_all(daily=[work.identity_job])
    assert the_job().status == "SUCCESSFUL"


def test_the_same_job_waits_once() -> None:
    assert enqueue_once(work.write_line_job, path="/x", text="a")
    assert not enqueue_once(work.write_line_job, path="/x", text="a")
    assert enqueue_once(work.write_line_job, path="/x", text="b")
    assert DBTaskResult.objects.count() == 2


def _work_until_empty() -> int:
    pid = os.fork()
    if pid == 0:
        try:
            forget_connections()
            run_all()
        finally:
            os._exit(0)
    return pid


def test_several_workers_share_the_queue(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    for number in range(30):
        work.write_line_job.enqueue(path=str(path), text=str(number))
    connection.close()
    workers = [_work_until_empty() for _ in range(3)]
    for pid in workers:
        os.waitpid(pid, 0)
    assert sorted(map(int, path.read_text().split())) == list(range(30))
    assert len(set(map(tuple, DBTaskResult.objects.values_list("worker_ids", flat=True)))) > 1
