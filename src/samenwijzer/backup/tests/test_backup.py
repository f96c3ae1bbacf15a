"""What goes into an archive comes out again, from either database into either, and nothing is half."""

import gzip
import hashlib
import io
import json
import os
import signal
import subprocess
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from samenwijzer.backup.archive import MANIFEST, CannotRestore, is_safe
from samenwijzer.backup.reading import read_manifest
from tests.installation import COMMAND, Installation, placed

FURNISH = (Path(__file__).parent / "furnishing.py").read_text(encoding="utf-8")
FORGET = """
from samenwijzer.accounts.models import User
from samenwijzer.privacy.actions import forget_person
forget_person(person_id=User.objects.get(external_id="p-1").pk, actor=None)
"""


@contextmanager
def another(folder: Path, kind: str) -> Iterator[Installation]:
    """Give an empty installation on this kind of database."""
    folder.mkdir()
    environment = {**os.environ, "SAMENWIJZER_DATA_DIR": str(folder / "data"), "PYTHONUTF8": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    address = environment.pop("DATABASE_URL", "")
    if kind == "postgresql":
        name = f"restored_{os.getpid()}_{time.monotonic_ns()}"
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(f'create database "{name}"'.encode())
        environment["DATABASE_URL"] = urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    made = Installation(folder, environment)
    try:
        yield made
    finally:
        made.end()
        if kind == "postgresql":
            with psycopg.connect(address, autocommit=True) as server:
                server.execute(f'drop database "{name}" with (force)'.encode())


def run(place: Installation, *words: str, given: str | None = None) -> str:
    done = place.run(*words, given=given)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def furnish(place: Installation, script: str = FURNISH) -> None:
    run(place, "shell", "-v", "0", "-c", script)


def rows_in(archive: Path, *, but: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Give the rows of each table, as lines, and files by their content."""
    found: dict[str, list[str]] = {}
    with tarfile.open(archive) as tar:
        for part in tar:
            file = tar.extractfile(part)
            assert file is not None
            label = part.name.split("/")[1] if "/" in part.name else part.name
            if label in but or part.name == MANIFEST:
                continue
            name = label if part.name.startswith("rows/") else part.name
            found.setdefault(name, []).extend(file.read().decode("latin-1").splitlines())
    return found


HERE = "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"
ROADS = {
    "sqlite": [("sqlite", "sqlite")],
    "postgresql": [("postgresql", "postgresql"), ("postgresql", "sqlite"), ("sqlite", "postgresql")],
}


@pytest.fixture(scope="module")
def template(prepared: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One furnished place, of which each test gets its own copy."""
    with placed(tmp_path_factory.mktemp("furnished"), copy_of=prepared) as made:
        furnish(made)
        yield made


@pytest.fixture
def furnished(template: Installation, tmp_path: Path) -> Iterator[Installation]:
    with placed(tmp_path, copy_of=template) as made:
        yield made


@pytest.mark.parametrize(("source", "target"), ROADS[HERE])
def test_every_row_and_file_comes_back_on_either_database(
    template: Installation, tmp_path: Path, source: str, target: str
) -> None:
    first, second = tmp_path / "a.tgz", tmp_path / "b.tgz"
    (tmp_path / "from").mkdir()
    if source == HERE:
        begin = placed(tmp_path / "from", copy_of=template)
    else:
        begin = another(tmp_path / "from-other", source)
    with begin as old, another(tmp_path / "to", target) as new:
        if source != HERE:
            furnish(old)
        assert "The backup is whole" in run(old, "backup", str(first))
        assert first.stat().st_mode & 0o077 == 0
        told = run(new, "restore", str(first))
        assert "Restored on" in told
        assert "The search index holds all" in told
        run(new, "backup", str(second))
        audit = ("outbox.AuditLine", "outbox.AuditHead")
        assert rows_in(first, but=audit) == rows_in(second, but=audit)
        lines = [json.loads(line) for line in rows_in(first)["outbox.AuditLine"]]
        back = {row["id"]: row for line in rows_in(second)["outbox.AuditLine"] for row in [json.loads(line)]}
        sealed = [line for line in lines if line["sequence"] is not None]
        assert sealed
        assert [back[line["id"]] for line in sealed] == sealed
        assert "sealed and unbroken" in told
        # A number that was given once is not given again.
        run(
            new,
            "shell",
            "-v",
            "0",
            "-c",
            "from samenwijzer.forum.models import *; q=Question.objects.first(); "
            "q.pk=None; q.external_id='x'; q.save(); assert q.pk > 30, q.pk",
        )


def test_who_was_forgotten_since_is_forgotten_again(furnished: Installation, tmp_path: Path) -> None:
    archive = tmp_path / "a.tgz"
    run(furnished, "backup", str(archive))
    furnish(furnished, FORGET)
    filed = tmp_path / "data" / "files" / "outside-backups" / "erasures"
    assert len(list(filed.iterdir())) == 1
    moved = filed.rename(tmp_path / "list")
    with another(tmp_path / "to", "sqlite") as new:
        assert "No list of erasures was found" in run(new, "restore", str(archive))
    with another(tmp_path / "again", "sqlite") as new:
        assert "1 people were forgotten" in run(new, "restore", str(archive), "--erasures", str(moved))
        text = (new.folder / "data" / "samenwijzer.sqlite3").read_bytes()
        furnish(
            new,
            "from samenwijzer.accounts.models import User\n"
            "assert not User.objects.filter(external_id='p-1').exists()\n"
            "from samenwijzer.privacy.models import Erasure\nassert Erasure.objects.count() == 1",
        )
        assert text
        assert not list((new.folder / "data" / "files").glob("pictures/*"))


def test_a_place_that_is_not_empty_is_refused(furnished: Installation, tmp_path: Path) -> None:
    archive = tmp_path / "a.tgz"
    run(furnished, "backup", str(archive))
    done = furnished.run("restore", str(archive))
    assert done.returncode == 2
    assert "There is a database already" in done.stderr
    done = furnished.run("backup", str(archive))
    assert done.returncode == 1
    assert "is there already" in done.stderr
    run(furnished, "backup", str(archive), "--force")
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.long
def test_a_restore_that_was_killed_is_known_as_half_and_begun_anew(
    furnished: Installation, tmp_path: Path
) -> None:
    archive = tmp_path / "a.tgz"
    run(furnished, "backup", str(archive))
    with another(tmp_path / "to", HERE) as new:
        with subprocess.Popen(  # noqa: S603 - our own command
            [*COMMAND, "restore", str(archive)], env=new.environment, stdout=subprocess.PIPE, text=True
        ) as killed:
            assert killed.stdout is not None
            for line in killed.stdout:
                if "rows in" in line:
                    killed.send_signal(signal.SIGKILL)
        refused = new.run("tidy")
        assert refused.returncode == 2
        assert "A restore was broken off here" in refused.stderr
        assert "broken off" in new.run("check").stderr
        told = run(new, "restore", str(archive))
        assert "what it made is removed" in told
        run(new, "check")


@pytest.mark.long
def test_writers_do_not_wait_and_an_archive_is_of_one_moment(furnished: Installation, tmp_path: Path) -> None:
    archive = tmp_path / "a.tgz"
    writer = furnished.start(
        "shell",
        "-v",
        "0",
        "-c",
        "import time, itertools\n"
        "from django.db import transaction\n"
        "from samenwijzer.accounts.models import Location, Municipality\n"
        "for n in itertools.count():\n"
        "    with transaction.atomic():\n"
        "        Location.objects.create(name=f'L{n}'); Municipality.objects.create(name=f'L{n}')\n",
    )
    time.sleep(3)
    for _ in range(3):
        run(furnished, "backup", str(archive), "--force")
        rows = rows_in(archive)
        places = {json.loads(line)["name"] for line in rows["accounts.Location"]} - {"Stadhuis"}
        assert places == {json.loads(line)["name"] for line in rows["accounts.Municipality"]}
        assert places
    assert writer.poll() is None


def remade(archive: Path, place: Path, change: object) -> Path:
    """Write an archive again with other parts: `change` takes and gives {name: content}."""
    with tarfile.open(archive) as tar:
        parts = {part.name: tar.extractfile(part).read() for part in tar}  # type: ignore[union-attr]
    parts = change(parts)  # type: ignore[operator]
    with tarfile.open(place, "w:gz") as tar:
        for name, content in parts.items():
            part = tarfile.TarInfo(name)
            part.size = len(content)
            tar.addfile(part, io.BytesIO(content))
    return place


@pytest.fixture(scope="module")
def archive(template: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("archive") / "a.tgz"
    run(template, "backup", str(made))
    return made


def _newer(parts: dict[str, bytes]) -> dict[str, bytes]:
    told = json.loads(parts[MANIFEST])
    return {**parts, MANIFEST: json.dumps({**told, "format": 99, "version": "9.9"}).encode()}


CHANGES = {
    "which is newer": _newer,
    "does not belong in a backup": lambda parts: {"files/../../etc/passwd": b"x", **parts},
    "does not belong in a backup: 'files//": lambda parts: {"files//etc/passwd": b"x", **parts},
    "not what the manifest says": lambda parts: {
        **parts,
        "rows/accounts.User/000001.jsonl": parts["rows/accounts.User/000001.jsonl"][:-1] + b" ",
    },
    "is missing": lambda parts: {name: text for name, text in parts.items() if name != MANIFEST},
    "cannot be read": lambda parts: {**parts, MANIFEST: b"[]"},
    "a part too many": lambda parts: {**parts, "files/late": b"x"},
}


@pytest.mark.parametrize("says", CHANGES)
def test_an_archive_that_is_not_ours_or_not_whole_is_refused(
    archive: Path, tmp_path: Path, says: str
) -> None:
    with pytest.raises(CannotRestore, match=says):
        read_manifest(remade(archive, tmp_path / "b.tgz", CHANGES[says]))


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.9, 0.9999])
def test_an_archive_that_was_cut_off_is_refused(archive: Path, tmp_path: Path, kept: float) -> None:
    content = archive.read_bytes()
    (tmp_path / "b.tgz").write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(CannotRestore):
        read_manifest(tmp_path / "b.tgz")


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "b.tgz", "w:gz") as tar:
        part = tarfile.TarInfo("files/x")
        part.type, part.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(part)
    with pytest.raises(CannotRestore, match="does not belong"):
        read_manifest(tmp_path / "b.tgz")


def test_something_else_than_an_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"no archive")
    (tmp_path / "b").write_bytes(gzip.compress(b"no tar" * 1_000))
    for name in ("a", "b", "not-there"):
        with pytest.raises(CannotRestore):
            read_manifest(tmp_path / name)


@pytest.mark.parametrize(
    "name",
    [
        "files/a/../b",
        "files/./a",
        "files/",
        "/files/a",
        "keys/secret-key",
        "rows/x",
        "files/a\\b",
        "files/outside-backups/erasures/x",
        "other/a",
        "rows/a.B/1.jsonl",
    ],
)
def test_a_name_that_leads_elsewhere_is_not_safe(name: str) -> None:
    assert not is_safe(name)


def test_an_archive_can_go_down_a_pipe(furnished: Installation, tmp_path: Path) -> None:
    with (tmp_path / "a.tgz").open("wb") as file:
        subprocess.run(  # noqa: S603 - our own command
            [*COMMAND, "backup", "-"], env=furnished.environment, stdout=file, check=True, cwd=tmp_path
        )
    assert read_manifest(tmp_path / "a.tgz").tables["accounts.User"].rows == 40


def _with_migrations(
    parts: dict[str, bytes], change: Callable[[dict[str, list[str]]], None]
) -> dict[str, bytes]:
    told = json.loads(parts[MANIFEST])
    change(told["migrations"])
    return {**parts, MANIFEST: json.dumps(told).encode()}


def _from_before_texts_were_withheld(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Give the archive as it was made before the forum had that column."""
    told = json.loads(parts[MANIFEST])
    known = told["migrations"]["forum"]
    del known[known.index("0005_withheld_texts") :]
    for name in told["members"]:
        if not name.startswith("rows/forum."):
            continue
        rows = [json.loads(line) for line in parts[name].splitlines()]
        for row in rows:
            row.pop("withheld_at", None)
        parts[name] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
        told["members"][name] |= {
            "sha256": hashlib.sha256(parts[name]).hexdigest(),
            "size": len(parts[name]),
        }
    return {**parts, MANIFEST: json.dumps(told).encode()}


def test_an_older_archive_is_brought_up_to_date(archive: Path, tmp_path: Path) -> None:
    older = remade(archive, tmp_path / "older.tgz", _from_before_texts_were_withheld)
    with another(tmp_path / "to", HERE) as new:
        run(new, "restore", str(older))
        run(new, "backup", str(tmp_path / "b.tgz"))
    audit = ("outbox.AuditLine", "outbox.AuditHead")
    assert rows_in(archive, but=audit) == rows_in(tmp_path / "b.tgz", but=audit)
    made = read_manifest(archive).migrations["forum"]
    assert read_manifest(tmp_path / "b.tgz").migrations["forum"] == made


def test_an_archive_with_a_migration_that_is_not_known_is_newer(archive: Path, tmp_path: Path) -> None:
    newer = remade(
        archive,
        tmp_path / "newer.tgz",
        lambda parts: _with_migrations(parts, lambda known: known["forum"].append("9999_later")),
    )
    with another(tmp_path / "to", "sqlite") as new:
        done = new.run("restore", str(newer))
        assert done.returncode == 2
        assert "newer than the program" in done.stderr
        assert not (new.folder / "data" / "samenwijzer.sqlite3").exists()


@pytest.mark.long
def test_a_database_that_does_not_take_the_rows_stays_half(archive: Path, tmp_path: Path) -> None:
    def broken(parts: dict[str, bytes]) -> dict[str, bytes]:
        told = json.loads(parts[MANIFEST])
        name = "rows/spaces.Member/000001.jsonl"
        content = parts[name].replace(b'"role":"editor"', b'"role":"koning"')
        told["members"][name]["sha256"] = hashlib.sha256(content).hexdigest()
        return {**parts, name: content, MANIFEST: json.dumps(told).encode()}

    with another(tmp_path / "to", HERE) as new:
        done = new.run("restore", str(remade(archive, tmp_path / "b.tgz", broken)))
        assert done.returncode == 2
        assert "do not fit the database" in done.stderr
        assert "broken off" in new.run("reindex").stderr
        assert "what it made is removed" in run(new, "restore", str(archive))
