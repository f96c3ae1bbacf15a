"""Jobs that the tests enqueue; a job must be found by its dotted path."""

import os
import signal
import time
from pathlib import Path

from django.db import OperationalError

from samenwijzer.kernel.jobs import job


@job()
def write_line_job(path: str, text: str) -> str:
    with Path(path).open("a") as file:
        file.write(f"{text}\n")
    return text


def write_failed(path: str) -> None:
    Path(path).write_text("failed")


@job()
def fail_job() -> None:
    raise LookupError("nothing there")


@job(failed=write_failed)
def fail_and_tell_job(path: str) -> None:
    raise LookupError(path)


@job(seconds=1)
def sleep_job() -> None:
    time.sleep(60)


@job()
def wait_job(path: str) -> None:
    Path(path).write_text(str(os.getpid()))
    time.sleep(60)


@job(megabytes=64)
def eat_job() -> int:
    return len(bytearray(512 * 1_048_576))


@job()
def die_job() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@job()
def locked_job(path: str) -> None:
    with Path(path).open("a") as file:
        file.write("tried\n")
    if len(Path(path).read_text().splitlines()) < 2:
        raise OperationalError("database is locked")


@job()
def identity_job() -> int:
    return os.getpid()
