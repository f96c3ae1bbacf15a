"""The demo organisation in a folder of its own, running as `make demo` runs it."""

from __future__ import annotations

import http.client
import http.cookies
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-m", "samenwijzer"]
PATIENCE = 180.0


@dataclass(slots=True)
class Site:
    """A data folder with the demo in it, and what is started on it."""

    folder: Path
    environment: dict[str, str]
    password: str = ""
    emails: list[str] = field(default_factory=list)

    def run(self, *arguments: str) -> str:
        """Run one command and return what it prints. Raises CalledProcessError when it fails."""
        done = subprocess.run(  # noqa: S603 - our own command
            [*COMMAND, *arguments], env=self.environment, cwd=ROOT, check=True, capture_output=True, text=True
        )
        return done.stdout

    @contextmanager
    def started(self, *arguments: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
        """Start a command that serves, and wait until it answers; it is ended with the block."""
        with (self.folder / "log.txt").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own command
                [*COMMAND, *arguments], env=self.environment, cwd=ROOT, stdout=log, stderr=log
            )
        try:
            end = time.monotonic() + PATIENCE
            while not answers(port):
                if process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError((self.folder / "log.txt").read_text(errors="replace")[-3_000:])
                time.sleep(0.02)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)

    def sign_in(self, port: int) -> str:
        """Sign in as a browser does and return the cookies."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/account/login/")
        page = connection.getresponse()
        text = page.read().decode()
        cookies = _cookies(page)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        assert token is not None  # noqa: S101 - a page without it is no sign-in page
        body = urlencode(
            {"csrfmiddlewaretoken": token[1], "login": self.emails[0], "password": self.password}
        )
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/account/login/", body, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 302:
            message = f"signing in was answered with {answer.status}"
            raise RuntimeError(message)
        return _cookies(answer, cookies)


def _cookies(answer: http.client.HTTPResponse, before: str = "") -> str:
    jar = http.cookies.SimpleCookie(before)
    for value in answer.headers.get_all("Set-Cookie") or []:
        jar.load(value)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())


def answers(port: int) -> bool:
    """Say whether a page comes back."""
    try:
        return get(port, "/account/login/")[0] == 200
    except OSError:
        return False


def get(
    port: int, path: str, *, cookie: str = "", encoding: str = "identity"
) -> tuple[int, bytes, dict[str, str]]:
    """Ask for one page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": encoding})
        answer = connection.getresponse()
        return answer.status, answer.read(), dict(answer.headers)
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


@contextmanager
def demo() -> Iterator[Site]:
    """Make a data folder, load the demo in it, and remove it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="samenwijzer-benchmark-"))
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SAMENWIJZER_")
        and name not in {"DATABASE_URL", "VALKEY_URL", "S3_URL", "PUBLIC_URL"}
    }
    environment |= {"SAMENWIJZER_DATA_DIR": str(folder / "data"), "PYTHONPATH": str(ROOT / "src")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    site = Site(folder, environment)
    try:
        told = site.run("demo", "--no-serve")
        site.emails = re.findall(r"^\s+(\S+@\S+)", told, re.MULTILINE)
        password = re.search(r"password (\S+)", told)
        assert password is not None  # noqa: S101 - the demo prints it
        site.password = password[1]
        yield site
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def proportional_set_size(pid: int) -> dict[str, float]:
    """Return the megabytes of this process and all below it, by name; memory that is shared is divided."""
    found: dict[str, float] = {}
    for one in _tree(pid):
        name = Path(f"/proc/{one}/comm").read_text().strip()
        name = "sw-serve" if one == pid else name
        lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        found[name] = found.get(name, 0) + kilobytes / 1_024
    return found


def _tree(pid: int) -> list[int]:
    below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in below for one in _tree(int(child)))]
