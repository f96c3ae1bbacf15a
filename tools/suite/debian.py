"""Finds the programs that the tests need beside Python, and has Debian's packages installed when it may."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

POLICY = Path("/usr/sbin/policy-rc.d")
CLUSTERS = Path("/etc/postgresql-common/createcluster.d/samenwijzer-test.conf")
OLDEST_POSTGRESQL = 15


def postgresql() -> Path | None:
    """The folder with `initdb` and `postgres`: on PATH, else the newest of Debian's versioned folders."""
    found = shutil.which("initdb")
    if found and (Path(found).resolve().parent / "postgres").exists():
        return Path(found).resolve().parent
    folders = [
        folder
        for folder in Path("/usr/lib/postgresql").glob("[0-9]*/bin")
        if (folder / "initdb").exists() and int(folder.parent.name) >= OLDEST_POSTGRESQL
    ]
    return max(folders, key=lambda folder: int(folder.parent.name), default=None)


def valkey() -> Path | None:
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    return Path(found) if found else None


def chromium() -> Path | None:
    found = shutil.which("chromium")
    return Path(found) if found else None


FINDERS = {"postgresql": postgresql, "valkey": valkey, "chromium": chromium}


def missing() -> list[str]:
    return [name for name, find in FINDERS.items() if find() is None]


def reason(name: str) -> str:
    """Why a part is skipped, with what would mend it."""
    package = {"valkey": "valkey-server or redis-server"}.get(name, name)
    if os.environ.get("SAMENWIJZER_TEST_INSTALL") == "0":
        return f"{name} is not installed, and SAMENWIJZER_TEST_INSTALL=0 forbids installing it"
    return f"{name} is not installed; as root, type: apt-get install -y {package}"


def install_missing() -> None:
    """Only as root, never when SAMENWIJZER_TEST_INSTALL=0. A failure shows later, as a skipped part."""
    wanted = missing()
    allowed = os.geteuid() == 0 and os.environ.get("SAMENWIJZER_TEST_INSTALL") != "0"
    if not wanted or not allowed or not shutil.which("apt-get"):
        return
    print(f"Installing Debian's packages for: {', '.join(wanted)} …", flush=True)
    apt("update")
    packages = [package_of(name) for name in wanted]
    with ExitStack() as stack:
        stack.enter_context(no_service())
        stack.enter_context(no_default_cluster())
        apt("install", "-y", "--no-install-recommends", *packages)
    if shutil.which("systemctl"):
        services = [package for package in packages if package.endswith("-server")]
        subprocess.run(["systemctl", "disable", "--quiet", *services], check=False, capture_output=True)


def package_of(name: str) -> str:
    """Debian 12 has Redis; later ones have Valkey as well."""
    if name != "valkey":
        return name
    known = subprocess.run(["apt-cache", "show", "valkey-server"], check=False, capture_output=True)
    return "valkey-server" if known.returncode == 0 and known.stdout else "redis-server"


def apt(*arguments: str) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", "-q", *arguments],
        env=quiet,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != 0:
        print(done.stdout[-3000:], file=sys.stderr)


@contextmanager
def no_service() -> Iterator[None]:
    """Debian asks this file whether a package may start its service; 101 is *no*."""
    with in_place_of(POLICY, "#!/bin/sh\n# Set by the tests of Samenwijzer while they install.\nexit 101\n"):
        yield


@contextmanager
def no_default_cluster() -> Iterator[None]:
    with in_place_of(CLUSTERS, "create_main_cluster = false\n"):
        yield


@contextmanager
def in_place_of(path: Path, text: str) -> Iterator[None]:
    """What stood there comes back, also when the installation fails. What we left after a kill is ours."""
    before = path.read_bytes() if path.exists() else None
    mode = path.stat().st_mode if before is not None else 0o755
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    try:
        yield
    finally:
        if before is None or before == text.encode():
            path.unlink()
        else:
            path.write_bytes(before)
            path.chmod(mode)
