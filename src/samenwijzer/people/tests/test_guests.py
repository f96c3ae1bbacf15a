"""A guest sees who shares a space with him, and is marked wherever his name stands."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import GUEST_BIT, Department, Team, User, weekday_bits
from samenwijzer.people.access import colleagues_to_see
from samenwijzer.people.queries import Filters, directory, experts
from samenwijzer.people.search_source import SOURCE
from samenwijzer.people.tests.conftest import TUESDAY, Index
from samenwijzer.people.tests.factories import answered, declare
from samenwijzer.search import queries as engine
from samenwijzer.spaces.models import Member, Role, Space
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def tom(closed_space: Space) -> User:
    """A trainer who may read along in the closed space of Joost, until the end of March."""
    guest = User.objects.create_user(
        email="tom@example.org",
        name="Tom Trainer",
        function="trainer bij De Gespreksschool",
        role_bits=GUEST_BIT,
        guest_until=datetime.date(2027, 3, 31),
        working_day_bits=weekday_bits(["tue"]),
    )
    Member.objects.create(space=closed_space, person=guest, role=Role.READER)
    return guest


def anew(person: User) -> User:
    return User.objects.get(pk=person.pk)


def seen(viewer: User) -> list[str]:
    return list(colleagues_to_see(viewer=anew(viewer)).values_list("name", flat=True))


def test_a_guest_sees_who_is_in_his_spaces(tom: User, fatima: User, joost: User, noor: User) -> None:
    assert seen(tom) == ["Joost Verhagen", "Tom Trainer"]
    assert seen(fatima) == ["Fatima Amrani", "Joost Verhagen", "Noor de Wit", "Tom Trainer"]


def test_also_as_a_team_and_as_a_department_with_all_below(
    tom: User, closed_space: Space, inkomen: Department, fatima: User, noor: User, els: User
) -> None:
    team = Team.objects.create(name="Wonen", department=inkomen)
    noor.team = team
    noor.save()
    Member.objects.create(space=closed_space, team=team, role=Role.READER)
    above = Department.objects.create(name="Dienstverlening")
    inkomen.parent = above
    inkomen.save()
    Member.objects.create(space=closed_space, department=above, role=Role.READER)
    assert seen(tom) == ["Fatima Amrani", "Joost Verhagen", "Noor de Wit", "Tom Trainer"]


def test_losing_the_space_closes_it_at_once(
    tom: User, joost: User, closed_space: Space, sign_in: SignIn
) -> None:
    browser, address = sign_in(tom), reverse("people:person", args=[joost.pk])
    assert browser.get(address).status_code == 200
    Member.objects.filter(space=closed_space, person=tom).delete()
    assert browser.get(address).status_code == 404
    assert seen(tom) == ["Tom Trainer"]


def test_of_others_there_is_no_page_and_no_picture(
    tom: User, noor: User, joost: User, fatima: User, sign_in: SignIn
) -> None:
    browser = sign_in(tom)
    for name in ("people:person", "people:picture"):
        assert browser.get(reverse(name, args=[noor.pk])).status_code == 404
    assert (
        browser.get(reverse("people:experts_for_ref", args=[f"people.person:{noor.pk}"])).status_code == 404
    )
    text = browser.get("/collegas/").content.decode()
    assert "Joost Verhagen" in text
    for hidden in (noor.name, fatima.name, "Inkomen", "Schuldhulpverlening"):
        assert hidden not in text


def test_the_organisation_is_not_for_a_guest(
    tom: User, joost: User, wmo: Department, inkomen: Department, sign_in: SignIn
) -> None:
    team = Team.objects.create(name="Zilverteam", department=wmo, manager=joost)
    joost.team = team
    joost.save()
    browser = sign_in(tom)
    for place in ("/organisatie/", f"/teams/{team.pk}/", f"/afdelingen/{inkomen.pk}/", "/teams/999/"):
        answer = browser.get(place)
        assert answer.status_code == 403
        assert "Inkomen" not in answer.content.decode()
    text = browser.get(reverse("people:person", args=[joost.pk])).content.decode()
    assert "Wmo" in text
    for place in ("/organisatie/", "/teams/", "/afdelingen/"):
        assert place not in text
    assert browser.get("/collegas/", {"department": wmo.pk}).status_code == 422


def test_search_gives_a_guest_nobody_else(
    tom: User, joost: User, noor: User, fatima: User, closed_space: Space, index: Index
) -> None:
    declare(noor, "woningaanpassing")
    declare(joost, "rolstoel")
    answered(joost, "Wie betaalt de rolstoel?", asker=fatima, space=closed_space)
    index()
    everyone = [tom.pk, joost.pk, noor.pk, fatima.pk]
    assert set(SOURCE.visible(everyone, anew(tom))) == {tom.pk, joost.pk}
    assert engine.search("woningaanpassing noor", viewer=anew(tom)).hits == ()
    assert experts("woningaanpassing", viewer=anew(tom)) == ()
    assert [expert.name for expert in experts("rolstoel", viewer=anew(tom))] == ["Joost Verhagen"]


def test_a_guest_is_marked_in_every_list(tom: User, fatima: User, sign_in: SignIn, index: Index) -> None:
    declare(tom, "gesprekken voeren")
    index()
    browser = sign_in(fatima)
    for place in (
        "/collegas/?name=tom",
        reverse("people:person", args=[tom.pk]),
        "/zoeken/?q=gesprekken+voeren",
    ):
        text = browser.get(place).content.decode()
        assert "Tom Trainer" in text
        assert "Gast tot 31 maart 2027" in text, place
    (expert,) = experts("gesprekken voeren", viewer=fatima)
    assert expert.guest == "Gast tot 31 maart 2027"


def test_after_his_last_day_he_is_in_no_list(tom: User, fatima: User, sign_in: SignIn) -> None:
    User.objects.filter(pk=tom.pk).update(guest_until=TUESDAY)
    assert "Tom Trainer" in seen(fatima)
    User.objects.filter(pk=tom.pk).update(guest_until=TUESDAY - datetime.timedelta(days=1))
    assert "Tom Trainer" not in seen(fatima)
    assert sign_in(fatima).get(reverse("people:person", args=[tom.pk])).status_code == 404
    assert list(SOURCE.documents([tom.pk])) == []


def test_who_is_blocked_is_in_no_list_of_a_guest(tom: User, joost: User) -> None:
    User.objects.filter(pk=joost.pk).update(is_active=False)
    assert seen(tom) == ["Tom Trainer"]


def test_a_guest_keeps_his_own_profile(tom: User, sign_in: SignIn) -> None:
    browser = sign_in(tom)
    text = browser.get("/collegas/ik/bewerken/").content.decode()
    assert "Mijn team" not in text
    assert "Mijn afdeling" not in text
    sent: dict[str, Any] = {"phone": "0199-1234", "language": "nl"}
    sent |= {f"{name}_for": "nobody" for name in ("phone", "location", "languages", "birthday", "picture")}
    assert browser.post("/collegas/ik/bewerken/", sent).status_code == 302
    assert anew(tom).field_visibility["phone"] == "nobody"


def test_a_guest_costs_no_more_than_twelve_queries(
    tom: User,
    joost: User,
    wmo: Department,
    closed_space: Space,
    sign_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    Member.objects.create(space=closed_space, department=wmo, role=Role.READER)
    for number in range(40):
        User.objects.create_user(email=f"p{number}@example.org", name=f"Persoon {number}", department=wmo)
    browser = sign_in(tom)
    for place in ("/collegas/", "/collegas/?name=persoon&today=", reverse("people:person", args=[joost.pk])):
        with django_assert_max_num_queries(12):
            assert browser.get(place).status_code == 200


def test_who_looks_around_as_a_guest_sees_nobody_and_has_no_profile(
    bram: User, joost: User, sign_in: SignIn
) -> None:
    browser = sign_in(bram)
    User.objects.filter(pk=bram.pk).update(role_bits=4)
    session = browser.session
    session["viewing_as"] = "guest"
    session.save()
    assert browser.get(reverse("people:person", args=[joost.pk])).status_code == 404
    assert directory(viewer=User(pk=-1, role_bits=GUEST_BIT), filters=Filters()).page.total == 0
    for place in ("/collegas/ik/", "/collegas/ik/bewerken/"):
        assert browser.get(place).status_code == 403
    for place in ("/collegas/ik/foto/weghalen/", "/collegas/ik/bewerken/", "/collegas/ik/onderwerpen/"):
        assert browser.post(place, {"subject": "x"}).status_code in {403, 422}
