"""For which municipality somebody works now: his own choice, shown on every page."""

import pytest

from samenwijzer.accounts.models import Municipality, User
from samenwijzer.outbox.models import AuditLine
from samenwijzer.people import actions
from tests.cast import SignIn

pytestmark = pytest.mark.django_db

ADDRESS = "/collegas/ik/gemeente/"


@pytest.fixture
def places() -> tuple[Municipality, Municipality]:
    return Municipality.objects.create(name="Lindenhaven"), Municipality.objects.create(name="Waardzicht")


def chosen(person: User) -> Municipality | None:
    return User.objects.get(pk=person.pk).municipality


def test_with_one_municipality_for_all_nobody_chooses(fatima: User, sign_in: SignIn) -> None:
    browser = sign_in(fatima)
    assert browser.get(ADDRESS).status_code == 404
    assert browser.post(ADDRESS, {"municipality": "1"}).status_code == 404
    assert ADDRESS not in browser.get("/collegas/").content.decode()


def test_fatima_chooses_and_comes_back_where_she_was(
    places: tuple[Municipality, Municipality], fatima: User, sign_in: SignIn
) -> None:
    browser = sign_in(fatima)
    text = browser.get("/collegas/?name=x").content.decode()
    assert "Alle gemeenten" in text
    assert f'{ADDRESS}?next=/collegas/"' in text
    answer = browser.post(ADDRESS, {"municipality": str(places[1].pk), "next": "/collegas/?name=x"})
    assert f"Je werkt nu voor {places[1].name}." in browser.get("/").content.decode()
    assert answer.headers["Location"] == "/collegas/?name=x"
    assert chosen(fatima) == places[1]
    assert "Waardzicht" in browser.get("/collegas/").content.decode()
    assert browser.post(ADDRESS, {"municipality": "all"}).headers["Location"] == "/collegas/ik/"
    assert chosen(fatima) is None
    assert AuditLine.objects.filter(action="people.municipality.chosen").count() == 2


def test_choosing_the_same_again_changes_nothing(
    places: tuple[Municipality, Municipality], fatima: User
) -> None:
    for _ in range(2):
        actions.choose_municipality(actor=fatima, municipality_id=places[0].pk)
    assert AuditLine.objects.filter(action="people.municipality.chosen").count() == 1


@pytest.mark.parametrize("value", ["", "999", "x", "\x00", "9" * 40])
def test_what_cannot_be_chosen_is_said(
    places: tuple[Municipality, Municipality], fatima: User, sign_in: SignIn, value: str
) -> None:
    assert sign_in(fatima).post(ADDRESS, {"municipality": value}).status_code == 422
    assert chosen(fatima) is None


@pytest.mark.parametrize(
    "after", ["//elders.example/", "https://elders.example/", "javascript:alert(1)", "x"]
)
def test_the_way_back_stays_on_this_site(
    places: tuple[Municipality, Municipality], fatima: User, sign_in: SignIn, after: str
) -> None:
    answer = sign_in(fatima).post(ADDRESS, {"municipality": "all", "next": after})
    assert answer.headers["Location"] == "/collegas/ik/"


def test_a_municipality_that_goes_takes_the_choice_along(
    places: tuple[Municipality, Municipality], fatima: User, sign_in: SignIn
) -> None:
    actions.choose_municipality(actor=fatima, municipality_id=places[0].pk)
    places[0].delete()
    assert chosen(fatima) is None
    assert sign_in(fatima).get("/collegas/").status_code == 200
