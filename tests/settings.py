"""The settings of the tests: the product's own, in a data folder that belongs to this process alone."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
FOLDER = Path(tempfile.mkdtemp(prefix="samenwijzer-test-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

os.environ["SAMENWIJZER_DATA_DIR"] = str(FOLDER)
# The change log waits for every transaction of its PostgreSQL server, also in other databases, so each
# worker has a server of its own.
servers = os.environ.get("SAMENWIJZER_TEST_DATABASE_URLS", "").split()
if servers:
    os.environ["DATABASE_URL"] = servers[WORKER % len(servers)]
for name in ("S3_URL", "PUBLIC_URL", "EMAIL_URL"):
    os.environ.pop(name, None)
if os.environ.get("VALKEY_URL"):  # Each worker has a database of its own in Valkey: number 0 is nobody's.
    parts = urlsplit(os.environ["VALKEY_URL"])
    os.environ["VALKEY_URL"] = urlunsplit(parts._replace(path=f"/{WORKER + 1}"))

from samenwijzer.config.settings import *  # noqa: E402, F403
from samenwijzer.config.settings import DATABASES, STORAGES  # noqa: E402

# A file, as in use: threads and processes of a test see the same rows.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}

# argon2 takes its time on purpose; nobody attacks these passwords.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
