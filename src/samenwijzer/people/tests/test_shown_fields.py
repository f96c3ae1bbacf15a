"""Who sees which field of a profile, and that a hidden one is shown nowhere."""

import datetime
import itertools

import pytest
from django.urls import reverse

from samenwijzer.accounts.access import shown_fields, shows
from samenwijzer.accounts.models import Circle, Department, Location, ProfileField, Team, User
from samenwijzer.forum.tests.factories import make_question
from samenwijzer.people.queries import Filters, directory, experts
from samenwijzer.people.search_source import SOURCE
from samenwijzer.people.tests.conftest import Index
from samenwijzer.people.tests.factories import answered, declare
from samenwijzer.spaces.models import Space
from tests.cast import SignIn

pytestmark = pytest.mark.django_db

PHONE = "0199-777123"
HIDDEN = ("0199777123", PHONE, "Zeepaardhuis", "Zweeds", "14 maart", "geheim.webp")


@pytest.fixture
def teams(wmo: Department, joost: User, els: User, noor: User) -> Team:
    """Joost and Els are one team of the Wmo, led by Noor, who works elsewhere."""
    team = Team.objects.create(name="Wonen", department=wmo, manager=noor)
    for person in (joost, els):
        person.team = team
        person.save()
    return team


def anew(person: User) -> User:
    return User.objects.select_related("team", "department").get(pk=person.pk)


def hide(person: User, circle: object, *fields: ProfileField) -> None:
    person.field_visibility = {field.value: circle for field in fields or ProfileField}
    person.save()


@pytest.mark.parametrize(
    ("circle", "seen_by"),
    [
        (Circle.EVERYONE, {"fatima", "bram", "els", "noor", "joost"}),
        (Circle.DEPARTMENT, {"bram", "els", "noor", "joost"}),
        (Circle.TEAM, {"els", "noor", "joost"}),
        (Circle.NOBODY, {"joost"}),
        ("onbekend", {"joost"}),
        (["team"], {"joost"}),
    ],
)
def test_each_circle_sees_what_is_for_it(
    teams: Team,
    wmo: Department,
    fatima: User,
    bram: User,
    els: User,
    noor: User,
    joost: User,
    circle: object,
    seen_by: set[str],
) -> None:
    bram.department = wmo
    bram.save()
    hide(joost, circle)
    people = {"fatima": fatima, "bram": bram, "els": els, "noor": noor, "joost": joost}
    seen = {name for name, viewer in people.items() if shown_fields(anew(joost), viewer=anew(viewer))}
    assert seen == seen_by
    asked = {
        name
        for name, viewer in people.items()
        if User.objects.filter(shows(ProfileField.PHONE, viewer=anew(viewer)), pk=joost.pk).exists()
    }
    assert asked == seen_by
    anybody = bool(shown_fields(anew(joost), viewer=None))
    assert anybody == User.objects.filter(shows(ProfileField.PHONE, viewer=None), pk=joost.pk).exists()


def test_condition_and_function_agree_for_everybody(
    teams: Team, fatima: User, bram: User, els: User, noor: User, joost: User
) -> None:
    loose = User.objects.create_user(email="los@example.org", name="Lotte Los")
    everyone = [fatima, bram, els, noor, joost, loose]
    for person, circle in zip(everyone, itertools.cycle([None, *Circle]), strict=False):
        hide(person, circle.value if circle else Circle.EVERYONE.value, ProfileField.LOCATION)
    for viewer in [*map(anew, everyone), None]:
        found = set(
            User.objects.filter(shows(ProfileField.LOCATION, viewer=viewer)).values_list("pk", flat=True)
        )
        said = {p.pk for p in map(anew, everyone) if ProfileField.LOCATION in shown_fields(p, viewer=viewer)}
        assert found == said


@pytest.fixture
def secretive(teams: Team, joost: User, fatima: User, index: Index) -> User:
    joost.phone, joost.just_call_me = PHONE, True
    joost.location = Location.objects.create(name="Zeepaardhuis")
    joost.spoken_languages = ["Zweeds"]
    joost.birthday = datetime.date(2000, 3, 14)
    joost.picture = "pictures/geheim.webp"
    hide(joost, Circle.TEAM.value)
    declare(joost, "woningaanpassing")
    answered(joost, "Wie betaalt de woningaanpassing?", asker=fatima, accepted=True)
    index()
    return anew(joost)


def places(person: User, number: int) -> list[str]:
    return [
        "/",
        "/collegas/?name=joost",
        reverse("people:person", args=[person.pk]),
        f"{reverse('people:person', args=[person.pk])}?as=team",
        reverse("people:experts_for_ref", args=[f"forum.question:{number}"]),
        reverse("people:team", args=[person.team_id]),
        reverse("people:department", args=[person.department_id]),
        reverse("people:organisation"),
        "/zoeken/?q=woningaanpassing",
        "/zoeken/?q=0199-777123",
        "/zoeken/?q=Zeepaardhuis",
        "/zoeken/suggesties/?q=joost",
        f"/vragen/{number}/",
    ]


def test_what_is_hidden_stands_nowhere(secretive: User, fatima: User, sign_in: SignIn) -> None:
    number = fatima.questions.get().pk
    browser = sign_in(fatima)
    for place in places(secretive, number):
        # What was asked stands in the box again, and every location in the filter.
        echoed = {word for word in HIDDEN if word in place} | (
            {"Zeepaardhuis"} if place.startswith("/collegas/?") else set()
        )
        for headers in ({}, {"HX-Request": "true", "HX-Target": "found"}):
            text = browser.get(place, headers=headers).content.decode()
            assert not [word for word in HIDDEN if word in text and word not in echoed], place
            assert f"/collegas/{secretive.pk}/foto/" not in text
    (expert,) = experts("woningaanpassing", viewer=fatima)
    assert (expert.phone, expert.picture, expert.just_call_me) == ("", "", False)


def test_no_search_document_holds_a_field_that_can_be_hidden(secretive: User) -> None:
    secretive.field_visibility = {}
    secretive.save()
    told = repr(list(SOURCE.documents([secretive.pk])))
    assert not [word for word in HIDDEN if word in told]


def test_his_team_sees_all_of_it(secretive: User, els: User, sign_in: SignIn) -> None:
    text = sign_in(els).get(reverse("people:person", args=[secretive.pk])).content.decode()
    for word in ("0199777123", "Zeepaardhuis", "Zweeds", "14 maart", f"/collegas/{secretive.pk}/foto/"):
        assert word in text
    assert "Joost zegt: bel me gewoon." in text


def test_he_sees_himself_as_others_do(secretive: User, sign_in: SignIn) -> None:
    browser, address = sign_in(secretive), reverse("people:person", args=[secretive.pk])
    own = browser.get(address).content.decode()
    assert "0199777123" in own
    assert f"{address}?as=team" in own
    for circle, there in (("everyone", False), ("department", False), ("team", True)):
        text = browser.get(address, {"as": circle}).content.decode()
        assert ("0199777123" in text) == there, circle
        assert ("Zweeds" in text) == there, circle
        assert "Pas mijn profiel aan" not in text.split("<main")[1]
    assert "0199777123" in browser.get(address, {"as": "nobody"}).content.decode()
    assert "0199777123" in browser.get(address, {"as": "\x00"}).content.decode()


def test_as_others_he_sees_only_open_work(
    secretive: User, hidden_space: Space, fatima: User, sign_in: SignIn, index: Index
) -> None:
    answered(secretive, "Wie onderzoekt kwartsiet?", asker=fatima, space=hidden_space)
    index()
    browser, address = sign_in(secretive), reverse("people:person", args=[secretive.pk])
    assert "kwartsiet" in browser.get(address).content.decode()
    assert "kwartsiet" not in browser.get(address, {"as": "team"}).content.decode()


def test_a_location_that_is_hidden_finds_nobody(secretive: User, fatima: User, els: User) -> None:
    filters = Filters(location_id=secretive.location_id)
    assert directory(viewer=fatima, filters=filters).page.total == 0
    assert [row.name for row in directory(viewer=anew(els), filters=filters).page.items] == ["Joost Verhagen"]


def test_a_closed_door_gives_no_hidden_number(
    closed_space: Space, joost: User, noor: User, sign_in: SignIn
) -> None:
    joost.phone = PHONE
    hide(joost, Circle.TEAM.value)
    text = sign_in(noor).get(f"/ruimtes/{closed_space.pk}/").content.decode()
    assert "Joost Verhagen" in text
    assert "0199777123" not in text


def test_without_a_number_nobody_is_told_to_call(fatima: User, sign_in: SignIn) -> None:
    make_question(fatima)
    sent = {"just_call_me": "on", "phone": "", "language": "nl"}
    sent |= {f"{field}_for": "everyone" for field in ProfileField}
    answer = sign_in(fatima).post("/collegas/ik/bewerken/", sent)
    assert answer.status_code == 422
    assert "Vul je nummer in, dan kunnen collega’s je bellen." in answer.content.decode()
