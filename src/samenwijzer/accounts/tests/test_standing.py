"""Blocking, leaving, roles and the way in that works once."""

import datetime
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from samenwijzer.accounts import actions, queries
from samenwijzer.accounts.models import Role, SignInLink, Team, User, role_bits
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal
from samenwijzer.outbox.models import AuditLine, Change
from tests.cast import SignIn

pytestmark = pytest.mark.django_db
NEW = "vier-woorden-op-een-rij"


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def test_who_is_blocked_is_out_at_once_and_in_no_search(admin: User, noor: User, sign_in: SignIn) -> None:
    client = sign_in(noor)
    assert client.get("/onderdelen/").status_code == 200
    actions.block_person(person=noor, actor=admin)
    assert client.get("/onderdelen/").status_code == 302
    assert not UserSession.objects.filter(user=noor).exists()
    assert Change.objects.filter(kind="people.person", object_id=noor.pk).exists()
    actions.unblock_person(person=noor, actor=admin)
    assert fresh(noor).is_active
    actions_done = AuditLine.objects.values_list("action", flat=True)
    assert {"accounts.user.blocked", "accounts.user.unblocked"} <= set(actions_done)


def test_blocking_twice_is_once(admin: User, noor: User) -> None:
    actions.block_person(person=noor, actor=admin)
    actions.block_person(person=noor, actor=admin)
    assert AuditLine.objects.filter(action="accounts.user.blocked").count() == 1


def test_the_last_administrator_stays_whatever_is_tried(admin: User, fatima: User) -> None:
    with pytest.raises(Refusal):
        actions.block_person(person=admin, actor=admin)
    with pytest.raises(Refusal):
        actions.end_account(person=admin, actor=admin)
    with pytest.raises(Refusal):
        actions.change_roles(person=admin, roles=(), actor=admin)
    actions.change_many(actor=admin, kind="take_role", people=[admin.pk], target="administrator")
    assert fresh(admin).may("administer")
    actions.change_roles(person=fatima, roles={Role.ADMINISTRATOR}, actor=admin)
    actions.change_roles(person=admin, roles=(), actor=admin)
    assert not fresh(admin).may("administer")


def test_of_two_administrators_taken_together_one_stays(admin: User, fatima: User) -> None:
    actions.change_roles(person=fatima, roles={Role.ADMINISTRATOR}, actor=admin)
    change = actions.change_many(
        actor=admin, kind="take_role", people=[fatima.pk, admin.pk], target="administrator"
    )
    assert len(change.refused) == 1
    assert sum(fresh(one).may("administer") for one in (admin, fatima)) == 1


def test_who_leaves_has_no_session_no_role_and_no_way_in(admin: User, fatima: User, sign_in: SignIn) -> None:
    actions.change_roles(person=fatima, roles={Role.KNOWLEDGE_MANAGER}, actor=admin)
    actions.make_sign_in_link(person=fatima, actor=admin)
    client = sign_in(fatima)
    actions.end_account(person=fatima, actor=admin)
    actions.end_account(person=fatima, actor=admin)
    gone = fresh(fatima)
    assert (gone.is_active, gone.role_bits) == (False, 0)
    assert gone.left_at is not None
    assert client.get("/onderdelen/").status_code == 302
    assert not SignInLink.objects.exists()
    with pytest.raises(Refusal):
        actions.make_sign_in_link(person=fatima, actor=admin)
    actions.unblock_person(person=fatima, actor=admin)
    assert fresh(fatima).left_at is None


def test_a_guest_gets_no_other_role_and_stays_a_year_at_most(admin: User) -> None:
    today = clock.today()
    made: dict[str, Any] = {"name": "Tess Trainer", "email": "tess@elders.example", "function": "trainer"}
    with pytest.raises(Refusal) as refused:
        actions.add_guest(actor=admin, until=today + datetime.timedelta(days=400), **made)
    assert refused.value.field == "until"
    guest = actions.add_guest(actor=admin, until=today, **made)
    with pytest.raises(Refusal):
        actions.change_roles(person=guest, roles={Role.ADMINISTRATOR}, actor=admin)
    actions.change_guest(actor=admin, person=guest, until=today + datetime.timedelta(days=30), **made)
    assert fresh(guest).is_guest


def test_a_link_lets_in_once_and_asks_for_a_password(admin: User, noor: User, client: Client) -> None:
    secret = actions.make_sign_in_link(person=noor, actor=admin)
    address = reverse("accounts:follow_link", args=[secret])
    landing = client.get(address)
    assert landing["Location"] == reverse("accounts:use_link")
    assert secret not in client.get(landing["Location"]).content.decode()
    assert not Session.objects.exists()
    kept = landing.cookies["samenwijzer-link"]
    assert (kept["httponly"], kept["path"]) == (True, landing["Location"])
    assert SignInLink.objects.get().used_at is None
    used = client.post(reverse("accounts:use_link"))
    assert used["Location"] == reverse("accounts:choose_password")
    assert not used.cookies["samenwijzer-link"].value
    short = client.post(used["Location"], {"password1": "kort", "password2": "kort"})
    assert short.status_code == 422
    assert "Dit wachtwoord is te kort. Gebruik minstens 12 tekens." in short.text
    assert client.post(used["Location"], {"password1": NEW, "password2": NEW}).status_code == 302
    assert fresh(noor).check_password(NEW)
    assert client.get("/onderdelen/").status_code == 200
    again = Client()
    again.get(address)
    assert again.post(reverse("accounts:use_link")).status_code == 422
    assert client.get(reverse("accounts:choose_password"))["Location"] == reverse("account_change_password")


def test_signing_out_everywhere_also_ends_the_session_in_which_a_password_was_chosen(
    admin: User, noor: User, client: Client
) -> None:
    secret = actions.make_sign_in_link(person=noor, actor=admin)
    client.get(reverse("accounts:follow_link", args=[secret]))
    client.post(reverse("accounts:use_link"))
    client.post(reverse("accounts:choose_password"), {"password1": NEW, "password2": NEW})
    assert client.get("/onderdelen/").status_code == 200
    actions.sign_out_everywhere(person=noor, actor=admin)
    assert client.get("/onderdelen/").status_code == 302


def test_a_new_password_ends_a_link_that_nobody_used(admin: User, noor: User, sign_in: SignIn) -> None:
    secret = actions.make_sign_in_link(person=noor, actor=admin)
    passwords = {"oldpassword": "wachtwoord-van-noor", "password1": NEW, "password2": NEW}
    client = sign_in(noor)
    assert client.post(reverse("account_change_password"), passwords).status_code == 302
    assert fresh(noor).check_password(NEW)
    with pytest.raises(Refusal):
        actions.use_sign_in_link(secret=secret)


def test_the_secret_stands_in_no_table_and_a_new_link_ends_the_old(admin: User, noor: User) -> None:
    old = actions.make_sign_in_link(person=noor, actor=admin)
    new = actions.make_sign_in_link(person=noor, actor=admin)
    assert SignInLink.objects.get().digest not in {old, new}
    with pytest.raises(Refusal):
        actions.use_sign_in_link(secret=old)
    assert actions.use_sign_in_link(secret=new) == noor


@pytest.mark.parametrize("secret", ["kort", "é" * 40, "; Path=/" * 5, "a" * 400])
def test_what_was_never_a_link_lets_nobody_in(db: None, client: Client, secret: str) -> None:
    kept = client.get(reverse("accounts:follow_link", args=[secret.replace("/", "")])).cookies
    assert [morsel.value for morsel in kept.values()] == ["?"]
    assert client.post(reverse("accounts:use_link")).status_code == 422


def test_an_old_link_and_one_of_who_is_blocked_let_nobody_in(admin: User, noor: User) -> None:
    secret = actions.make_sign_in_link(person=noor, actor=admin, lasts=datetime.timedelta(seconds=-1))
    with pytest.raises(Refusal):
        actions.use_sign_in_link(secret=secret)
    secret = actions.make_sign_in_link(person=noor, actor=admin)
    User.objects.filter(pk=noor.pk).update(is_active=False)
    with pytest.raises(Refusal):
        actions.use_sign_in_link(secret=secret)


def test_the_link_is_shown_once(admin: User, noor: User, sign_in: SignIn) -> None:
    client = sign_in(admin)
    shown = client.post(reverse("accounts:make_link", args=[noor.pk])).content.decode()
    assert "/account/link/" in shown
    assert "/account/link/" not in client.get(reverse("accounts:person", args=[noor.pk])).content.decode()


def test_managing_a_team_brings_its_role_and_ends_with_it(
    admin: User, team: Team, joost: User, els: User
) -> None:
    actions.set_team_manager(actor=admin, team=team, manager=els)
    assert Role.TEAM_MANAGER in fresh(els).roles
    assert Role.TEAM_MANAGER not in fresh(joost).roles
    actions.change_roles(person=els, roles={Role.PRIVACY_OFFICER}, actor=admin)
    assert {Role.TEAM_MANAGER, Role.PRIVACY_OFFICER} <= fresh(els).roles
    els.is_active = False
    els.save()
    with pytest.raises(Refusal):
        actions.set_team_manager(actor=admin, team=team, manager=els)


def test_a_guest_past_his_day_gets_no_link(admin: User) -> None:
    until = clock.today()
    guest = actions.add_guest(actor=admin, name="Tess", email="t@elders.example", function="", until=until)
    User.objects.filter(pk=guest.pk).update(guest_until=until - datetime.timedelta(days=1))
    with pytest.raises(Refusal):
        actions.make_sign_in_link(person=guest, actor=admin)
    assert role_bits({Role.GUEST}) == guest.role_bits


def test_an_administrator_is_reminded_of_a_guest_who_ends_soon(admin: User, noor: User) -> None:
    today = clock.today()
    for name, days in (("Tess", 3), ("Later", 60)):
        until = today + datetime.timedelta(days=days)
        email = f"{name.lower()}@elders.example"
        actions.add_guest(actor=admin, name=name, email=email, function="", until=until)
    assert [task.title for task in queries.guest_tasks(viewer=admin)] == ["Tess"]
    assert queries.guest_tasks(viewer=noor) == ()
