"""Whatever is sent to whatever address: no broken server, no script sent back, nothing in a log."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from samenwijzer.accounts.models import User
from samenwijzer.documents.tests.factories import make_subject
from samenwijzer.forum.models import Question
from samenwijzer.forum.tests.factories import make_question, make_request
from samenwijzer.kernel import clock
from samenwijzer.people.models import Confirmation, DeclaredSubject, SubjectChoice
from samenwijzer.search.building import rebuild
from samenwijzer.signpost.tests.factories import make_service
from samenwijzer.spaces.models import Space
from tests.cast import SignIn
from tests.every_door import Door, doors, field_names
from tests.test_no_trace import ASKED, IN_A_SPACE, SECRET, furnish
from tests.turns import turn

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
SAID = "burger-482913-vertelde"
# What a database may take in its own way, and what only a page may: one database is enough for the second.
HOSTILE = ["", "\x00", "-1", "9" * 40, "\uff11\u0663", "a" * 21_000]
if connection.vendor == "sqlite":
    HOSTILE += [
        f'"><img src=x onerror={SAID}><script>{SAID}</script>',
        "javascript:alert(1)",
        "//elders.example/",
        "http://[",
        "/a\r\nSet-Cookie: x=1 {{ request }} {% csrf_token %} %(name)s {0} \u202e\ufeff👩‍👧' OR 1=1 --",
    ]
METHODS = ("PUT", "OPTIONS", "HEAD", "ONBEKEND")
# Also sent without what makes the rest of the form right, and by htmx.
ALSO_ALONE = {"", "\x00", "9" * 40, HOSTILE[-1]}
# With these a form gets as far as its action, and what was sent is stored and shown.
KNOWN = {
    "language": "nl",
    "reaction": "accepted",
    "step": "",
    "subject_1": "",
    "subject_2": "",
    "subject_3": "",
}
SHOWN_AT = ("/", "/vragen/", "/collegas/ik/bewerken/", "/zoeken/?q=img")
RAW = [
    (b"q=%ff%fe&title=%ed%a0%80&page=%c0%80", "application/x-www-form-urlencoded"),
    (b"q=1", "application/x-www-form-urlencoded; charset=utf-16"),
    (b"q=1", "application/x-www-form-urlencoded; charset=onbekend"),
    (b"q=1", "text/plain; charset=base64"),
    (
        b"--x\r\nContent-Disposition: form-data; name=q\r\n\r\n1\r\n--x--",
        "multipart/form-data; boundary=x; charset=hex",
    ),
    (b"--x\r\nContent-Disposition: form-data; name=q\r\n", "multipart/form-data; boundary=x"),
    (b"nothing", "multipart/form-data"),
    (b'{"q": 1}', "application/json"),
    (b"", ""),
]
# What a visitor may open: everything about getting in, and the statements.
OPEN = {
    "account/login/",
    "account/logout/",
    "account/inactive/",
    "account/link/",
    "account/link/<str:secret>/",
    "account/signup/",
    "account/password/reset/",
    "account/password/reset/done/",
    "account/password/reset/key/done/",
    r"account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
    "hulp/",
    "privacy/",
    "toegankelijkheid/",
    "taal/",
    "demo/",
    "vormgeving/<str:version>.css",
}
DOORS = doors()
IN_A_SPACE_DOORS = [door for door in DOORS if door.kind in IN_A_SPACE]
FIELDS = field_names()
Ids = dict[str, int]


@pytest.fixture(autouse=True)
def own_index(settings: Settings, tmp_path: Path) -> None:
    settings.INDEX_DIR = tmp_path / "index"
    cache.clear()


@pytest.fixture
def ids(fatima: User, joost: User) -> Ids:
    """One of everything that Fatima may open, and its place in the index."""
    space = Space.objects.get(default_for=fatima.department)
    declared = DeclaredSubject.objects.create(person=fatima, subject=make_subject("Bijstand"))
    found = furnish(space, person=fatima, colleague=joost, word="bijstand", beside="", indexed=False)
    question = make_question(joost, "Wie weet dit?", space=space)
    found["forum.request"] = make_request(question, fatima).pk
    found["signpost.service"] = make_service("Bijstandsuitkering", answer="Vraag het aan.").pk
    found["people.person"] = joost.pk
    found["people.declared"], found["subjects.subject"] = declared.pk, declared.subject_id
    made = {"subject": declared.subject, "made_at": clock.now(), "example": "Wist meteen wat te doen."}
    found["people.confirmation"] = Confirmation.objects.create(person=fatima, by=joost, **made).pk
    contested = make_subject("Wmo")
    contested.owner = fatima
    contested.save()
    found["people.choice"] = SubjectChoice.objects.create(
        person=joost, subject=contested, state="contested", note="Nee.", chosen_at=clock.now()
    ).pk
    rebuild()
    return found


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_visitor_is_sent_to_sign_in(door: Door, client: Client) -> None:
    if door.route in OPEN:
        assert client.get(door.address()).status_code in {200, 302, 404, 405}
        return
    address = door.address()
    for answer in (client.get(address), client.post(address, {"q": SAID})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/login/?next=")
        assert SAID not in answer["Location"]
    for answer in (client.get(address, headers=HTMX), client.post(address, headers=HTMX)):
        assert answer.status_code == 401
        assert answer["HX-Redirect"].startswith("/account/login/?next=")
        assert answer.content == b""


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_nothing_that_is_sent_breaks_a_door(
    door: Door, ids: Ids, fatima: User, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    client = sign_in(fatima)
    own, nowhere = (door.address(number=number) for number in (ids.get(door.kind, 1), 10**30))
    known = {**KNOWN, "space": str(ids["spaces.space"])}
    takes_posts = client.post(own).status_code != 405
    number = DOORS.index(door)
    for value in turn(HOSTILE, number, of=len(HOSTILE)):
        sent = dict.fromkeys(FIELDS, value)
        _check(client.get(own, {name: text[:2_000] for name, text in sent.items()}))
        if takes_posts:
            if door.route.startswith("account/"):
                client = sign_in(fatima)  # He may have signed out by it, or tried too often.
                cache.clear()
            _check(client.post(own, {**sent, **known}))
            if value in ALSO_ALONE:
                _check(client.post(own, sent, headers=HTMX))
    client = sign_in(fatima)
    raw = RAW if takes_posts else RAW[:2]
    for content, kind in turn(raw, number, of=len(raw)):
        _check(client.get(own, QUERY_STRING=content.decode("latin-1"), headers=HTMX))
        _check(client.generic("POST", own, content, kind))
    _check(client.get(nowhere))
    _check(client.post(nowhere, {name: ["1", "2"] for name in FIELDS}))
    for shown in turn(SHOWN_AT, number, of=3) if takes_posts else ():
        _check(client.get(shown))
    for method in turn(METHODS, number, of=4):
        _check(client.generic(method, own))
    assert SAID not in caplog.text


def _check(answer: HttpResponseBase) -> None:
    assert answer.status_code < 500
    for name in ("Location", "HX-Redirect"):
        target = answer.headers.get(name, "/")
        assert target.startswith(("/", "?")), (name, target)
        assert not target.startswith("//"), (name, target)
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        content = getattr(answer, "content", b"")
        assert f"<script>{SAID}".encode() not in content
        assert b"<img src=x" not in content
        assert b'href="javascript:' not in content
        assert b'src="//' not in content
        assert b'href="//elders' not in content
        assert b"WSGIRequest" not in content


@pytest.fixture
def hostile_names(fatima: User, joost: User, closed_space: Space) -> Ids:
    """Everything that has a name, with one that would break out of an attribute, a tag or a template."""
    name = f'"><img src=x onerror={SAID}><script>{SAID}</script>\' {{{{ request }}}}{{% now "Y" %}}'
    department = fatima.department
    assert department is not None
    space = Space.objects.get(default_for=department)
    subject = make_subject(name, f"{name} anders")
    for thing in (department, space, closed_space):
        thing.name = name
        thing.save()
    for person in (fatima, joost):
        person.name, person.function, person.about, person.phone = name, name, name, name[:40]
        person.department = department
        person.save()
        DeclaredSubject.objects.create(person=person, subject=subject)
    found = furnish(space, person=fatima, colleague=joost, word=name, beside="", indexed=False)
    Question.objects.get(pk=found["forum.question"]).subjects.add(subject)
    laws = ((name, "javascript:alert(1)"), (name, name))
    service = make_service(name, answer=name, department=department, subjects=(subject,), laws=laws)
    service.for_whom, service.steps = name, [name, f"[{name}](javascript:alert(1))"]
    service.save()
    rebuild()
    return {
        **found,
        "signpost.service": service.pk,
        "people.person": fatima.pk,
        "people.declared": DeclaredSubject.objects.filter(person=joost).latest("pk").pk,
    }


def test_a_name_is_a_name_wherever_it_is_shown(
    hostile_names: Ids, joost: User, noor: User, closed_space: Space, sign_in: SignIn
) -> None:
    client = sign_in(joost)
    for door in DOORS:
        address = door.address(
            number=hostile_names.get(door.kind, 1),
            reference=f"forum.question:{hostile_names['forum.question']}",
        )
        if not address.startswith("/account/logout"):
            for headers in ({}, HTMX):
                _check(client.get(address, {"q": "onerror", "name": "img"}, headers=headers))
    found = client.get("/zoeken/", {"q": "vraag onerror"})
    assert "onerror" in found.content.decode()
    _check(sign_in(noor).get(f"/ruimtes/{closed_space.pk}/"))


def _same_for_all(answer: Any) -> str:
    """Return a page without what differs in each answer: tokens, ids and the address itself."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return re.sub(r'name="next" value="[^"]*"|/\d+/', "", text)


@pytest.mark.parametrize("door", IN_A_SPACE_DOORS, ids=str)
def test_what_is_hidden_is_not_there(
    door: Door, noor: User, joost: User, fatima: User, hidden_space: Space, sign_in: SignIn
) -> None:
    hidden = furnish(hidden_space, person=fatima, colleague=joost, indexed=False)
    there, nowhere = door.address(number=hidden[door.kind]), door.address(number=999_999)
    client = sign_in(noor)
    for headers in ({}, HTMX):
        for ask in (client.get, client.post):
            seen, unseen = ask(there, headers=headers), ask(nowhere, headers=headers)
            assert seen.status_code == unseen.status_code
            assert SECRET not in seen.content.decode().lower()
            if seen.status_code != 302:
                assert seen.status_code in {404, 405}
                assert _same_for_all(seen) == _same_for_all(unseen)


@pytest.mark.parametrize("door", IN_A_SPACE_DOORS, ids=str)
def test_of_what_is_closed_one_learns_space_and_owner(
    door: Door, noor: User, joost: User, fatima: User, closed_space: Space, sign_in: SignIn
) -> None:
    closed = furnish(closed_space, person=fatima, colleague=joost, indexed=False)
    client, address = sign_in(noor), door.address(number=closed[door.kind])
    for headers in ({}, HTMX):
        for ask in (client.get, client.post):
            answer = ask(address, headers=headers)
            # Where one asks for access stands a form, that says the same.
            asks = door.route.endswith("vraag-toegang/") and answer.status_code in {200, 422}
            assert asks or answer.status_code in {302, 403, 404, 405}
            assert SECRET not in answer.content.decode().lower()
            assert fatima.name not in answer.content.decode()


def _words(answer: HttpResponseBase) -> str:
    """Read an answer; of a ZIP file what is in it."""
    content = b"".join(answer)
    if answer.headers.get("Content-Type") != "application/zip":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


@pytest.mark.long
@pytest.mark.parametrize("door", [door for door in DOORS if not door.kind], ids=str)
def test_a_list_a_count_and_a_reason_hold_no_trace(
    door: Door, noor: User, joost: User, fatima: User, hidden_space: Space, sign_in: SignIn
) -> None:
    hidden = furnish(hidden_space, person=fatima, colleague=joost)
    client = sign_in(noor)
    asked = dict.fromkeys(("q", "title", "name", "body"), ASKED)
    asked |= {"space": str(hidden["spaces.space"]), "step": "start"}
    references = [f"{kind}:{number}" for kind, number in hidden.items()]
    for address in {door.address(reference=reference) for reference in references}:
        for ask in (client.get, client.post):
            for headers in ({}, HTMX):
                answer = ask(address, asked, headers=headers)
                words = _words(answer).lower()
                assert SECRET not in words
                assert hidden_space.name.lower() not in words
                assert f'"{hidden_space.pk}" selected' not in words
