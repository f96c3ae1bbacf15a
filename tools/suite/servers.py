"""Private servers for the tests: in a folder of their own, on loopback, ended by their process id.

`initdb` refuses root, so as root they run as `nobody`.
"""

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import redis

PATIENCE = 30  # seconds for a server to begin
PR_SET_PDEATHSIG = 1
INITIAL = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]  # Nothing here outlives the run.


def unprivileged() -> dict[str, Any]:
    """Arguments of subprocess: another account when we are root, ours otherwise."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def end_with_parent() -> None:
    """The server goes down when this driver is killed, however that happens.

    A shell starts what runs in its background with SIGINT ignored, which a child would inherit.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


@contextmanager
def private_folder(name: str) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=f"samenwijzer-{name}-"))
    try:
        account = unprivileged()
        if account:
            os.chown(folder, account["user"], account["group"])
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def postgresql(programs: Path) -> Iterator[str]:
    """Give the address of a fresh server; its account may create databases."""
    with private_folder("postgresql") as folder:
        password = secrets.token_hex(16)
        secret = folder / "password"
        secret.write_text(password, encoding="ascii")
        secret.chmod(0o644)  # Inside a folder that only the server's account enters.
        cluster = folder / "cluster"
        subprocess.run(
            [programs / "initdb", "-D", cluster, "--username=samenwijzer", f"--pwfile={secret}", *INITIAL],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            **unprivileged(),
        )
        port = free_port()
        options = ["listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}"]
        settings = [part for option in [*options, *FAST] for part in ("-c", option)]
        address = f"postgresql://samenwijzer:{password}@127.0.0.1:{port}/samenwijzer"
        with running([str(programs / "postgres"), "-D", str(cluster), *settings], folder):
            wait_until(lambda: create_database(address), folder)
            yield address


def create_database(address: str) -> None:
    maintenance = address.rpartition("/")[0] + "/postgres"
    with psycopg.connect(maintenance, autocommit=True, connect_timeout=2) as connection:
        connection.execute("create database samenwijzer")


@contextmanager
def valkey(program: Path) -> Iterator[str]:
    """Give the address of a fresh server that writes nothing to disk."""
    with private_folder("valkey") as folder:
        port, password = free_port(), secrets.token_hex(16)
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        options += ["--requirepass", password, "--databases", "64", "--dir", str(folder)]
        address = f"redis://:{password}@127.0.0.1:{port}/0"
        with running([str(program), *options], folder):
            wait_until(redis.Redis.from_url(address).ping, folder)
            yield address


@contextmanager
def running(command: list[str], folder: Path) -> Iterator[None]:
    """SIGINT ends PostgreSQL without waiting for its clients, and Valkey as well."""
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the driver, which then ends this one.
            preexec_fn=end_with_parent,  # noqa: PLW1509 (the driver has no threads)
            **unprivileged(),
        )
        try:
            yield
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def wait_until(begun: Any, folder: Path) -> None:
    """Call `begun` until it raises nothing. Raises its error, with the server's log, after PATIENCE."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            begun()
        except (psycopg.OperationalError, redis.ConnectionError) as problem:
            if time.monotonic() > end:
                problem.add_note((folder / "log").read_text(errors="replace")[-2000:])
                raise
            time.sleep(0.1)
        else:
            return
