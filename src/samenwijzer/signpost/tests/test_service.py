"""The page of a service: the agreed words, the owner, the steps, and honesty where these are missing."""

import datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Department, User
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.kernel import clock
from samenwijzer.signpost.models import Service
from samenwijzer.signpost.queries import agreed_answer, service_addresses, service_page
from samenwijzer.signpost.tests.factories import make_product, make_service, make_subject
from samenwijzer.spaces.models import Space
from samenwijzer.subjects.models import ProductBasis
from tests.cast import SignIn

TUESDAY = datetime.date(2026, 11, 24)
THURSDAY = datetime.date(2026, 11, 26)


@pytest.fixture
def client(fatima: User, sign_in: SignIn) -> Client:
    return sign_in(fatima)


def read(client: Client, service: Service) -> str:
    answer = client.get(f"/wegwijzer/{service.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_shows_what_is_agreed(client: Client, inkomen: Department) -> None:
    service = make_service(
        "Bijstand aanvragen",
        answer="Je kunt **bijstand** aanvragen.",
        department=inkomen,
        product=make_product("bijstand", for_citizens=True),
        for_whom="Voor wie te weinig geld heeft.",
        steps=["Vraag of het dringend is", "Maak een afspraak"],
        subjects=(make_subject("bijstandsnorm"),),
        laws=(("Participatiewet, artikel 11", "https://wetten.overheid.nl/x"),),
    )
    text = read(client, service)
    for words in (
        "Je kunt <strong>bijstand</strong> aanvragen.",
        "Kopieer het antwoord",
        'van <span lang="nl">Inkomen</span>',
        "voor inwoners",
        "Voor wie te weinig geld heeft.",
        "Vraag of het dringend is",
        "Maak een afspraak",
        "bijstandsnorm",
        'href="https://wetten.overheid.nl/x"',
        'href="http://standaarden.overheid.nl/owms/terms/bijstand"',
        "Stel een vraag",
    ):
        assert words in text, words


def test_a_service_without_answer_and_owner_says_so(client: Client) -> None:
    text = read(client, make_service("Standplaats"))
    assert "Deze dienst heeft nog geen afgesproken antwoord en geen eigenaar" in text
    assert "sw-say" not in text
    assert "Kopieer het antwoord" not in text
    assert "Stel een vraag" in text


def test_a_service_without_answer_names_its_owner(client: Client, inkomen: Department) -> None:
    text = read(client, make_service("Standplaats", department=inkomen))
    assert "Deze dienst heeft nog geen afgesproken antwoord" in text
    assert '<span lang="nl">Inkomen</span> is eigenaar van deze dienst.' in text


def test_asking_starts_with_the_name_and_the_subjects_by_post(client: Client) -> None:
    subject = make_subject("briefadres")
    text = read(client, make_service("Briefadres", subjects=(subject,)))
    assert 'method="post" action="/vragen/stel/"' in text
    assert 'name="step" value="start"' in text
    assert 'name="title" value="Briefadres: "' in text
    assert f'name="subject" value="{subject.pk}"' in text


def test_the_law_comes_from_the_national_list_when_nobody_named_it(client: Client) -> None:
    product = make_product("bijstand")
    ProductBasis.objects.create(product=product, label="Pw, art. 11", url="https://wetten.overheid.nl/pw")
    text = read(client, make_service("Bijstand", product=product))
    assert "Pw, art. 11" in text
    assert "Volgens de landelijke productenlijst." in text


def test_an_address_that_is_no_web_address_is_no_link(client: Client) -> None:
    service = make_service("Bijstand", laws=(("Wet", "javascript:alert(1)"), ("Regel", "data:text/html,x")))
    text = read(client, service)
    assert "Wet" in text
    assert "javascript:" not in text
    assert "data:" not in text


@pytest.mark.parametrize("field", ["answer", "for_whom", "steps", "name"])
def test_script_in_a_text_stands_as_text(client: Client, field: str) -> None:
    hostile = "<script>alert(1)</script> [klik](javascript:alert(2)) <img src=x onerror=alert(3)>"
    fields: dict[str, Any] = {"name": "Dienst", field: [hostile] if field == "steps" else hostile}
    text = read(client, make_service(**fields))
    assert "<script>alert" not in text
    assert "<img" not in text
    assert 'href="javascript' not in text


def test_huge_texts_are_shown(client: Client) -> None:
    service = make_service("w" * 300, answer="*" * 10_000, for_whom="[" * 2_000, steps=["> " * 500] * 50)
    read(client, service)
    assert client.get("/wegwijzer/").status_code == 200


def test_steps_that_are_no_text_do_not_break_the_page(client: Client) -> None:
    read(client, make_service("Dienst", steps=[3, None, "", "  ", "Bel eerst"]))


def test_links_in_the_answer_lead_to_what_the_viewer_may_read(
    client: Client, fatima: User, noor: User, hidden_space: Space, sign_in: SignIn
) -> None:
    hidden = make_page("Geheim", space=hidden_space, external_id="wi-geheim")
    service = make_service("Dienst", answer="Zie [de instructie](page:wi-geheim) en [deze](service:sv-zelf).")
    Service.objects.filter(pk=service.pk).update(external_id="sv-zelf")
    assert f'href="/bibliotheek/{hidden.pk}/"' in read(client, service)
    text = read(sign_in(noor), service)
    assert f"/bibliotheek/{hidden.pk}/" not in text
    assert "de instructie" in text
    assert f'href="/wegwijzer/{service.pk}/"' in text


@pytest.mark.usefixtures("sanne", "noor")
def test_who_works_today_is_counted_for_the_owning_department(
    monkeypatch: pytest.MonkeyPatch, inkomen: Department, fatima: User, bram: User
) -> None:
    service = make_service("Bijstand", department=inkomen)
    User.objects.filter(pk=bram.pk).update(absent_until=datetime.date(2026, 12, 1))
    monkeypatch.setattr(clock, "today", lambda: TUESDAY)
    assert service_page(viewer=fatima, service=service).working_today == 2
    monkeypatch.setattr(clock, "today", lambda: THURSDAY)
    assert service_page(viewer=fatima, service=service).working_today == 1


@pytest.mark.parametrize("pk", ["999999", "0", "99999999999999999999999999"])
def test_a_service_that_is_not_there_is_not_found(client: Client, pk: str) -> None:
    assert client.get(f"/wegwijzer/{pk}/").status_code == 404
    assert client.get(f"/wegwijzer/{pk}/erbij/").status_code == 404


def test_a_full_page_asks_little(
    client: Client, inkomen: Department, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    service = make_service(
        "Bijstand",
        answer="[a](page:een) [b](service:twee) [c](question:drie)",
        department=inkomen,
        product=make_product("bijstand"),
        subjects=tuple(make_subject(f"onderwerp {number}") for number in range(20)),
    )
    with django_assert_max_num_queries(11):
        read(client, service)


def test_the_agreed_answer_is_for_the_result_page(db: None, inkomen: Department, fatima: User) -> None:
    service = make_service("Bijstand", answer="Ja.", department=inkomen)
    answer = agreed_answer(service.pk, viewer=fatima)
    assert "Ja." in answer.html
    assert answer.department == "Inkomen"
    assert not agreed_answer(make_service("Leeg").pk, viewer=fatima).html
    assert not agreed_answer(10**6, viewer=fatima).html


def test_what_lies_near_is_a_page_and_a_fragment(client: Client) -> None:
    service = make_service("Bijstand aanvragen", subjects=(make_subject("bijstand"),))
    address = f"/wegwijzer/{service.pk}/erbij/"
    assert "<h1" in client.get(address).content.decode()
    part = client.get(address, headers={"hx-request": "true", "hx-target": "related"}).content.decode()
    assert "<h1" not in part


def test_addresses_are_given_by_external_id(db: None) -> None:
    service = make_service("Bijstand", external_id="sv-bijstand")
    found = service_addresses(viewer=None, external_ids={"sv-bijstand", "sv-weg"})
    assert found == {"sv-bijstand": f"/wegwijzer/{service.pk}/"}


def test_the_page_is_complete_in_english(client: Client) -> None:
    client.cookies["samenwijzer-language"] = "en"
    text = read(client, make_service("Standplaats"))
    assert "This service has no agreed answer and no owner yet" in text
    assert "Ask a question" in text
