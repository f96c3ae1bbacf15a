"""The directory: who works where, narrowed by filters."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Department, User, weekday_bits
from samenwijzer.accounts.queries import work_words
from samenwijzer.people.queries import Filters, directory
from samenwijzer.people.tests.conftest import TUESDAY
from samenwijzer.people.tests.factories import declare
from tests.cast import SignIn

pytestmark = pytest.mark.django_db

ADDRESS = "/collegas/"


def found(viewer: User, **filters: object) -> list[str]:
    page = directory(viewer=viewer, filters=Filters(**filters)).page  # type: ignore[arg-type]
    return [person.name for person in page.items]


def fill(department: Department, number: int) -> None:
    for count in range(number):
        person = User.objects.create_user(
            email=f"persoon{count}@example.org", name=f"Persoon {count:03}", department=department
        )
        declare(person, "woningaanpassing")


def test_people_stand_by_department_and_name(
    fatima: User, sanne: User, joost: User, els: User, sign_in: SignIn
) -> None:
    result = directory(viewer=fatima, filters=Filters())
    assert [group.name for group in result.groups] == ["Inkomen", "Wmo"]
    assert [person.name for person in result.groups[1].people] == ["Els Mulder", "Joost Verhagen"]
    text = sign_in(fatima).get(ADDRESS).content.decode()
    assert text.index("Fatima Amrani") < text.index("Els Mulder") < text.index("Joost Verhagen")


def test_who_has_no_department_stands_there_too(fatima: User, sign_in: SignIn) -> None:
    User.objects.create_user(email="los@example.org", name="Lotte Los")
    text = sign_in(fatima).get(ADDRESS).content.decode()
    assert "Zonder afdeling" in text
    assert "Lotte Los" in text


def test_a_department_includes_what_lies_below_it(fatima: User, joost: User, wmo: Department) -> None:
    above = Department.objects.create(name="Zorg en meedoen")
    wmo.parent = above
    wmo.save()
    assert found(fatima, department_id=above.pk) == ["Joost Verhagen"]


def test_a_circle_of_departments_does_not_hang_the_page(fatima: User, wmo: Department, joost: User) -> None:
    above = Department.objects.create(name="Zorg en meedoen", parent=wmo)
    Department.objects.filter(pk=wmo.pk).update(parent=above)
    assert found(fatima, department_id=above.pk) == ["Joost Verhagen"]


def test_a_subject_finds_who_declares_it(fatima: User, joost: User, els: User) -> None:
    declared = declare(joost, "woningaanpassing")
    assert found(fatima, subject_id=declared.subject_id) == ["Joost Verhagen"]


def test_today_leaves_out_who_is_free_or_absent(fatima: User, joost: User, els: User, noor: User) -> None:
    joost.absent_until = TUESDAY.replace(day=25)
    joost.save()
    els.working_day_bits = weekday_bits(["mon"])
    els.save()
    noor.absent_until = TUESDAY
    noor.save()
    assert found(fatima, today=True) == ["Fatima Amrani", "Noor de Wit"]


@pytest.mark.parametrize("name", ["joost", "VERHAGEN", "hagen joo", "jóóst"])
def test_a_name_is_found_whatever_capitals_and_accents(fatima: User, joost: User, name: str) -> None:
    assert found(fatima, name=name) == ["Joost Verhagen"]


def test_an_accent_in_the_name_need_not_be_typed(fatima: User, els: User) -> None:
    User.objects.filter(pk=els.pk).update(name="Zoë Kılıç")
    assert found(fatima, name="zoe") == ["Zoë Kılıç"]


def test_who_left_or_was_forgotten_is_in_no_list(fatima: User, joost: User, els: User) -> None:
    User.objects.filter(pk=joost.pk).update(is_active=False)
    User.objects.filter(pk=els.pk).update(forgotten_at="2026-11-01T00:00:00Z")
    assert found(fatima) == ["Fatima Amrani"]


def test_filters_work_from_the_address(fatima: User, joost: User, sign_in: SignIn) -> None:
    declared = declare(joost, "woningaanpassing")
    query: dict[str, Any] = {"today": "on", "name": "j"}
    query |= {"subject": declared.subject_id, "department": joost.department_id}
    text = sign_in(fatima).get(ADDRESS, query).content.decode()
    assert "1 collega<" in text or "1 collega." in text
    assert "Joost Verhagen" in text
    assert reverse("people:person", args=[joost.pk]) in text


def test_nobody_ends_in_a_way_on(fatima: User, sign_in: SignIn) -> None:
    client = sign_in(fatima)
    assert "Niemand past bij dit alles" in client.get(ADDRESS, {"name": "zzz", "today": "on"}).text
    text = client.get(ADDRESS, {"name": "zzz"}).text
    assert "Niemand heeft deze naam of functie" in text
    assert "Toon iedereen" in text


@pytest.mark.parametrize(
    "query",
    [{"department": "x"}, {"department": "99999999999999999999"}, {"subject": "-1"}, {"name": "a" * 200}],
)
def test_a_filter_that_cannot_be_is_refused_beside_its_field(
    fatima: User, sign_in: SignIn, query: dict[str, str]
) -> None:
    assert sign_in(fatima).get(ADDRESS, query).status_code == 422


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "²", "", "2"])
def test_any_page_number_gives_a_page(fatima: User, sign_in: SignIn, number: str) -> None:
    assert sign_in(fatima).get(ADDRESS, {"page": number}).status_code == 200


def test_the_second_page_goes_on_with_the_same_filter(fatima: User, wmo: Department, sign_in: SignIn) -> None:
    fill(wmo, 30)
    text = sign_in(fatima).get(ADDRESS, {"department": wmo.pk, "page": 2}).content.decode()
    assert "Persoon 025" in text
    assert "Persoon 005" not in text
    assert "Fatima Amrani" not in text.split("<main")[1]


@pytest.mark.parametrize("number", [10, 20])
def test_more_people_take_no_more_queries(
    fatima: User,
    wmo: Department,
    sign_in: SignIn,
    number: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    fill(wmo, number)
    browser: Client = sign_in(fatima)
    with django_assert_max_num_queries(9):  # Two of them find out who is signed in.
        browser.get(ADDRESS)


def test_a_name_with_a_slip_leads_to_whom_it_is_like(fatima: User, sign_in: SignIn) -> None:
    merel = User.objects.create_user(email="merel@example.org", name="Grijze Merel")
    text = sign_in(fatima).get(ADDRESS, {"name": "grijze meerl"}).text
    assert "Geen collega heet zo" in text
    assert "filter weg" not in text
    assert f'Bedoel je <a class="nl-link" href="/collegas/{merel.pk}/">Grijze Merel</a>?' in text


def test_a_card_names_the_department_once(fatima: User, joost: User) -> None:
    User.objects.filter(pk=joost.pk).update(function="teammanager Wmo")
    User.objects.filter(pk=fatima.pk).update(function="consulent")
    joost.refresh_from_db()
    fatima.refresh_from_db()
    assert work_words(joost) == "Teammanager Wmo"
    assert work_words(fatima) == "Consulent, Inkomen"
