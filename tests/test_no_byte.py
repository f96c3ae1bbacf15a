"""Of a number that a door refuses nothing is left: on disk, in a log, in the database or in Valkey."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from samenwijzer.config.tests.test_processes import (
    children,
    descendants,
    free_port,
    serving,
    status,
    wait_until,
)
from samenwijzer.kernel import clock
from tests.browser import Answer, Browser
from tests.every_door import Door, doors, field_names
from tests.installation import Installation
from tests.left_behind import database, left_behind
from tests.marked import Marks
from tests.page_forms import PageForm, forms_in

FURNISH = Path(__file__).parent / "scripts" / "one_of_everything.py"
ASKED = ("q", "name", "words", "title", "person", "next")
ENDS_A_SESSION = ("account/logout/", "account/sessions/", "beheer/bekijk-als/")
REFERENCES = ("forum.question:1", "accounts.user:1")
LOOKED_UP = dict.fromkeys(("name", "q", "words"), "Els")
USUAL = {
    "email": "nieuw@example.org",
    "until": f"{clock.today() + timedelta(days=9):%d-%m-%Y}",
    "owner": "bram@example.org",
    "login": "els@example.org",
    "title": "Mag dat hier?",
    **dict.fromkeys(("phone", "manager", "starts_on", "leaves_on", "absent_until", "languages"), ""),
}
IMPORTS = "/beheer/import/"
WARNED = "Bel cliënt op 06-12345678."


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the processes of the installation have for temporary files: a short path, for sockets."""
    return tmp_path_factory.mktemp("t")


@pytest.fixture
def port(ready_installation: Installation, temporary: Path) -> int:
    """The port of an installation that runs as colleagues use it, with one of everything."""
    number = free_port()
    ready_installation.environment |= {
        "TMPDIR": str(temporary),
        "PUBLIC_URL": f"http://127.0.0.1:{number}",
    }
    furnished = ready_installation.run("shell", "-v0", "-c", FURNISH.read_text(encoding="utf-8"))
    assert furnished.returncode == 0, furnished.stderr
    serving(ready_installation, number)
    return number


@pytest.fixture
def marks() -> Marks:
    return Marks()


def test_nothing_that_is_refused_leaves_a_byte(
    ready_installation: Installation, port: int, marks: Marks
) -> None:
    visit_as_nobody(port, marks)
    browser = bram(port, marks)
    bring_in(browser, marks)
    fill_in_every_form(browser, marks)
    break_in_the_middle(ready_installation, browser, marks)
    assert left_behind(ready_installation, marks) == []
    send_to_every_door(browser, marks)
    be_killed_in_the_middle(ready_installation, bram(port, marks), marks)
    assert left_behind(ready_installation, marks) == []


def bram(port: int, marks: Marks) -> Browser:
    browser = Browser(port)
    browser.sign_in("bram@example.org", "een-lang-wachtwoord")
    browser.headers = {"User-Agent": marks.words("a header").encode().decode("latin-1")}
    return browser


def visit_as_nobody(port: int, marks: Marks) -> None:
    """Type it where one gets in, and ask for pages with it in the address."""
    for door in doors():
        address = door.address()
        if not door.route.startswith("account/"):
            Browser(port).get(address, {"q": marks.words(f"visitor: {door}")})
            continue
        browser = Browser(port)
        for form in forms_in(browser.get(address).text, at=address):
            submit(browser, form, marks, f"visitor: {door}")


def fill_in_every_form(browser: Browser, marks: Marks) -> None:
    """Open every page with it in the address, and type it in each field of each form."""
    assert browser.get(f"/{marks.words('no page')}/").status == 404
    seen = set()
    for door, address in every_address():
        found = browser.get(address, {name: marks.words(f"{door}?{name}") for name in ASKED})
        assert found.status < 500, address
        forms = forms_in(found.text, at=address)
        if any(form.action.endswith("?look") for form in forms):
            forms += forms_in(browser.get(address, LOOKED_UP).text, at=address)
        for form in forms:
            if (form.action, *form.typed) not in seen:
                seen.add((form.action, *form.typed))
                submit(browser, form, marks, str(door))


def every_address() -> Iterator[tuple[Door, str]]:
    for door in doors():
        if not door.route.startswith(ENDS_A_SESSION):
            numbers = (1, 2) if door.kind == "spaces.space" else (1,)
            for address in {door.address(number=one, reference=ref) for one in numbers for ref in REFERENCES}:
                yield door, address


def submit(browser: Browser, form: PageForm, marks: Marks, place: str) -> None:
    """Type it in one field after another, so that a mistake in one does not hide what another does."""
    usual = {name: USUAL.get(name, "Iets") for name in form.typed if not form.values[name][0]}
    for name, kind in form.typed.items():
        if name == "value" and form.action.startswith("/beheer/toegestaan/"):
            continue  # What is put on the allow list is no citizen's, so it stands there.
        sent = form.filled(usual | {name: marks.typed(f"{place} {name}", kind)})
        if form.method == "get":
            assert browser.get(form.action, {key: values[0] for key, values in sent.items()}).status < 500
            continue
        assert browser.post(form.action, sent).status < 500
        if "guard_fields" in sent:
            reason = {"not_traceable": "on", "traceable_reason": marks.words(f"{place}: why it may stay")}
            assert browser.post(form.action, form.filled(usual | {name: WARNED} | reason)).status < 500
            said = {"block_reason": [marks.words(f"{place}: why it is no block")]}
            for door in ("/controle/", "/controle/melding/"):
                assert browser.post(door, {**sent, **said}).status < 500
    for name in form.files:
        file = (f"{marks.words(f'{place}: name of a file')}.csv", marks.words(f"{place}: file").encode())
        at = browser.post(form.action, form.filled(usual), {name: file}).location
        if form.action == IMPORTS and at:  # Until somebody says what is to become of it, a file waits.
            assert browser.post(f"{at}niet-uitvoeren/", {}).status == 302


def send_to_every_door(browser: Browser, marks: Marks) -> None:
    """Send it by every name that any form has, also where no form is."""
    names = [name for name in field_names() if name != "next"]
    for door, address in every_address():
        words = marks.words(f"{door} at once")
        assert browser.post(address, {name: [words] for name in names}).status < 500, address


def bring_in(browser: Browser, marks: Marks) -> None:
    """Have files of records and of people looked at and taken in, to their end."""
    for way in ("list", "strict"):
        form = next(form for form in browser.forms(IMPORTS) if form.files)
        file = ("q.jsonl", "\n".join(_records(marks, way)).encode())
        at = browser.post(form.action, {**form.values, "guard": [way]}, {"records": file}).location
        wait_until(partial(_shows, browser, at, f'action="{at}uitvoeren/"'))
        assert "BSN" in browser.get(at).text
        assert browser.post(f"{at}uitvoeren/", {}).status == 302
        wait_until(partial(_shows, browser, at, "uitvoeren", there=False))
    people = ["Naam;E-mailadres;Functie", f"Tess Trainer;tess@example.org;{marks.words('people')}"]
    people.append(f"{marks.words('people: name')};{marks.address('people: address')};Consulent")
    form = next(form for form in browser.forms("/beheer/mensen/importeren/") if form.files)
    file = ("mensen.csv", "\n".join(people).encode())
    at = browser.post(form.action, form.values, {form.files[0]: file}).location
    browser.post(at, next(form for form in browser.forms(at) if form.method == "post").values)
    browser.post(f"{at}controle/", {})
    wait_until(partial(_shows, browser, f"{at}verslag/", "BSN"))


def _shows(browser: Browser, address: str, words: str, *, there: bool = True) -> bool:
    return (words in browser.get(address).text) is there


def _records(marks: Marks, way: str) -> Iterator[str]:
    """Give lines that are refused: for what stands in a text, and because they are no records at all."""
    words = {name: marks.words(f"record {way}: {name}") for name in ("body", "title", "type", "id", "key")}
    question = {
        "type": "question",
        "id": f"v-{way}",
        "title": "Mag dat?",
        "space": "r",
        "asked": "2026-01-01",
    }
    yield json.dumps({"type": "exchange", "version": 1})
    yield json.dumps({"type": "location", "id": f"l-{way}", "name": "Balie", "about": words["body"]})
    yield json.dumps({**question, "title": words["title"]})
    yield json.dumps({**question, "type": words["type"]})
    yield json.dumps({**question, "id": words["id"]})
    yield json.dumps({**question, words["key"]: 1})
    yield json.dumps({"type": "location", "id": words["id"], "name": 7, "about": [words["body"]]})
    yield f'{{"type": "question", "title": "{marks.words(f"record {way}: broken")}'
    yield marks.words(f"record {way}: bare")


def break_in_the_middle(installation: Installation, browser: Browser, marks: Marks) -> None:
    """Have the gate itself break, so that the failure is noted with the request still at hand."""
    sent = {"title": [marks.words("broken: title")], "body": [marks.words("broken: body")], "space": ["1"]}
    with database(installation) as connection:
        connection.execute("alter table accounts_release rename to elsewhere")
    answer = browser.post(f"/vragen/stel/?q={marks.words('broken: address')}", sent)
    with database(installation) as connection:
        connection.execute("alter table elsewhere rename to accounts_release")
    assert answer.status == 500


def be_killed_in_the_middle(installation: Installation, browser: Browser, marks: Marks) -> None:
    """Kill what judges a text, what takes in a large file, and what reads it to look what is in it."""
    asking = {"title": [marks.words("killed: title")], "body": [marks.words("killed: body")], "space": ["1"]}
    kill_during(lambda: browser.post("/vragen/stel/", asking), installation, browser.port)
    content = b'{"type": "x"}\n' * 300_000 + marks.words("killed: file").encode()
    file = {"records": (f"{marks.words('killed: name of a file')}.jsonl", content)}
    kill_during(lambda: browser.post(IMPORTS, {"guard": ["list"]}, file), installation, browser.port)
    at = browser.post(IMPORTS, {"guard": ["list"]}, file).location
    [serve] = installation.processes
    worker = children(serve.pid)["sw-worker"]
    wait_until(lambda: _reads_a_copy(descendants(worker)))
    for pid in {worker, *descendants(worker)}:
        os.kill(pid, signal.SIGKILL)
    assert browser.post(f"{at}niet-uitvoeren/", {}).status == 302
    assert browser.post("/vragen/stel/", asking).status == 422


def _reads_a_copy(pids: set[int]) -> bool:
    """Say whether one of these processes has a file open that has no name."""
    opened = (path for pid in pids for path in Path(f"/proc/{pid}/fd").iterdir())
    try:
        return any(str(path.readlink()).endswith(" (deleted)") for path in opened)
    except OSError:  # It ended, or closed it.
        return False


def kill_during(send: Callable[[], Answer], installation: Installation, port: int) -> None:
    [serve] = installation.processes
    running = children(serve.pid)
    pages = {running[name] for name in ("sw-web", "sw-web-slow")}
    told: list[int] = []
    sending = threading.Thread(target=lambda: told.append(send().status))
    with held(installation):
        sending.start()
        time.sleep(0.5)
        assert not told, "it did not wait"
        for pid in pages.union(*map(descendants, pages)):
            os.kill(pid, signal.SIGKILL)
    sending.join()
    assert told == [502]
    wait_until(lambda: status(port) == 200)


@contextmanager
def held(installation: Installation) -> Iterator[None]:
    """Let whoever judges a text or takes in a file wait, in the midst of it."""
    with database(installation) as connection:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("begin immediate")
        else:
            connection.execute("lock table accounts_release, exchange_importrun in access exclusive mode")
        yield
        connection.execute("rollback")
