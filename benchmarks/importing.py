"""What an import of many records takes, and what whoever else writes meanwhile waits.

    python -m benchmarks.importing [RECORDS]

It imports into a new folder in a process of its own, which then fills the index of search, while this process
writes ten times a second.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_PEOPLE = 5_000
_PAUSE = 0.1


def records(count: int) -> Iterator[dict[str, Any]]:
    """Make an organisation of that many records: people, and questions with an answer each."""
    yield {"type": "exchange", "version": 1}
    yield {"type": "department", "id": "afd", "name": "Inkomen"}
    people = min(_PEOPLE, count // 4)
    for number in range(people):
        yield {
            "type": "person",
            "id": f"p-{number}",
            "name": f"Persoon {number}",
            "email": f"p{number}@example.org",
            "department": "afd",
        }
    for number in range((count - people) // 2):
        yield {
            "type": "question",
            "id": f"v-{number}",
            "title": f"Mag gift {number} naast bijstand?",
            "body": f"De inwoner kreeg {number} keer hulp van familie. " * 5,
            "author": f"p-{number % people}",
            "subjects": [f"onderwerp {number % 100}"],
            "date": "2026-01-20",
        }
        yield {
            "type": "answer",
            "id": f"a-{number}",
            "question": f"v-{number}",
            "body": "Ja, tot de grens in de werkinstructie. " * 5,
            "author": f"p-{number * 7 % people}",
            "date": "2026-01-21",
            "accepted": True,
        }


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "records.jsonl"
        with file.open("w") as lines:
            for record in records(count):
                lines.write(json.dumps(record) + "\n")
        environment = {**os.environ, "SAMENWIJZER_DATA_DIR": str(folder / "data"), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "samenwijzer"]
        subprocess.run([*command, "import", os.devnull], env=environment, check=True, capture_output=True)  # noqa: S603 - our own program
        started = time.monotonic()
        database, report = next((folder / "data").glob("*.sqlite3")), folder / "report"
        with (
            report.open("wb") as out,
            subprocess.Popen(  # noqa: S603 - our own program
                [*command, "import", str(file), "--json"], env=environment, stdout=out
            ) as importing,
        ):
            waits, largest, written = _write_meanwhile(database, importing, report)
        took = written - started
        indexed = time.monotonic() - written
    if importing.returncode:
        sys.exit(importing.returncode)
    waits.sort()
    print(f"{count} records in {took:.0f} s ({count / took:.0f} a second), largest {largest / 1024:.0f} MB")
    print(f"search has all of it {indexed:.0f} s later ({count / indexed:.0f} a second)")
    print(
        f"{len(waits)} other writes: half within {waits[len(waits) // 2] * 1000:.0f} ms,"
        f" 99 % within {waits[len(waits) * 99 // 100] * 1000:.0f} ms, slowest {waits[-1] * 1000:.0f} ms"
    )


def _write_meanwhile(
    database: Path, importing: subprocess.Popen[bytes], report: Path
) -> tuple[list[float], int, float]:
    """Write until the import ends; return what each write took, the largest size in kB, and when all was in.

    The import writes its report when all is in, and then fills the index.
    """
    connection = sqlite3.connect(database, timeout=30, isolation_level=None)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("CREATE TABLE IF NOT EXISTS beside (at REAL)")
    waits, largest, written = [], 0, 0.0
    while importing.poll() is None:
        began = time.monotonic()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO beside VALUES (1)")
        connection.execute("COMMIT")
        waits.append(time.monotonic() - began)
        status = Path(f"/proc/{importing.pid}/status")
        if status.exists():
            lines = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
            largest = max([largest, *(int(line.split()[1]) for line in lines)])
        if not written and report.stat().st_size:
            written = time.monotonic()
        time.sleep(_PAUSE)
    connection.close()
    return waits, largest, written


if __name__ == "__main__":
    main()
