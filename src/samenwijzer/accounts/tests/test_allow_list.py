"""What the organisation says is no citizen's data."""

import pytest
from django.urls import reverse

from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import AllowedText, User
from samenwijzer.guard import Traceable
from samenwijzer.outbox.models import AuditLine
from tests.cast import SignIn

pytestmark = pytest.mark.django_db
NUMBER = "06-12345678"


def test_what_is_on_the_list_passes_until_it_is_taken_off(admin: User, sign_in: SignIn) -> None:
    with pytest.raises(Traceable):
        pass_guard(writer=admin, texts={"body": f"Bel {NUMBER}"})
    page = sign_in(admin)
    sent = {"kind": "number", "value": NUMBER, "note": "De balie"}
    assert page.post(reverse("accounts:add_allowed_text"), sent).status_code == 302
    pass_guard(writer=admin, texts={"body": f"Bel {NUMBER}"})
    shown = page.get(reverse("accounts:allow_list")).content.decode()
    assert NUMBER in shown
    assert "De balie" in shown
    entry = AllowedText.objects.get()
    here = reverse("accounts:allowed_text", args=[entry.pk])
    assert page.post(here, sent | {"note": "x"}).status_code == 302
    assert page.post(f"{here}weg/", {"confirmed": "1"}).status_code == 302
    with pytest.raises(Traceable):
        pass_guard(writer=admin, texts={"body": f"Bel {NUMBER}"})
    written = AuditLine.objects.filter(action__startswith="accounts.allowed_text.")
    assert set(written.values_list("action", flat=True)) == {
        f"accounts.allowed_text.{verb}" for verb in ("added", "changed", "removed")
    }


@pytest.mark.parametrize(
    ("kind", "value"), [("number", "x"), ("email", "x"), ("domain", "x@y"), ("dossier", "Z-1"), ("text", "")]
)
def test_what_cannot_be_is_said_and_kept(admin: User, sign_in: SignIn, kind: str, value: str) -> None:
    answer = sign_in(admin).post(reverse("accounts:add_allowed_text"), {"kind": kind, "value": value})
    assert answer.status_code == 422
    assert f'value="{value}"' in answer.content.decode() or not value
    assert not AllowedText.objects.exists()


def test_why_it_passes_holds_no_data_itself(admin: User, sign_in: SignIn) -> None:
    sent = {"kind": "number", "value": NUMBER, "note": "Van cliënt met BSN 123456782"}
    answer = sign_in(admin).post(reverse("accounts:add_allowed_text"), sent)
    assert answer.status_code == 422
    assert sent["note"] in answer.content.decode()
    assert not AllowedText.objects.exists()


def test_it_stands_once(admin: User, sign_in: SignIn) -> None:
    page, sent = sign_in(admin), {"kind": "text", "value": "Jan Steenlaan"}
    answers = [page.post(reverse("accounts:add_allowed_text"), sent).status_code for _time in range(2)]
    assert answers == [302, 422]


def test_nobody_else_sees_it(fatima: User, sign_in: SignIn) -> None:
    for name in ("allow_list", "add_allowed_text"):
        assert sign_in(fatima).get(reverse(f"accounts:{name}")).status_code == 403
