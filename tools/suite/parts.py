"""The parts of a test run: what each types, what it needs, and how its outcome is written down.

Every part leaves one JUnit file, also when it was skipped, ran too long or broke off.
"""

import os
import signal
import subprocess
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAMS = ROOT / ".venv" / "bin"
EVERYTHING = {"SAMENWIJZER_TEST_ALL": "1"}  # What `make test` does by turns: see tests/turns.py.
NO_TESTS = 5  # pytest's exit code
# One more than there are cores: many tests wait for a process or a browser that they started.
WORKERS = min(os.cpu_count() or 1, 4) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """`needs` names programs beside Python; `seconds` is the longest it may take, also when busy."""

    name: str
    command: list[str]
    seconds: int
    needs: tuple[str, ...] = ()
    writes_junit: bool = False
    environment: dict[str, str] = field(default_factory=dict)
    by_default: bool = True


def pytest(
    name: str,
    *arguments: str,
    seconds: int,
    needs: tuple[str, ...] = (),
    by_default: bool = True,
    environment: dict[str, str] | None = None,
) -> Part:
    command = [str(PROGRAMS / "python"), "-m", "pytest", "-q", *arguments]
    return Part(
        name=name,
        command=command,
        seconds=seconds,
        needs=needs,
        writes_junit=True,
        by_default=by_default,
        environment=environment or {},
    )


def every_part() -> list[Part]:
    both_cores = ("-n", str(WORKERS), "--dist", "worksteal")
    return [
        Part(
            name="style",
            command=[
                "sh",
                "-c",
                '"$0" check --quiet . && "$0" format --check --quiet .',
                str(PROGRAMS / "ruff"),
            ],
            seconds=60,
        ),
        Part(name="types", command=[str(PROGRAMS / "mypy")], seconds=600),
        Part(name="floors", command=[str(PROGRAMS / "lint-imports")], seconds=60),
        pytest("house", "tests/house", *both_cores, seconds=300, by_default=False),  # Part of the next.
        pytest("sqlite", "--ignore=tests/journeys", *both_cores, seconds=1200),
        pytest(
            "postgresql",
            "--ignore=tests/journeys",
            "--ignore=tests/house",
            *(f"--ignore=src/samenwijzer/{app}" for app in ("backup", "config", "live", "ui")),
            "--ignore=src/samenwijzer/home/tests/test_demo.py",
            "--ignore=tests/test_no_byte.py",
            *both_cores,
            seconds=1200,
            needs=("postgresql", "valkey"),
        ),
        pytest("journeys", "tests/journeys", *both_cores, seconds=900, needs=("chromium",)),
        # What finds little more and takes long: `make soak` does it.
        *(
            pytest(
                f"all-{name}",
                "--ignore=tests/journeys",
                "--ignore=tests/house",
                *both_cores,
                seconds=3600,
                needs=needs,
                by_default=False,
                environment=EVERYTHING,
            )
            for name, needs in (("sqlite", ()), ("postgresql", ("postgresql", "valkey")))
        ),
        pytest(
            "looks",
            "tests/journeys",
            *both_cores,
            seconds=1200,
            needs=("chromium",),
            by_default=False,
            environment=EVERYTHING,
        ),
    ]


def run(part: Part, results: Path, extra: dict[str, str]) -> None:
    """Never raises for a part that fails: its JUnit file tells."""
    print(f"\n=== {part.name}: {' '.join(part.command)}", flush=True)
    junit = results / f"{part.name}.xml"
    command = [*part.command, f"--junitxml={junit}"] if part.writes_junit else part.command
    begun = time.monotonic()
    code = run_in_group(command, {**os.environ, **extra, **part.environment}, part.seconds)
    took = time.monotonic() - begun
    if code is None:
        problem = f"took longer than {part.seconds} seconds and was ended"
    elif code == NO_TESTS and part.writes_junit:
        problem = "ran no test"
    else:
        problem = f"ended with code {code}" if code else ""
    if not junit.exists() or (problem and not tells_a_failure(junit)):
        write_case(results / f"{part.name}-itself.xml", part.name, took, failure=problem)
    print(f"=== {part.name}: {problem or 'passed'}, {took:.0f} s", flush=True)


def skip(part: Part, results: Path, why: str) -> None:
    print(f"\n=== {part.name}: skipped, {why}", flush=True)
    write_case(results / f"{part.name}-itself.xml", part.name, 0, skipped=why)


def run_in_group(command: list[str], environment: dict[str, str], seconds: int) -> int | None:
    """Give the exit code, or None when time ran out. What the command started ends with it."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        end_group(process)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """The group has the id of the process we started; it may outlive that process."""
    for final, wait in ((signal.SIGTERM, 10.0), (signal.SIGKILL, 0.0)):
        try:
            os.killpg(process.pid, final)
        except ProcessLookupError:
            break
        end = time.monotonic() + wait
        while time.monotonic() < end and (process.poll() is None or group_lives(process.pid)):
            time.sleep(0.1)
    process.wait()


def group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def tells_a_failure(junit: Path) -> bool:
    try:
        tree = ET.parse(junit)
    except ET.ParseError:
        junit.unlink()
        return False
    return any(case.tag in {"failure", "error"} for case in tree.iter())


def write_case(path: Path, name: str, took: float, *, failure: str = "", skipped: str = "") -> None:
    suite = ET.Element("testsuite", name=name)
    case = ET.SubElement(suite, "testcase", classname=name, name="itself", time=f"{took:.1f}")
    if failure:
        ET.SubElement(case, "failure", message=failure).text = f"{failure}; its output stands above"
    if skipped:
        ET.SubElement(case, "skipped", message=skipped)
    ET.ElementTree(suite).write(path, encoding="utf-8")
