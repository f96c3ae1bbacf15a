"""What a visitor and a colleague cannot do at the doors of signing in."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from samenwijzer.accounts import adapter
from samenwijzer.accounts.models import User
from tests.cast import SignIn

WRONG = "niet-dit-wachtwoord"
RIGHT = "wachtwoord-van-fatima"


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> None:
    cache.clear()


def gets_in(person: User, password: str, *, ip: str, host: str = "testserver") -> bool:
    form = {"login": person.email, "password": password}
    client = Client(REMOTE_ADDR=ip, HTTP_HOST=host)
    return client.post(reverse("account_login"), form).status_code == 302


def test_nobody_changes_the_address_under_which_he_is_known(
    sign_in: SignIn, fatima: User, noor: User
) -> None:
    client, address = sign_in(noor), reverse("account_email")
    assert noor.email in client.get(address).content.decode()
    for deed in ("action_add", "action_primary", "action_send", "action_remove"):
        assert client.post(address, {"email": "ander@example.org", deed: ""}).status_code == 405
    assert not EmailAddress.objects.exists()
    assert not mail.outbox


@pytest.mark.parametrize(
    "path",
    ["confirm-email/", "confirm-email/MTox/", "login/code/confirm/", "3rdparty/", "password/reset/code/"],
)
def test_doors_that_nobody_needs_are_shut(sign_in: SignIn, noor: User, path: str) -> None:
    assert sign_in(noor).get(f"/account/{path}").status_code == 404
    assert sign_in(noor).post(f"/account/{path}", {"code": "123456"}).status_code == 404


def test_a_caller_shuts_out_himself_and_nobody_else(fatima: User) -> None:
    for _attempt in range(6):
        assert not gets_in(fatima, WRONG, ip="10.0.0.66")
    assert not gets_in(fatima, RIGHT, ip="10.0.0.66")
    assert gets_in(fatima, RIGHT, ip="10.0.0.7")


def test_another_port_in_the_host_gives_no_fresh_attempts(fatima: User) -> None:
    for port in range(8001, 8007):
        assert not gets_in(fatima, WRONG, ip="10.0.0.66", host=f"localhost:{port}")
    assert not gets_in(fatima, RIGHT, ip="10.0.0.66", host="localhost:9000")


def test_many_callers_together_do_not_get_endless_attempts(
    fatima: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(adapter.FROM_EVERYWHERE, "config", {"sign_in_failed": "8/h/key"})
    for number in range(8):
        assert not gets_in(fatima, WRONG, ip=f"10.0.1.{number}")
    assert not gets_in(fatima, RIGHT, ip="10.0.2.1")


def test_a_full_cache_forgets_no_attempts(fatima: User) -> None:
    for _attempt in range(6):
        assert not gets_in(fatima, WRONG, ip="10.0.0.66")
    for number in range(400):
        cache.set(f"zz{number}", 1, 3_600)
    assert not gets_in(fatima, RIGHT, ip="10.0.0.66")


def test_signing_in_often_uses_up_no_attempts(fatima: User) -> None:
    assert all(gets_in(fatima, RIGHT, ip="10.0.0.7") for _time in range(8))


def test_the_link_of_the_mail_leads_to_the_known_address(fatima: User, settings: Any, client: Client) -> None:
    settings.PUBLIC_URL = "https://samenwijzer.example.nl"
    client.post(reverse("account_reset_password"), {"email": fatima.email}, HTTP_HOST="localhost:666")
    body = str(mail.outbox[0].body)
    assert "https://samenwijzer.example.nl/account/password/reset/key/" in body
    assert "localhost" not in body


def test_a_new_password_ends_the_sessions_elsewhere(fatima: User, sign_in: SignIn) -> None:
    here, there = sign_in(fatima), sign_in(fatima)
    new = "vier-woorden-op-een-rij"
    before = here.session.session_key
    form = {"oldpassword": RIGHT, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), form).status_code == 302
    assert here.get("/onderdelen/").status_code == 200
    assert here.session.session_key != before
    assert there.get("/onderdelen/").status_code == 302


def test_a_session_from_before_signing_in_is_not_kept(fatima: User, client: Client) -> None:
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    client.post(reverse("account_login"), {"login": fatima.email, "password": RIGHT})
    assert client.session.session_key != session.session_key


def test_a_person_who_left_is_out_at_once(fatima: User, sign_in: SignIn) -> None:
    client = sign_in(fatima)
    fatima.is_active = False
    fatima.save()
    assert client.get("/onderdelen/").status_code == 302


def test_pages_are_framed_and_kept_by_nobody(sign_in: SignIn, fatima: User) -> None:
    for answer in (sign_in(fatima).get("/"), Client().get(reverse("account_login")), Client().get("/niets")):
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert re.search(r"no-store", answer["Cache-Control"])
        assert "private" in answer["Cache-Control"]
