"""Signing in, and what happens when it does not work."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from samenwijzer.accounts.models import User
from tests.cast import SignIn

NEW = "vier-woorden-op-een-rij"


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> None:
    cache.clear()


def sign_in_with(client: Client, email: str, password: str) -> str:
    response = client.post(reverse("account_login"), {"login": email, "password": password})
    return response["Location"] if response.status_code == 302 else response.content.decode()


def test_fatima_signs_in_with_her_address_whatever_its_capitals(client: Client, fatima: User) -> None:
    assert sign_in_with(client, "Fatima@Example.org", "wachtwoord-van-fatima") == "/"


def test_she_comes_back_where_she_was_going(client: Client, fatima: User) -> None:
    form = {"login": fatima.email, "password": "wachtwoord-van-fatima", "next": "/privacy/"}
    assert client.post(reverse("account_login"), form)["Location"] == "/privacy/"


@pytest.mark.parametrize(
    "address", ["https://elders.example/", "//elders.example/", "http://localhost:666/", "http://[", "elders"]
)
def test_signing_in_leads_to_our_own_pages_only(client: Client, fatima: User, address: str) -> None:
    assert client.get(reverse("account_login"), {"next": address}).status_code == 200
    form = {"login": fatima.email, "password": "wachtwoord-van-fatima", "next": address}
    assert client.post(reverse("account_login"), form)["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(client: Client, fatima: User) -> None:
    wrong = sign_in_with(client, fatima.email, "niet-dit-wachtwoord")
    unknown = sign_in_with(client, "niemand@example.org", "niet-dit-wachtwoord")
    errors = [re.findall(r"<li>(.*?)</li>", page)[:1] for page in (wrong, unknown)]
    assert errors[0]
    assert errors[0] == errors[1]
    assert 'role="alert"' in wrong
    assert f'value="{fatima.email}"' in wrong


def test_many_wrong_passwords_shut_the_door_for_a_while(client: Client, fatima: User) -> None:
    for _attempt in range(12):
        sign_in_with(client, fatima.email, "niet-dit-wachtwoord")
    assert sign_in_with(client, fatima.email, "wachtwoord-van-fatima") != "/"


def test_someone_who_left_does_not_get_in(client: Client, fatima: User) -> None:
    fatima.is_active = False
    fatima.save()
    assert sign_in_with(client, fatima.email, "wachtwoord-van-fatima") != "/"
    assert client.get("/onderdelen/").status_code == 302


def test_nobody_makes_an_account(client: Client) -> None:
    before = User.objects.count()
    form = {"email": "nieuw@example.org", "password1": NEW, "password2": NEW}
    page = client.post(reverse("account_signup"), form).content.decode()
    assert "Je hoeft je niet aan te melden" in page
    assert User.objects.count() == before


def test_a_forgotten_password_is_replaced_by_a_link_in_the_mail(client: Client, fatima: User) -> None:
    response = client.post(reverse("account_reset_password"), {"email": fatima.email})
    assert response["Location"] == reverse("account_reset_password_done")
    letter = mail.outbox[0]
    assert letter.to == [fatima.email]
    assert "Kies een nieuw wachtwoord" in letter.subject
    assert "Was jij dat niet?" in letter.body
    link = re.search(r"http://testserver(/\S+)", str(letter.body))
    assert link
    form_page = client.get(link[1], follow=True)
    assert "Kies een nieuw wachtwoord" in form_page.content.decode()
    address = form_page.redirect_chain[-1][0]
    short = client.post(address, {"password1": "kort", "password2": "kort"})
    assert "utrecht-form-field--invalid" in short.content.decode()
    client.post(address, {"password1": NEW, "password2": NEW})
    assert sign_in_with(Client(), fatima.email, NEW) == "/"


def test_an_unknown_address_is_told_nothing_on_the_page(client: Client, fatima: User) -> None:
    known = client.post(reverse("account_reset_password"), {"email": fatima.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "niemand@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert "geen account" in mail.outbox[1].body


def test_a_used_link_says_what_to_do(client: Client) -> None:
    page = client.get("/account/password/reset/key/1-verlopen/").content.decode()
    assert "Deze link werkt niet meer" in page
    assert reverse("account_reset_password") in page


def test_she_changes_her_password(client: Client, fatima: User) -> None:
    sign_in_with(client, fatima.email, "wachtwoord-van-fatima")
    form = {"oldpassword": "wachtwoord-van-fatima", "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), form)
    assert sign_in_with(Client(), fatima.email, NEW) == "/"


def test_she_signs_out_everywhere_else(fatima: User) -> None:
    here, there = Client(), Client()
    for browser in (here, there):
        sign_in_with(browser, fatima.email, "wachtwoord-van-fatima")
        browser.get("/onderdelen/")
    page = here.get(reverse("usersessions_list")).content.decode()
    assert page.count("Dit apparaat") == 1
    here.post(reverse("usersessions_list"))
    assert there.get("/onderdelen/").status_code == 302
    assert here.get("/onderdelen/").status_code == 200


def test_signing_out_asks_first_and_is_a_post(sign_in: SignIn, fatima: User) -> None:
    client = sign_in(fatima)
    assert "Wil je uitloggen?" in client.get(reverse("account_logout")).content.decode()
    assert client.get("/onderdelen/").status_code == 200
    assert client.post(reverse("account_logout"))["Location"] == reverse("account_login")
    assert client.get("/onderdelen/").status_code == 302
