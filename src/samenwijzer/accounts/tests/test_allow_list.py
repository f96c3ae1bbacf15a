"""What the organisation says is no citizen's data."""

import pytest
from django.urls import reverse

from samenwijzer.accounts import queries
from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import AllowedText, User
from samenwijzer.accounts.queries import look_again
from samenwijzer.guard import Traceable
from samenwijzer.kernel import clock
from samenwijzer.outbox.models import AuditLine
from tests.cast import SignIn
from tests.page_forms import forms_in

pytestmark = pytest.mark.django_db
NUMBER = "06-12345678"
TRY = "/beheer/toegestaan/proberen/"


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
    ("kind", "value"),
    [
        ("number", "x"),
        ("email", "x"),
        ("domain", "x@y"),
        ("dossier", "Z-1"),
        ("text", ""),
        ("text", NUMBER),
        ("text", "bsn 123456782"),
        ("text", f"bel {NUMBER} of post@elders.example"),
    ],
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


def test_what_was_removed_is_put_back_with_one_button(admin: User, sign_in: SignIn) -> None:
    page, sent = sign_in(admin), {"kind": "number", "value": NUMBER, "note": "De balie"}
    page.post(reverse("accounts:add_allowed_text"), sent)
    here = reverse("accounts:remove_allowed_text", args=[AllowedText.objects.get().pk])
    text = page.post(here, {"confirmed": "1"}, follow=True).content.decode()
    assert not AllowedText.objects.exists()
    [form] = [one for one in forms_in(text, at="/") if one.values.get("value") == [NUMBER]]
    assert page.post(form.action, form.values).status_code == 302
    assert AllowedText.objects.values("kind", "value", "note").get() == sent


def test_a_tried_text_shows_what_stops_and_which_entry_lets_what_pass(
    admin: User, fatima: User, sign_in: SignIn
) -> None:
    for number in range(40):
        AllowedText.objects.create(kind="text", value=f"Plein {number}a", added_at=clock.now())
    entry = AllowedText.objects.create(kind="number", value="0612*", added_at=clock.now())
    AllowedText.objects.create(kind="email", value="balie@example.com", added_at=clock.now())
    look_again()
    text = f"BSN 123456782. Bel {NUMBER} of 06-98765432, mail balie@example.com. Ik sprak {fatima.name}."
    tried = queries.try_text(viewer=admin, text=text)
    assert [(one.words, one.level, one.entry) for one in tried] == [
        ("123456782", "block", ""),
        (NUMBER, "", "0612*"),
        ("06-98765432", "warn", ""),
        ("balie@example.com", "", "balie@example.com"),
        (fatima.name, "", ""),
    ]
    answer = sign_in(admin).post(TRY, {"tried": text})
    assert reverse("accounts:allowed_text", args=[entry.pk]) in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert not AuditLine.objects.filter(action__startswith="accounts.allowed").exists()


def test_nothing_or_too_much_to_try_is_said(admin: User, fatima: User, sign_in: SignIn) -> None:
    page = sign_in(admin)
    assert "Niets gevonden in deze tekst" in page.post(TRY, {"tried": "Mag dat?"}).content.decode()
    for wrong in ("", "a" * 2_001):
        assert page.post(TRY, {"tried": wrong}).status_code == 422
    assert sign_in(fatima).post(TRY, {"tried": "x"}).status_code == 403
