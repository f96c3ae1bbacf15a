"""The catalogue: what stands first, what the filters do, and what nonsense does not do."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Department, User
from samenwijzer.signpost.queries import ServiceFilter, service_list
from samenwijzer.signpost.tests.factories import make_product, make_service, make_subject
from tests.cast import SignIn

NONSENSE = [
    "",
    "0",
    "-1",
    "999999999999999999999999999999",
    "1e9",
    "none",
    "é",
    "🦊",
    "\x00",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "[]",
    "a" * 5000,
]


@pytest.fixture
def client(fatima: User, sign_in: SignIn) -> Client:
    return sign_in(fatima)


def names(client: Client, **query: str) -> list[str]:
    answer = client.get("/wegwijzer/", query)
    assert answer.status_code == 200
    return [row.name for row in answer.context["services"].page.items]


def test_services_with_an_agreed_answer_come_first(client: Client) -> None:
    make_service("Aanleunwoning")
    make_service("Woningaanpassing", answer="Dat kan.")
    make_service("bijzondere bijstand", answer="Vraag het aan.")
    assert names(client) == ["bijzondere bijstand", "Woningaanpassing", "Aanleunwoning"]


def test_a_service_says_whether_an_answer_is_agreed_and_who_owns_it(
    client: Client, inkomen: Department
) -> None:
    make_service("Bijstand", answer="Je kunt **bijstand** aanvragen.", department=inkomen)
    make_service("Standplaats")
    text = client.get("/wegwijzer/").content.decode()
    assert "Afgesproken antwoord" in text
    assert "Je kunt bijstand aanvragen." in text
    assert "nog geen eigenaar" in text


def test_a_filter_keeps_what_it_names(client: Client, inkomen: Department, wmo: Department) -> None:
    schulden = make_subject("schulden")
    make_service("Bijstand", answer="Ja.", department=inkomen)
    make_service("Woningaanpassing", department=wmo, subjects=(schulden,))
    make_service("Briefadres")
    assert names(client, department=str(inkomen.pk)) == ["Bijstand"]
    assert names(client, department="none") == ["Briefadres"]
    assert names(client, subject=str(schulden.pk)) == ["Woningaanpassing"]
    assert names(client, letter="B") == ["Bijstand", "Briefadres"]
    assert names(client, answer="yes") == ["Bijstand"]
    assert names(client, answer="no") == ["Briefadres", "Woningaanpassing"]
    assert names(client, letter="B", answer="no") == ["Briefadres"]


def test_a_department_holds_what_the_departments_below_it_own(client: Client, inkomen: Department) -> None:
    team = Department.objects.create(name="Team Zelfstandigen", parent=inkomen)
    make_service("Bbz", department=team)
    assert names(client, department=str(inkomen.pk)) == ["Bbz"]
    choices = client.get("/wegwijzer/").context["services"].departments
    assert {choice.label for choice in choices} == {"Inkomen", "Team Zelfstandigen"}


def test_departments_in_a_circle_end_where_they_began(client: Client, inkomen: Department) -> None:
    other = Department.objects.create(name="Ander", parent=inkomen)
    Department.objects.filter(pk=inkomen.pk).update(parent=other)
    make_service("Bijstand", department=other)
    assert names(client, department=str(inkomen.pk)) == ["Bijstand"]


def test_the_counts_of_the_tabs_obey_the_other_filters(client: Client, inkomen: Department) -> None:
    make_service("Bijstand", answer="Ja.", department=inkomen)
    make_service("Bijzondere bijstand", department=inkomen)
    make_service("Woningaanpassing")
    shown = client.get("/wegwijzer/", {"department": str(inkomen.pk), "answer": "yes"}).context["services"]
    assert (shown.with_answer, shown.without_answer, shown.all_answers) == (1, 1, 2)
    assert shown.page.total == 1


def test_a_service_with_two_subjects_counts_once(client: Client) -> None:
    make_service("Bijstand", subjects=(make_subject("norm"), make_subject("vermogen")))
    shown = client.get("/wegwijzer/").context["services"]
    assert (shown.page.total, shown.without_answer, shown.catalogue_size) == (1, 1, 1)


@pytest.mark.parametrize("value", NONSENSE)
@pytest.mark.parametrize("field", ["department", "subject", "letter", "answer", "page", "x"])
def test_nonsense_in_the_address_counts_as_not_asked(client: Client, field: str, value: str) -> None:
    make_service("Bijstand", department=None)
    answer = client.get(f"/wegwijzer/?{urlencode({field: value})}")
    assert answer.status_code == 200
    if (field, value) != ("department", "none"):
        assert answer.context["services"].page.total == 1


def test_a_page_beyond_the_end_is_the_last(client: Client) -> None:
    for number in range(31):
        make_service(f"Dienst {number:02}")
    shown = client.get("/wegwijzer/?page=99").context["services"].page
    assert (shown.number, [row.name for row in shown.items]) == (2, ["Dienst 30"])


def test_paging_keeps_the_filter(client: Client) -> None:
    for number in range(31):
        make_service(f"Dienst {number:02}")
    text = client.get("/wegwijzer/?letter=D").content.decode()
    assert "letter=D&amp;page=2" in text


def test_an_empty_signpost_teaches_and_shows_a_way_on(client: Client) -> None:
    text = client.get("/wegwijzer/").content.decode()
    assert "Er zijn nog geen diensten" in text
    assert "/vragen/stel/" in text


def test_a_choice_without_services_shows_a_way_on(client: Client) -> None:
    make_service("Bijstand", answer="Ja.")
    text = client.get("/wegwijzer/?answer=no").content.decode()
    assert "Geen dienst past bij deze keuze" in text


def test_a_product_of_the_national_list_begins_with_a_capital(client: Client) -> None:
    make_service("aanleunwoning", product=make_product("aanleunwoning"), from_list=True)
    make_service("iPad lenen")
    assert names(client) == ["Aanleunwoning", "iPad lenen"]


def test_the_list_does_not_ask_more_when_it_grows(
    client: Client, inkomen: Department, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        if number == 10:
            with django_assert_num_queries(7):
                client.get("/wegwijzer/")
        subject = make_subject(f"onderwerp {number}")
        make_service(f"Dienst {number}", answer="Ja.", department=inkomen, subjects=(subject,))
    with django_assert_num_queries(7):
        client.get("/wegwijzer/")


def test_somebody_who_is_not_signed_in_reads_nothing(client: Client, db: None) -> None:
    make_service("Bijstand")
    for address in ("/wegwijzer/", "/wegwijzer/1/", "/wegwijzer/1/erbij/"):
        assert Client().get(address).status_code == 302


def test_the_catalogue_only_answers_reads(client: Client) -> None:
    assert client.post("/wegwijzer/").status_code == 405


def test_the_query_is_the_same_for_any_colleague(db: None) -> None:
    make_service("Bijstand")
    assert service_list(viewer=None, chosen=ServiceFilter()).page.total == 1
