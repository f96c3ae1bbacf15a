"""`make test`: runs every part, then closes with one pytest run that counts all outcomes.

With `--only style types …` it runs those parts alone, in the same way.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from suite import debian, parts, servers

OURS = ("DATABASE_URL", "VALKEY_URL", "S3_URL", "PUBLIC_URL", "EMAIL_URL", "PYTEST_ADDOPTS")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    known = {part.name: part for part in parts.every_part()}
    usual = [part.name for part in known.values() if part.by_default]
    arguments.add_argument("--only", nargs="+", choices=known, default=usual, metavar="PART")
    chosen = [known[name] for name in arguments.parse_args().only]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    for name in [name for name in os.environ if name in OURS or name.startswith("SAMENWIJZER_")]:
        if name != "SAMENWIJZER_TEST_INSTALL":
            del os.environ[name]  # A setting of this shell decides nothing here.
    # Hundreds of processes begin in a run; without their compiled files each would compile all of it again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if any(part.needs for part in chosen):
        debian.install_missing()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="samenwijzer-results-") as folder:
        results = Path(folder)
        for part in chosen:
            run_or_skip(part, results)
        print(f"\n=== All parts took {time.monotonic() - begun:.0f} seconds.\n", flush=True)
        return close(results)


def run_or_skip(part: parts.Part, results: Path) -> None:
    """Servers live as long as the part that asked for them."""
    found = {name: debian.FINDERS[name]() for name in part.needs}
    lacking = [debian.reason(name) for name, place in found.items() if place is None]
    if lacking:
        parts.skip(part, results, "; ".join(lacking))
        return
    with ExitStack() as stack:
        addresses = {}
        if place := found.get("postgresql"):
            databases = [stack.enter_context(servers.postgresql(place)) for _ in range(parts.WORKERS)]
            addresses["DATABASE_URL"] = databases[0]
            addresses["SAMENWIJZER_TEST_DATABASE_URLS"] = " ".join(databases)
        if place := found.get("valkey"):
            addresses["VALKEY_URL"] = stack.enter_context(servers.valkey(place))
        parts.run(part, results, addresses)


def close(results: Path) -> int:
    """Give pytest's own exit code; 5, nothing collected, is a failure as well."""
    settings = results / "closing.ini"
    settings.write_text("[pytest]\n", encoding="utf-8")
    others = ["randomly", "django", "xdist", "socket", "cacheprovider", "hypothesispytest"]
    command = [sys.executable, "-m", "pytest", "-c", str(settings), "--rootdir", str(results), "-rsfE"]
    command += [option for name in others for option in ("-p", f"no:{name}")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    command += ["-p", "suite.closing", str(results)]
    done = subprocess.run(command, cwd=results, env=environment, check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
