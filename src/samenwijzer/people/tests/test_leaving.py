"""When somebody leaves is shown to nobody: on no page, in no fragment, in no search and no document."""

import datetime
import json

import pytest
from django.urls import reverse

from samenwijzer.accounts.models import Role, Team, User, role_bits
from samenwijzer.people import queries
from samenwijzer.people.search_source import SOURCE
from samenwijzer.people.tests.conftest import Index
from samenwijzer.people.tests.factories import answered, declare
from samenwijzer.search import queries as engine
from tests.cast import SignIn

pytestmark = pytest.mark.django_db

LEAVES = datetime.date(2027, 3, 31)
TRACES = ("2027", "31 maart", "31 march", "vertrek", "leaves", "pensioen")


def without_trace(text: str) -> None:
    assert not [trace for trace in TRACES if trace in text.lower()]


@pytest.fixture
def leaver(joost: User, fatima: User, index: Index) -> User:
    joost.leaves_on = LEAVES
    joost.save()
    declare(joost, "woningaanpassing")
    answered(joost, "Wie betaalt de woningaanpassing?", asker=fatima, accepted=True)
    index()
    return joost


def test_no_page_says_when_joost_leaves(leaver: User, fatima: User, sign_in: SignIn) -> None:
    number = fatima.questions.get().pk
    places = [
        reverse("people:directory"),
        reverse("people:person", args=[leaver.pk]),
        reverse("people:experts_for_ref", args=[f"forum.question:{number}"]),
        reverse("people:experts_for_ref", args=[f"people.person:{leaver.pk}"]),
    ]
    for person in (fatima, leaver):
        for place in places:
            for headers in ({}, {"HX-Request": "true", "HX-Target": "found"}):
                answer = sign_in(person).get(place, headers=headers)
                assert answer.status_code == 200
                without_trace(answer.content.decode())
    without_trace(sign_in(leaver).get(reverse("people:edit")).content.decode())


def test_no_search_says_when_joost_leaves(leaver: User, fatima: User) -> None:
    without_trace(repr(queries.experts("woningaanpassing", viewer=fatima)))
    without_trace(repr(engine.search("Joost woningaanpassing", viewer=fatima).hits))
    without_trace(repr(list(SOURCE.documents([leaver.pk]))))
    assert engine.search("2027-03-31", viewer=fatima).hits == ()


def test_no_command_says_when_joost_leaves(leaver: User, capsys: pytest.CaptureFixture[str]) -> None:
    from django.core.management import call_command  # noqa: PLC0415

    for command in ("search", "experts"):
        call_command(command, "woningaanpassing", as_json=True)
    printed = capsys.readouterr().out
    assert "Joost" in printed
    without_trace(printed)
    assert json.loads(printed.splitlines()[-1])["people"]


def test_who_administers_and_who_leads_the_team_know_it(
    leaver: User, fatima: User, bram: User, sign_in: SignIn
) -> None:
    address = reverse("people:person", args=[leaver.pk])
    bram.role_bits = role_bits({Role.ADMINISTRATOR})
    bram.save()
    assert leaver.department is not None
    leaver.team = Team.objects.create(name="Wonen", department=leaver.department, manager=fatima)
    leaver.starts_on = datetime.date(2019, 5, 6)
    leaver.save()
    for person in (bram, fatima):
        text = sign_in(person).get(address).content.decode()
        assert "31 maart 2027" in text
        assert "6 mei 2019" in text
        without_trace(sign_in(person).get("/collegas/?name=joost").content.decode())
    Team.objects.update(manager=leaver)
    for person in (leaver, fatima):
        without_trace(sign_in(person).get(address).content.decode())
