"""The command that lets the first administrator in, and one that lost the way."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from samenwijzer.accounts.actions import end_account
from samenwijzer.accounts.models import GUEST_BIT, Right, User
from samenwijzer.kernel import clock
from samenwijzer.outbox.models import AuditLine

pytestmark = pytest.mark.django_db


def link_for(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    call_command("administrator", *arguments)
    return capsys.readouterr().out.strip()


def signed_in_by(link: str) -> str | None:
    browser = Client()
    browser.get(link)
    browser.post("/account/link/")
    found: str | None = browser.session.get("_auth_user_id")
    return found


def test_the_first_administrator_comes_in_by_the_link(capsys: pytest.CaptureFixture[str]) -> None:
    link = link_for(capsys, "Bram@Example.org ", "--name", " Bram  Bakker")
    bram = User.objects.get()
    assert (bram.name, bram.email, bram.may(Right.ADMINISTER)) == ("Bram Bakker", "bram@example.org", True)
    assert signed_in_by(link) == str(bram.pk)
    assert signed_in_by(link) is None
    made = set(AuditLine.objects.filter(origin="command").values_list("action", flat=True))
    assert made == {"accounts.user.added", "accounts.user.roles_changed", "accounts.sign_in_link.made"}


def test_an_administrator_who_lost_the_way_gets_another_link(
    fatima: User, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = link_for(capsys, fatima.email), link_for(capsys, fatima.email)
    assert first != second
    assert signed_in_by(first) is None
    assert User.objects.get(pk=fatima.pk).may(Right.ADMINISTER)
    assert AuditLine.objects.filter(action="accounts.user.roles_changed").count() == 1


def test_who_may_not_come_in_gets_no_link(fatima: User, bram: User) -> None:
    User.objects.create_user(
        email="gast@example.org", name="Gast", role_bits=GUEST_BIT, guest_until=clock.today()
    )
    User.objects.filter(pk=bram.pk).update(role_bits=1 << 2)
    end_account(person=fatima, actor=User.objects.get(pk=bram.pk))
    for address in (fatima.email, "gast@example.org", "niemand@example.org", "geen adres"):
        with pytest.raises(CommandError):
            call_command("administrator", address)
    assert User.objects.filter(role_bits=1 << 2).count() == 1
