"""What is written about people and places passes the guard, and what was typed is kept."""

import pytest
from django.urls import reverse

from samenwijzer.accounts import actions
from samenwijzer.accounts.models import Location, Override, PeopleImport, User
from tests.cast import SignIn

pytestmark = pytest.mark.django_db
BSN = "123456782"
SURE = {"not_traceable": "on", "traceable_reason": "Het is de balie."}


def test_a_block_stands_beside_the_field_and_what_was_typed_is_kept(admin: User, sign_in: SignIn) -> None:
    sent = {"name": f"bsn {BSN}", "about": "Bij de brug", **SURE}
    answer = sign_in(admin).post(reverse("accounts:add_location"), sent)
    assert answer.status_code == 422
    assert "Bij de brug" in answer.content.decode()
    assert not Location.objects.exists()


def test_a_warning_is_let_stand_with_a_reason(admin: User, sign_in: SignIn) -> None:
    page, sent = sign_in(admin), {"name": "Balie", "about": "Bel 06-12345678"}
    assert page.post(reverse("accounts:add_location"), sent).status_code == 422
    assert page.post(reverse("accounts:add_location"), sent | SURE).status_code == 302
    assert Override.objects.get().ref == f"accounts.location:{Location.objects.get().pk}"


def test_of_a_file_of_people_no_bsn_is_kept(admin: User) -> None:
    made = actions.start_import(
        actor=admin,
        columns=["Naam", "E-mailadres", "Functie"],
        rows=[["Tess Trainer", "tess@example.org", f"bsn {BSN}"]],
        mapping={"name": 0, "email": 1, "function": 2},
    )
    actions.confirm_import(actor=admin, made=made, leaving=[])
    while actions.import_rows(import_id=made.pk):
        pass
    kept = PeopleImport.objects.get()
    assert BSN not in f"{kept.rows} {kept.refused} {kept.columns}"
    [[line, name, reason]] = kept.refused
    assert (line, name) == (2, "Tess Trainer")
    assert "BSN" in reason
