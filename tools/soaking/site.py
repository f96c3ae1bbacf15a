"""The demo, running as `make demo` runs it, with its processes in sight."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

COMMAND = [sys.executable, "-P", "-m", "samenwijzer"]
PATIENCE = 120.0  # seconds, the first start loads the demo


@dataclass(slots=True)
class Site:
    """`environment` is what every process gets; `log` holds what they said."""

    folder: Path
    environment: dict[str, str]
    port: int
    process: subprocess.Popen[bytes] | None = None
    commands: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def log(self) -> Path:
        return self.folder / "log.txt"

    def start(self) -> None:
        """Return when pages can be asked for. Raises RuntimeError with the log when that takes too long."""
        self.process = self._popen(["demo", "--port", str(self.port)])
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            if self.answers():
                return
            time.sleep(0.1)
        raise RuntimeError(self.log.read_text(encoding="utf-8", errors="replace")[-3000:])

    def answers(self) -> bool:
        """True when a page comes back, made by `web`."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as connection:
                connection.sendall(b"GET /account/login/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                return connection.recv(64).startswith((b"HTTP/1.0 200", b"HTTP/1.1 200"))
        except OSError:
            return False

    def wait_until_it_answers(self) -> None:
        end = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process is None or self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(self.log.read_text(encoding="utf-8", errors="replace")[-3000:])
            time.sleep(0.1)

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command beside the site."""
        process = self._popen(list(arguments))
        self.commands.append(process)
        return process

    def processes(self) -> dict[str, list[int]]:
        """Name the processes of the site: "serve", "live", "web", "worker", "indexer" and "job"."""
        assert self.process is not None
        found: dict[str, list[int]] = {"serve": [self.process.pid]}
        for pid in descendants(self.process.pid):
            name = name_of(pid).removeprefix("sw-")
            parent = name_of(parent_of(pid)).removeprefix("sw-")
            found.setdefault("job" if parent == "worker" else name, []).append(pid)
        return found

    def end(self) -> None:
        for process in [*self.commands, *([self.process] if self.process else [])]:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _popen(self, arguments: list[str]) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*COMMAND, *arguments],
                env=self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )


def descendants(pid: int) -> list[int]:
    """Give children and their children; a process may be gone by the time it is read."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [one for child in children for one in (int(child), *descendants(int(child)))]


def name_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    except OSError:
        return 0


def kill(pid: int) -> bool:
    """False when it had ended by itself."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
