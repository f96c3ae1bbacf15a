"""The driver of `make test` tells the truth: its last line counts everything, and no failed part can hide."""

import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from tests.house.reading import ROOT

PATIENCE = 5  # seconds
PASSED = '<testsuite><testcase classname="a" name="b" time="1"/></testsuite>'
FAILED = '<testsuite><testcase classname="a" name="c"><failure>because</failure></testcase></testsuite>'
SKIPPED = (
    '<testsuite><testcase classname="a" name="d"><skipped message="no chromium"/></testcase></testsuite>'
)


def is_alive(pid: int) -> bool:
    """What ended and is not yet collected by its parent counts as gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def in_driver(code: str) -> subprocess.CompletedProcess[str]:
    """Run Python as the driver does: with `tools` on the path, in a process of its own."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; sys.path.insert(0, {str(ROOT / 'tools')!r})\n{textwrap.dedent(code)}",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def close(results: Path) -> subprocess.CompletedProcess[str]:
    return in_driver(f"import test; from pathlib import Path; sys.exit(test.close(Path({str(results)!r})))")


def run(results: Path, *command: str, seconds: int = 20) -> str:
    """Run one part that writes no file of its own, and give the closing line."""
    told = in_driver(f"""
        from pathlib import Path
        from suite import parts
        part = parts.Part(name="odd", command={list(command)!r}, seconds={seconds})
        parts.run(part, Path({str(results)!r}), {{}})
    """)
    assert told.returncode == 0, told.stderr
    return close(results).stdout.splitlines()[-1]


def test_the_last_line_counts_every_outcome(tmp_path: Path) -> None:
    for name, text in {"one": PASSED, "two": FAILED, "three": SKIPPED}.items():
        (tmp_path / f"{name}.xml").write_text(text, encoding="utf-8")
    closing = close(tmp_path)
    assert closing.returncode == 1
    assert "1 failed, 1 passed, 1 skipped in" in closing.stdout.splitlines()[-1]
    assert "three: no chromium" in closing.stdout
    assert "because" in closing.stdout


def test_passing_and_skipping_is_success(tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_text(PASSED, encoding="utf-8")
    (tmp_path / "three.xml").write_text(SKIPPED, encoding="utf-8")
    assert close(tmp_path).returncode == 0


def test_no_outcome_at_all_is_no_success(tmp_path: Path) -> None:
    assert close(tmp_path).returncode != 0


@pytest.mark.parametrize(
    ("command", "line"),
    [(("true",), "1 passed in"), (("false",), "1 failed in"), (("sh", "-c", "kill -9 $$"), "1 failed in")],
)
def test_a_part_is_judged_by_how_it_ended(tmp_path: Path, command: tuple[str, ...], line: str) -> None:
    assert line in run(tmp_path, *command)


def test_a_part_that_takes_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    mark = tmp_path / "still-alive"
    assert "1 failed in" in run(tmp_path, "sh", "-c", f"(sleep 4; touch {mark}) & sleep 60", seconds=1)
    subprocess.run(["sleep", "4"], check=True)
    assert not mark.exists()


def test_a_file_that_breaks_off_is_a_failure(tmp_path: Path) -> None:
    told = in_driver(f"""
        from pathlib import Path
        from suite import parts
        results = Path({str(tmp_path)!r})
        code = f"open({{str(results / 'odd.xml')!r}}, 'w').write('<testsuite>'); raise SystemExit(3)"
        parts.run(parts.Part(name="odd", command=[sys.executable, "-c", code], seconds=20), results, {{}})
    """)
    assert told.returncode == 0, told.stderr
    assert "1 failed in" in close(tmp_path).stdout.splitlines()[-1]


def test_a_failure_that_is_told_already_is_not_told_twice(tmp_path: Path) -> None:
    (tmp_path / "failed.txt").write_text(FAILED, encoding="utf-8")
    line = run(tmp_path, "sh", "-c", f"cp {tmp_path}/failed.txt {tmp_path}/odd.xml; exit 1")
    assert line.strip("= ").startswith("1 failed in")


def test_a_server_ends_with_the_driver(tmp_path: Path) -> None:
    """Also when the driver is killed, which it cannot notice."""
    told = in_driver(f"""
        import os, signal
        from pathlib import Path
        from suite import servers
        folder = Path({str(tmp_path)!r})
        os.chmod(folder, 0o777)
        (folder / "log").touch()
        with servers.running(["sleep", "60"], folder):
            children = Path(f"/proc/{{os.getpid()}}/task/{{os.getpid()}}/children")
            print(children.read_text(), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
    """)
    pid = told.stdout.strip()
    assert pid
    end = time.monotonic() + PATIENCE
    while is_alive(int(pid)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_alive(int(pid))


def test_a_part_that_lacks_a_program_is_skipped_by_name(tmp_path: Path) -> None:
    told = in_driver(f"""
        import os, test
        from pathlib import Path
        from suite import debian, parts
        os.environ["SAMENWIJZER_TEST_INSTALL"] = "0"
        debian.FINDERS["valkey"] = lambda: None
        debian.apt = lambda *arguments: sys.exit("installed all the same")
        debian.install_missing()
        part = parts.Part(name="odd", command=["false"], seconds=20, needs=("valkey",))
        test.run_or_skip(part, Path({str(tmp_path)!r}))
    """)
    assert told.returncode == 0, told.stderr
    closing = close(tmp_path)
    assert closing.returncode == 0
    assert "odd: valkey is not installed, and SAMENWIJZER_TEST_INSTALL=0 forbids" in closing.stdout
    assert "1 skipped in" in closing.stdout.splitlines()[-1]


def test_what_stood_in_the_way_of_an_installation_comes_back(tmp_path: Path) -> None:
    policy, fresh = tmp_path / "policy-rc.d", tmp_path / "deep" / "fresh"
    policy.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    policy.chmod(0o700)
    told = in_driver(f"""
        from pathlib import Path
        from suite import debian
        policy, fresh = Path({str(policy)!r}), Path({str(fresh)!r})
        try:
            with debian.in_place_of(policy, "exit 101"), debian.in_place_of(fresh, "x"):
                assert policy.read_text() == "exit 101" and fresh.exists()
                raise OSError("apt-get broke off")
        except OSError:
            pass
    """)
    assert told.returncode == 0, told.stderr
    assert policy.read_text(encoding="utf-8") == "#!/bin/sh\nexit 0\n"
    assert policy.stat().st_mode & 0o777 == 0o700
    assert not fresh.exists()
