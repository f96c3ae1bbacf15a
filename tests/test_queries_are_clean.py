"""What somebody searches for stands in no address, no session and no log when it may say whom it is about."""

from __future__ import annotations

import json
import logging
from urllib.parse import parse_qs, urlsplit

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from samenwijzer.accounts.models import Right, Role, User, role_bits
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.forum.tests.factories import make_question
from samenwijzer.kernel.refs import Ref
from samenwijzer.search.building import rebuild
from samenwijzer.spaces.models import Space
from samenwijzer.spaces.tests.factories import make_guest
from tests.cast import SignIn
from tests.every_door import doors
from tests.page_forms import forms_in

pytestmark = pytest.mark.django_db
RESULTS, DIRECTORY = reverse("home:search"), reverse("people:directory")
# What is asked, what is left, and what may stand nowhere: too long to be in an opaque number by chance.
ABOUT = {
    "aanvraag 1234.56.782 bijstand": ("aanvraag bijstand", "1234.56.782"),
    "bsn 123456782": ("bsn", "123456782"),
    "rekening NL91ABNA0417164300": ("rekening", "nl91abna0417164300"),
    "bel 06-12345678 terug": ("bel terug", "12345678"),
    "bijstand voor mevrouw Kwartsietsen": ("bijstand voor", "kwartsiet"),
}
BEFORE_SIGN_IN = ("account/", "i18n/")


@pytest.fixture
def administrator(bram: User) -> User:
    bram.role_bits = role_bits({Role.ADMINISTRATOR, Role.PRIVACY_OFFICER})
    bram.save()
    return bram


def asked_at(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


@pytest.mark.parametrize("text", ABOUT)
def test_the_box_answers_from_what_is_left(
    text: str, fatima: User, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    left, secret = ABOUT[text]
    client = sign_in(fatima)
    with caplog.at_level(logging.DEBUG):
        for ask in (client.post, client.get):
            answer = ask(RESULTS, {"q": text})
            assert answer.status_code == 302
            assert asked_at(answer["Location"]) == {"q": [left]}
            page = client.get(answer["Location"])
            assert "Dat hebben we weggelaten: zoek op het onderwerp" in page.content.decode()
            assert secret not in page.content.decode().lower()
            assert secret not in f"{dict(client.session)} {client.cookies} {answer.headers}".lower()
        client.post(reverse("home:suggestions"), {"q": text})
    assert secret not in caplog.text.lower()
    rows = [row for table in apps.get_models() for row in table._default_manager.values()]
    assert not any(secret in str(value).lower() for row in rows for value in row.values())


def test_the_sentence_is_said_once_and_in_english_too(fatima: User, sign_in: SignIn) -> None:
    client = sign_in(fatima)
    client.cookies["samenwijzer-language"] = "en"
    address = client.post(RESULTS, {"q": "iban NL91ABNA0417164300 van mevrouw Kwartsietsen"})["Location"]
    said = "In what you searched for stood an account number and a name. We left that out"
    assert said in client.get(address).content.decode()
    assert said not in client.get(address).content.decode()


def test_no_door_keeps_it_in_its_address(administrator: User, sign_in: SignIn) -> None:
    client, asked = (
        sign_in(administrator),
        dict(zip(("q", "name", "words", "person", "x"), ABOUT, strict=True)),
    )
    for door in doors():
        if not door.route.startswith(BEFORE_SIGN_IN):
            answer = client.get(door.address(), asked)
            assert answer.status_code in {302, 404}, door
            assert not any(secret in str(answer.headers).lower() for _left, secret in ABOUT.values()), door


def test_a_visitor_is_sent_to_sign_in_without_it(client: Client, joost: User) -> None:
    for text in ("bsn 123456782", "mevrouw Kwartsietsen"):
        answer = client.get(RESULTS, {"q": text}, follow=True)
        assert [status for _, status in answer.redirect_chain] == [302, 302]
        assert not any(secret in str(answer.redirect_chain) for secret in ("123456782", "Kwartsiet"))


def test_a_visitor_learns_by_nothing_who_works_here(client: Client, joost: User) -> None:
    known = client.get(DIRECTORY, {"name": joost.name}, follow=True)
    unknown = client.get(DIRECTORY, {"name": "Kees Kwartsietsen"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert joost.name not in known.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "people:directory",
        "accounts:people",
        "accounts:teams",
        "accounts:allow_list",
        "subjects:list",
        "spaces:spaces",
        "spaces:administer",
        "privacy:gone",
        "administration:audit",
    ],
)
def test_the_filters_of_a_list_are_sent_in_the_body(
    address: str, administrator: User, sign_in: SignIn
) -> None:
    look_up(sign_in(administrator), reverse(address))


def test_who_looks_up_a_colleague_sends_the_name_in_the_body(
    joost: User, fatima: User, closed_space: Space, sign_in: SignIn
) -> None:
    question = make_question(joost, "Hoe werkt een traplift?")
    client = sign_in(joost)
    look_up(client, reverse("forum:ask_colleague", args=[question.pk]))
    owned = make_page("Werkwijze", space=closed_space, author=joost)
    look_up(client, reverse("journeys:hand_over", args=[str(Ref("documents.page", owned.pk))]))
    look_up(client, reverse("spaces:invite", args=[closed_space.pk]))
    look_up(client, reverse("spaces:readers", args=[closed_space.pk]))


def look_up(client: Client, address: str) -> None:
    """Fill in the form that looks on this page, as a browser does."""
    page = client.get(address)
    [form] = [one for one in forms_in(page.content.decode(), at=address) if one.action.endswith("?look")]
    assert (form.method, form.action.removesuffix("?look")) == ("post", address)
    for text, (left, secret) in ABOUT.items():
        for name in form.typed:
            answer = client.post(form.action, form.filled({name: text}))
            assert answer.status_code == 302
            assert asked_at(answer["Location"])[name] == [left]
            assert "csrf" not in answer["Location"]
            shown = client.get(answer["Location"])
            assert "Dat hebben we weggelaten" in shown.content.decode()
            assert secret not in shown.content.decode().lower()


@pytest.mark.parametrize(
    ("name", "becomes"),
    [
        ("Joost Verhagen", "Joost Verhagen"),
        ("joost", "joost"),
        ("Verhag", "Verhag"),
        ("consulent", "consulent"),
        ("Joost van Verhagen", "Joost Verhagen"),
        ("joost verhaagen", "Joost Verhagen"),
    ],
)
def test_a_colleague_is_found_by_a_name_a_part_of_it_and_a_slip_of_the_pen(
    name: str, becomes: str, joost: User, noor: User, sign_in: SignIn
) -> None:
    client = sign_in(noor)
    answer = client.post(f"{DIRECTORY}?look", {"name": name})
    assert asked_at(answer["Location"]) == {"name": [becomes]}
    shown = client.get(answer["Location"]).content.decode()
    assert reverse("people:person", args=[joost.pk]) in shown
    assert ("We zochten naar Joost Verhagen" in shown) == (name != becomes)


def test_the_box_suggests_a_colleague_after_a_slip_of_the_pen(
    joost: User, noor: User, sign_in: SignIn
) -> None:
    rebuild()
    answer = sign_in(noor).post(reverse("home:suggestions"), {"q": "joost verhaagen"})
    assert [one["text"] for one in json.loads(answer.content)["suggestions"]] == [joost.name]


def test_an_unknown_name_leaves_everybody_and_a_sentence(joost: User, noor: User, sign_in: SignIn) -> None:
    client = sign_in(noor)
    answer = client.post(f"{DIRECTORY}?look", {"name": "Kees Kwartsietsen"})
    assert asked_at(answer["Location"]) == {}
    shown = client.get(answer["Location"]).content.decode()
    assert "Zo heet geen collega. Kijk hoe je de naam schrijft" in shown
    assert joost.name in shown


def test_a_guest_is_helped_to_no_name(joost: User, closed_space: Space, sign_in: SignIn) -> None:
    guest = make_guest()
    assert not guest.may(Right.READ_OPEN)
    answer = sign_in(guest).post(RESULTS, {"q": "joost verhaagen"})
    assert answer["Location"] == f"{RESULTS}?q="


def test_noor_learns_nothing_of_a_hidden_space_by_a_cleaned_query(
    fatima: User, noor: User, hidden_space: Space, sign_in: SignIn
) -> None:
    make_question(fatima, "Wie volgt de kwartsietbende?", space=hidden_space)
    rebuild()
    asked = {"q": "bsn 123456782 kwartsietbende"}
    address = sign_in(noor).post(RESULTS, asked)["Location"]
    assert "Wie volgt" not in sign_in(noor).get(address).content.decode()
    answer = sign_in(noor).post(reverse("home:suggestions"), asked)
    assert json.loads(answer.content) == {"suggestions": []}


def test_who_looks_around_as_a_role_may_filter_too(administrator: User, joost: User, sign_in: SignIn) -> None:
    client = sign_in(administrator)
    client.post(reverse("spaces:view_as"), {"role": "employee"})
    answer = client.post(f"{DIRECTORY}?look", {"name": "joost"})
    assert answer["Location"] == f"{DIRECTORY}?name=joost"
    assert client.post(DIRECTORY, {"name": "joost"}).status_code == 403


def test_a_filter_of_another_site_is_refused(joost: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(joost)
    assert client.post(f"{DIRECTORY}?look", {"name": "joost"}).status_code == 403
