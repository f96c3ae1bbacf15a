"""One's own last searches, and saying which result was opened."""

import json
from collections.abc import Sequence

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from samenwijzer.accounts.access import VIEWING_AS
from samenwijzer.accounts.models import Role, User
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.home import views
from samenwijzer.home.tests.conftest import Index
from samenwijzer.privacy.pace import Pace
from samenwijzer.search import actions as engine
from samenwijzer.search.models import CountedOpening, CountedSearch, OpenedFor, RecentSearch, SearchGroup
from samenwijzer.signpost.tests.factories import make_service
from samenwijzer.spaces.models import Space
from samenwijzer.spaces.tests.factories import with_role
from tests.cast import SignIn

pytestmark = pytest.mark.django_db

SEARCH, OPENED, FORGET = (reverse(f"home:{name}") for name in ("search", "opened", "forget_recent"))
SUGGESTIONS = reverse("home:suggestions")


def ask(client: Client, text: str) -> None:
    assert client.post(SEARCH, {"q": text}).status_code == 302


def test_an_empty_box_offers_what_one_searched_before(fatima: User, joost: User, sign_in: SignIn) -> None:
    client = sign_in(fatima)
    ask(client, "nieuwe wasmachine")
    ask(client, "cliënt 06-12345678 wil een traplift")
    client.get(SEARCH, {"q": "alleen gelezen"})
    page = client.get(SEARCH).content.decode()
    assert page.index("een traplift") < page.index("nieuwe wasmachine")
    assert "12345678" not in page
    assert "alleen gelezen" not in page
    offered = json.loads(client.post(SUGGESTIONS, {"q": ""}).content)["suggestions"]
    assert [(one["text"], one["group"]) for one in offered[1:]] == [("nieuwe wasmachine", "Je zocht eerder")]
    other = sign_in(joost)
    assert json.loads(other.post(SUGGESTIONS, {"q": ""}).content) == {"suggestions": []}
    first = RecentSearch.objects.get(text="nieuwe wasmachine")
    for sent in ({"all": "1"}, {"number": str(first.pk)}):
        other.post(FORGET, sent)
    assert RecentSearch.objects.count() == 2
    for wrong in ({}, {"number": "alles"}, {"number": "9" * 30}):
        assert client.post(FORGET, wrong).status_code == 302
    assert RecentSearch.objects.count() == 2
    client.post(FORGET, {"number": str(first.pk)})
    assert RecentSearch.objects.get() != first
    assert "zijn weg" in client.post(FORGET, {"all": "1"}, follow=True).content.decode()
    assert not RecentSearch.objects.exists()


def test_a_result_that_five_people_opened_is_counted_by_the_doors_alone(
    fatima: User, joost: User, noor: User, sanne: User, els: User, sign_in: SignIn, index: Index
) -> None:
    place = make_page("Wasmachine vergoeden", space=Space.objects.get(default_for=fatima.department_id))
    index()
    ref = f"documents.page:{place.pk}"
    people: Sequence[User] = (fatima, joost, noor, sanne, els)
    for person in people:
        client = sign_in(person)
        told = {"q": "nieuwe wasmachine", "ref": ref}
        assert client.post(OPENED, told).status_code == 204  # Not searched yet.
        ask(client, "Nieuwe wasmachine")
        page = client.get(SEARCH, {"q": "nieuwe wasmachine"}).content.decode()
        assert f'data-ref="{ref}"' in page
        for wrong in ({}, {"q": "x", "ref": "y"}, {"q": "x", "ref": "a.b:" + "9" * 30}, told, told):
            assert client.post(OPENED, wrong).status_code == 204
    assert (OpenedFor.objects.get().people, CountedOpening.objects.count()) == (5, 5)
    assert not CountedSearch.objects.filter(is_opened=False).exists()


def test_who_posts_faster_than_anybody_opens_is_not_counted(
    fatima: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "OPENINGS", Pace(times=1, seconds=60))
    noted: list[object] = []
    monkeypatch.setattr(engine, "note_opened", lambda **given: noted.append(given))
    client = sign_in(fatima)
    for number in (1, 2):
        assert client.post(OPENED, {"q": "gift", "ref": f"documents.page:{number}"}).status_code == 204
    assert len(noted) == 1


def test_a_name_is_nobodys_gap_and_an_answer_in_view_is_none(
    fatima: User, joost: User, noor: User, sanne: User, els: User, sign_in: SignIn, index: Index
) -> None:
    make_service("Paspoort", answer="U vraagt het aan de balie.")
    index()
    for person in (fatima, joost, noor, sanne, els):
        client = sign_in(person)
        for text in ("Fatima Amrani", "fatimah amrany", "paspoort", "kwakzalf"):
            ask(client, text)
    gaps = {group.text: group.gap for group in SearchGroup.objects.all()}
    assert gaps == {"paspoort": "", "kwakzalf": "nothing"}
    assert not CountedSearch.objects.filter(is_opened=False, is_found=True).exists()


def test_search_goes_on_when_nothing_can_be_written(
    fatima: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_given: object) -> None:
        message = "database or disk is full"
        raise OperationalError(message)

    monkeypatch.setattr(engine, "note_search", full)
    ask(sign_in(fatima), "traplift")


def test_who_looks_around_as_a_role_has_no_searches(bram: User, sign_in: SignIn) -> None:
    client = sign_in(with_role(bram, Role.ADMINISTRATOR))
    ask(client, "van mij zelf")
    client.post("/beheer/bekijk-als/", {"role": "employee"})
    assert client.session[VIEWING_AS] == "employee"
    ask(client, "traplift")
    assert "van mij zelf" not in client.get(SEARCH).content.decode()
    assert RecentSearch.objects.get().text == "van mij zelf"
