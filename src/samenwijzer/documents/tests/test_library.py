"""The library as a list: what may be used first, law apart, and no trace of what the viewer may not read."""

import datetime
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Department, User
from samenwijzer.documents.queries import PageFilter, library
from samenwijzer.documents.tests.factories import make_article, make_page, make_subject
from samenwijzer.kernel import clock
from samenwijzer.spaces.models import Space
from tests.cast import SignIn

NONSENSE = ["", "0", "-1", "9" * 30, "none", "é", "🦊", "\x00", "<script>", "' OR 1=1 --", "a" * 5000]
FIELDS = ["kind", "department", "space", "subject", "state", "law", "sort", "page", "x"]


@pytest.fixture
def client(fatima: User, sign_in: SignIn) -> Client:
    return sign_in(fatima)


@pytest.fixture
def space(inkomen: Department) -> Space:
    return inkomen.default_space


def titles(client: Client, **query: str) -> list[str]:
    answer = client.get("/bibliotheek/", query)
    assert answer.status_code == 200
    return [row.title for row in answer.context["library"].page.items]


def test_what_may_be_used_stands_before_what_may_not(client: Client, space: Space) -> None:
    new = make_page("Zoektermijn", space=space)
    make_page("Afspraken", space=space, state="expired")
    make_page("Beslagvrije voet (2024)", space=space, state="replaced", replaced_by=new)
    make_page("giften", space=space)
    assert titles(client) == ["giften", "Zoektermijn", "Afspraken", "Beslagvrije voet (2024)"]


def test_each_filter_keeps_what_it_names(
    client: Client, space: Space, wmo: Department, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: datetime.date(2026, 11, 24))
    norm = make_subject("kostendelersnorm")
    make_page("Kostendelers", space=space, subjects=(norm,), review_on=datetime.date(2027, 1, 1))
    make_page("Vervoer", space=wmo.default_space, review_on=datetime.date(2026, 11, 24))
    make_page("Huisbezoek", space=space, state="expired", review_on=datetime.date(2026, 1, 1))
    assert titles(client, space=str(space.pk)) == ["Kostendelers", "Huisbezoek"]
    assert titles(client, department=str(wmo.pk)) == ["Vervoer"]
    assert titles(client, subject=str(norm.pk)) == ["Kostendelers"]
    assert titles(client, state="current") == ["Kostendelers"]
    assert titles(client, state="review") == ["Vervoer"]
    assert titles(client, state="expired") == ["Huisbezoek"]
    assert titles(client, state="replaced") == []
    assert titles(client, sort="review") == ["Huisbezoek", "Vervoer", "Kostendelers"]


def test_newest_first_is_an_order(client: Client, space: Space) -> None:
    for day in (1, 3, 2):
        moment = datetime.datetime(2026, 5, day, tzinfo=datetime.UTC)
        make_page(f"Dag {day}", space=space, dated=moment, date_given="")
    assert titles(client, sort="date") == ["Dag 3", "Dag 2", "Dag 1"]


def test_law_stands_apart_from_instructions(client: Client, space: Space) -> None:
    make_page("Bijstandsnorm", space=space)
    for article in ("7", "22a", "9"):
        make_article("Participatiewet", article)
    make_article("Wet open overheid", "1.1")
    assert titles(client) == ["Bijstandsnorm"]
    assert titles(client, kind="law", law="Participatiewet") == [
        "Participatiewet, artikel 7",
        "Participatiewet, artikel 22a",
        "Participatiewet, artikel 9",
    ]
    shown = client.get("/bibliotheek/?kind=law").context["library"]
    assert (shown.instructions, shown.laws, shown.page.total) == (1, 4, 4)
    assert [choice.label for choice in shown.law_names] == ["Participatiewet", "Wet open overheid"]


def test_noor_sees_no_trace_of_a_hidden_or_closed_space(
    noor: User, hidden_space: Space, closed_space: Space, space: Space, sign_in: SignIn
) -> None:
    make_page("Open stuk", space=space)
    for secret in (hidden_space, closed_space):
        subject = make_subject(f"onderwerp van {secret.name}")
        make_page(f"Stuk in {secret.name}", space=secret, subjects=(subject,), state="expired")
        make_page(f"Wet in {secret.name}", space=secret, kind="law")
    client = sign_in(noor)
    for address in ("/bibliotheek/", "/bibliotheek/?kind=law", f"/bibliotheek/?space={hidden_space.pk}"):
        text = client.get(address).content.decode()
        assert hidden_space.name not in text
        assert closed_space.name not in text
    shown = client.get("/bibliotheek/").context["library"]
    assert (shown.instructions, shown.laws, shown.page.total) == (1, 0, 1)
    assert [choice.label for choice in shown.spaces] == ["Inkomen"]
    assert [choice.label for choice in shown.departments] == ["Inkomen"]
    assert shown.subjects == ()
    assert library(viewer=None, chosen=PageFilter()).page.total == 1


def test_joost_sees_what_lives_in_his_hidden_space(joost: User, hidden_space: Space, sign_in: SignIn) -> None:
    make_page("Stuk", space=hidden_space)
    assert titles(sign_in(joost), space=str(hidden_space.pk)) == ["Stuk"]


@pytest.mark.parametrize("value", NONSENSE)
@pytest.mark.parametrize("field", FIELDS)
def test_nonsense_in_the_address_counts_as_not_asked(
    client: Client, space: Space, field: str, value: str
) -> None:
    make_page("Stuk", space=space)
    answer = client.get(f"/bibliotheek/?{urlencode({field: value})}")
    assert answer.status_code == 200
    assert answer.context["library"].page.total == 1


def test_a_page_with_two_subjects_stands_once(client: Client, space: Space) -> None:
    make_page("Stuk", space=space, subjects=(make_subject("a"), make_subject("b")))
    assert titles(client) == ["Stuk"]


def test_an_empty_library_teaches(client: Client) -> None:
    text = client.get("/bibliotheek/").content.decode()
    assert "Er zijn nog geen werkinstructies" in text
    assert "/vragen/stel/" in text
    assert "Er zijn nog geen wetsartikelen" in client.get("/bibliotheek/?kind=law").content.decode()


def test_a_choice_without_pages_shows_a_way_on(client: Client, space: Space) -> None:
    make_page("Stuk", space=space)
    assert "Geen pagina past bij deze keuze" in client.get("/bibliotheek/?state=expired").content.decode()


def test_a_row_begins_with_a_sentence_and_not_with_a_heading(client: Client, space: Space) -> None:
    make_page("Stuk", space=space, body="## Kop\n\n| a | b |\n|---|---|\n| c | d |\n\nZo **doe** je het.")
    assert client.get("/bibliotheek/").context["library"].page.items[0].summary == "Zo doe je het."


def test_huge_and_hostile_pages_do_not_break_the_list(client: Client, space: Space) -> None:
    make_page("T" * 300, space=space, body="[" * 200_000)
    make_page("<script>alert(1)</script>", space=space, body="<script>alert(2)</script>")
    make_page("Leeg", space=space, body="")
    text = client.get("/bibliotheek/").content.decode()
    assert "<script>alert" not in text


def test_the_list_does_not_ask_more_when_it_grows(
    client: Client, space: Space, fatima: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def add(number: int) -> None:
        room = Space.objects.create(name=f"Ruimte {number}", department=space.department)
        subject = make_subject(f"onderwerp {number}")
        make_page(f"Stuk {number}", space=room, author=fatima, subjects=(subject,))

    for number in range(10):
        add(number)
    with django_assert_num_queries(7):
        client.get("/bibliotheek/")
    for number in range(10, 20):
        add(number)
    with django_assert_num_queries(7):
        client.get("/bibliotheek/")


def test_the_list_of_laws_does_not_ask_more_when_it_grows(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        make_article("Participatiewet", str(number))
    with django_assert_num_queries(7):
        client.get("/bibliotheek/?kind=law")
    for number in range(10):
        make_article("Wet open overheid", str(number))
    with django_assert_num_queries(7):
        client.get("/bibliotheek/?kind=law")
