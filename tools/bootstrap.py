"""Makes .venv in the checkout from a hashed lock file: `tools/bootstrap.py base` or `dev`.

May run twice, two at once, and again after being killed half-way. When the lock has not changed since
the last time it only looks, and returns at once. No Python is downloaded and nothing is built here.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
STAMP = VENV / ".samenwijzer.json"
COMMAND = """\
#!/bin/sh
# Runs the checkout that this environment belongs to, from any folder.
here=$(dirname "$(readlink -f "$0")")
exec "$here/python" -P -m samenwijzer "$@"
"""


class Sentence(Exception):
    """Why it cannot be done, with the command to type."""


def main(kind: str) -> None:
    """Leave .venv as `kind` asks: "base" to run the product, "dev" to test it as well."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "bootstrap.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # Let go by the system when this process ends.
        if not is_current(kind):
            install(kind)


def is_current(kind: str) -> bool:
    """Everything of base stands in dev with the same versions, so dev serves for base as well."""
    stamp = read_stamp()
    return any(stamp == wanted_stamp(known) for known in {kind, "dev"}) and works()


def read_stamp() -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def wanted_stamp(kind: str) -> dict[str, str]:
    """An environment knows the folder it was made in, so it is made anew when the checkout moves."""
    digest = hashlib.sha256((ROOT / "requirements" / f"{kind}.lock").read_bytes()).hexdigest()
    return {"kind": kind, "lock": digest, "folder": str(ROOT)}


def works() -> bool:
    """False when the Python it was made from is gone."""
    try:
        done = subprocess.run([VENV / "bin/python", "-c", ""], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def install(kind: str) -> None:
    """Without a stamp the last attempt did not finish: then begin with an empty environment."""
    say(f"Making .venv from requirements/{kind}.lock, which takes about a minute …")
    fresh = read_stamp().get("folder") != str(ROOT) or not works()
    STAMP.unlink(missing_ok=True)
    uv = find_uv()
    if uv:
        install_with_uv(uv, kind, fresh=fresh)
    else:
        install_with_pip(kind, fresh=fresh)
    link_checkout()
    unfinished = STAMP.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(wanted_stamp(kind)), encoding="utf-8")
    unfinished.replace(STAMP)


def find_uv() -> str | None:
    """Give the uv on PATH; else none when Python can do it; else uv in .tools, put there when needed.

    Debian's python3 without python3-venv has `venv` but not `ensurepip`. Raises Sentence when nothing can
    be had.
    """
    on_path = shutil.which("uv")
    if on_path or has_venv():
        return on_path
    ours = TOOLS / "bin" / "uv"
    if ours.exists() or put_uv_in_tools():
        return str(ours)
    package = "python3-venv"
    if Path(sys.executable).resolve() != Path("/usr/bin/python3").resolve():
        package = f"python3.{sys.version_info.minor}-venv"
    command = f"apt-get install -y {package}"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], env=quiet, check=False, stdout=sys.stderr)
        done = subprocess.run(
            [*command.split(), "--no-install-recommends"], env=quiet, check=False, stdout=sys.stderr
        )
        if done.returncode == 0:
            return None
    raise Sentence(f"This Python cannot make an environment. As root, type: {command}")


def has_venv() -> bool:
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def put_uv_in_tools() -> bool:
    """A bare `pip install` is refused on Debian; one into a folder of our own is not."""
    if not importlib.util.find_spec("pip"):
        return False
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(TOOLS), "--upgrade"]
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / "requirements" / "uv.lock")]
    quiet = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}
    return subprocess.run([*pip, *locked], env=quiet, check=False, stdout=sys.stderr).returncode == 0


def install_with_uv(uv: str, kind: str, *, fresh: bool) -> None:
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    environment.pop("VIRTUAL_ENV", None)
    if fresh:
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)], environment)
    python = str(VENV / "bin/python")
    run([uv, "pip", "install", "--quiet", "--python", python, *checked(kind)], environment)


def install_with_pip(kind: str, *, fresh: bool) -> None:
    if fresh:
        run([sys.executable, "-m", "venv", "--clear", str(VENV)], dict(os.environ))
    pip = [str(VENV / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, *checked(kind)], dict(os.environ))


def checked(kind: str) -> list[str]:
    """Only wheels: building one would fetch its build tools without a hash."""
    lock = str(ROOT / "requirements" / f"{kind}.lock")
    return ["--require-hashes", "--only-binary", ":all:", "-r", lock]


def run(command: list[str], environment: dict[str, str]) -> None:
    """Raises Sentence when it fails; what it said stands above that on standard error."""
    done = subprocess.run(command, env=environment, check=False, stdout=sys.stderr)
    if done.returncode != 0:
        raise Sentence(
            f"This failed, for the reason above; the same command may be typed again: {' '.join(command)}"
        )


def link_checkout() -> None:
    """A hashed lock cannot hold the checkout itself, so the environment is pointed at its folder."""
    site = next((VENV / "lib").glob("python3.*/site-packages"))
    (site / "samenwijzer.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    command = VENV / "bin" / "samenwijzer"
    command.write_text(COMMAND, encoding="utf-8")
    command.chmod(0o755)


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1] if sys.argv[1:] else "base")
    except Sentence as sentence:
        say(str(sentence))
        sys.exit(1)
    except KeyboardInterrupt:
        say("Stopped half-way; the same command may be typed again.")
        sys.exit(130)
