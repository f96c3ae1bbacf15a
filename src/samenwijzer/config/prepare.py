"""Makes the data folder ready: database migrated, static files in place. Two at once is no trouble."""

from __future__ import annotations

import fcntl
import os
import pkgutil
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection, connections

from samenwijzer.backup.place import is_half
from samenwijzer.kernel.jobs.forked import forget_connections
from samenwijzer.kernel.storage import private_folder
from samenwijzer.outbox import changes

_LOCK = 7_265_002


class CannotPrepare(Exception):
    """The data folder or the database cannot be made ready; what went wrong was printed."""


class HalfRestored(Exception):
    """A restore was broken off here, so this is not all of an organisation."""


def prepare_data_dir() -> None:
    """Migrate the database when it is behind. A second process waits until the first is done.

    Raises HalfRestored where a restore was broken off.
    """
    if is_half():
        raise HalfRestored
    if missing_migrations():
        with _alone("migrate"):
            if missing_migrations():
                _apart(_migrate)
    changes.renumber_restored()


def prepare_static_files() -> None:
    """Collect and compress the static files, once for each version of them."""
    mark = Path(settings.DATA_DIR) / "static-version"
    version = _static_version()
    if mark.exists() and mark.read_text() == version:
        return
    with _alone("static"):
        if not mark.exists() or mark.read_text() != version:
            _apart(lambda: call_command("collectstatic", verbosity=0, interactive=False))
            mark.write_text(version)


def missing_migrations() -> set[tuple[str, str]]:
    """Return the migrations that are in the code and not in the database, by app and name."""
    known = {
        (app.label, module.name)
        for app in apps.get_app_configs()
        for module in pkgutil.iter_modules([str(Path(app.path) / "migrations")])
        if not module.ispkg and module.name[0] not in "_~"
    }
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return known
        cursor.execute("SELECT app, name FROM django_migrations")
        return known - set(cursor.fetchall())


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Hold a lock on this machine, and in PostgreSQL one for all machines; both end with the process."""
    path = private_folder(Path(settings.DATA_DIR)) / f".{name}.lock"
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        other = connections.create_connection("default")
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
                yield
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        finally:
            other.close()


def _apart(work: Callable[[], object]) -> None:
    """Do the work in a child process, so that what it loads does not stay in memory."""
    connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            forget_connections()
            work()
            code = 0
        except BaseException:  # noqa: BLE001 - a child must end here, whatever happens
            traceback.print_exc()
        finally:
            connections.close_all()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    if status:
        raise CannotPrepare


def _static_version() -> str:
    digest = sha256()
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    digest.update(str(find_spec("brotli") is not None).encode())
    return digest.hexdigest()
