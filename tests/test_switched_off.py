"""A module that an administrator switched off leaves no hole: no page, no link, no find, no broken page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from samenwijzer.accounts.models import Role, User, role_bits
from samenwijzer.documents.tests.factories import make_page, make_subject
from samenwijzer.forum.tests.factories import make_answer, make_question, make_request
from samenwijzer.journeys.models import Kind, Ownership, Reason
from samenwijzer.kernel import clock, modules
from samenwijzer.organisation.actions import switch_module
from samenwijzer.people.models import DeclaredSubject
from samenwijzer.search.building import rebuild
from samenwijzer.signpost.tests.factories import make_service
from samenwijzer.spaces.models import Space
from samenwijzer.ui import organisation
from tests.cast import SignIn
from tests.every_door import doors

pytestmark = pytest.mark.django_db

PLACES = {"forum": "vragen/", "documents": "bibliotheek/", "signpost": "wegwijzer/"}
LINK = re.compile(r'(?:href|action|hx-get|hx-post)="([^"]*)"')


@pytest.fixture
def ids(settings: Settings, tmp_path: Path, bram: User, joost: User) -> dict[str, int]:
    """One of everything about one subject, and an administrator who may open every page."""
    settings.INDEX_DIR = tmp_path / "index"
    bram.role_bits = role_bits({Role.ADMINISTRATOR})
    bram.save()
    subject = make_subject("Bijstand")
    DeclaredSubject.objects.create(person=bram, subject=subject)
    DeclaredSubject.objects.create(person=joost, subject=subject)
    space = Space.objects.get(default_for=bram.department)
    question = make_question(bram, "Mijn vraag over bijstand?", space=space)
    question.subjects.add(subject)
    asked = make_question(joost, "Weet jij iets van bijstand?", space=space)
    answer = make_answer(joost, question, "Vraag bijstand aan bij de balie.", accepted=True)
    law = "[de vraag](question:" + question.external_id + ")"
    written = make_page("Bijstand aanvragen", space=space, author=joost, subjects=(subject,), body=law)
    service = make_service("Bijstandsuitkering", answer=f"Vraag aan. {law}", subjects=(subject,))
    found = {
        "forum.question": question.pk,
        "forum.answer": answer.pk,
        "forum.request": make_request(asked, bram).pk,
        "documents.page": written.pk,
        "signpost.service": service.pk,
        "spaces.space": space.pk,
        "people.person": joost.pk,
        "people.declared": DeclaredSubject.objects.get(person=bram).pk,
    }
    for kind, number in ((Kind.PAGE, written.pk), (Kind.SUBJECT, subject.pk)):
        Ownership.objects.create(
            person=bram, former=joost, kind=kind, number=number, reason=Reason.LEFT, made_at=clock.now()
        )
    rebuild()
    return found


def test_all_that_may_be_off_is_walked() -> None:
    assert {module.name for module in modules.installed() if module.optional} == PLACES.keys()


@pytest.mark.parametrize("off", PLACES)
def test_no_page_is_broken_and_none_leads_there(
    off: str, ids: dict[str, int], bram: User, sign_in: SignIn
) -> None:
    switch_module(module=off, on=False, actor=bram)
    client = sign_in(bram)
    for door in doors():
        if door.route.startswith("account/"):
            continue
        address = door.address(
            number=ids.get(door.kind, 1), reference=f"forum.question:{ids['forum.question']}"
        )
        answer = client.get(address, {"q": "bijstand"})
        assert answer.status_code < 500
        if door.route.startswith(PLACES[off]):
            assert answer.status_code in {404, 405}
        elif answer.headers.get("Content-Type", "").startswith("text/html"):
            _check_links(address, answer.content.decode(), off)


def _check_links(address: str, html: str, off: str) -> None:
    for link in LINK.findall(html):
        assert not link.startswith(f"/{PLACES[off]}"), f"{address} leads to {link}"
        assert link, f"{address} has a link without an address"
        assert link != "?", f"{address} has a link without an address"


@pytest.mark.parametrize("off", PLACES)
def test_nothing_of_it_is_found_or_offered(
    off: str, ids: dict[str, int], bram: User, sign_in: SignIn
) -> None:
    client = sign_in(bram)
    place = f"/{PLACES[off]}"
    assert place in _found(client)
    switch_module(module=off, on=False, actor=bram)
    assert place not in _found(client)
    switch_module(module=off, on=True, actor=bram)
    assert place in _found(client)


def _found(client: Client) -> str:
    answers = (
        client.get("/zoeken/", {"q": "bijstand"}),
        client.post("/zoeken/suggesties/", {"q": "bijst"}),
        client.get("/"),
    )
    return "".join(answer.content.decode() for answer in answers)


def test_another_process_knows_it_within_two_seconds(bram: User, sign_in: SignIn) -> None:

    bram.role_bits = role_bits({Role.ADMINISTRATOR})
    bram.save()
    switch_module(module="forum", on=False, actor=bram)
    organisation.keep(organisation.Stored())  # As a process that asked just before.
    client = sign_in(bram)
    assert client.get("/vragen/").status_code == 200
    organisation._kept.until = 0.0
    assert client.get("/vragen/").status_code == 404
