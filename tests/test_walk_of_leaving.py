"""The walk in docs/walks/somebody-leaves.md, step by step."""

import pytest
from django.urls import reverse

from samenwijzer.accounts.models import Department, Role, Team, User, role_bits
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.forum.models import Request
from samenwijzer.forum.tests.factories import make_question, make_request
from samenwijzer.outbox.models import AuditLine
from tests.cast import SignIn
from tests.house.reading import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_joosts_is_elses_and_then_noors(
    joost: User, els: User, noor: User, fatima: User, bram: User, wmo: Department, sign_in: SignIn
) -> None:
    bram.role_bits = role_bits({Role.ADMINISTRATOR})
    bram.save()
    joost.team = Team.objects.create(name="Woningen", department=wmo, manager=els)
    joost.save()
    page = make_page("Traplift", space=wmo.default_space, author=joost)
    make_request(make_question(fatima, "Wie betaalt de traplift?"), joost)
    joosts, brams = sign_in(joost), sign_in(bram)

    address = reverse("journeys:leave", args=[joost.pk])
    assert f"Gaat naar {els.name}" in brams.get(address).content.decode()
    for _pressed_twice in range(2):
        assert brams.post(address).status_code == 302
    assert joosts.get("/").status_code == 302
    assert Request.objects.get().state == "returned"
    page.refresh_from_db()
    assert (page.owner, page.author) == (els, joost)
    words = sign_in(fatima).get(f"/bibliotheek/{page.pk}/").content.decode()
    assert "Joost Verhagen, werkt hier niet meer" in words

    assert "Joost Verhagen is uit dienst. Jij bent nu eigenaar" in sign_in(els).get("/").content.decode()
    hand_on = reverse("journeys:hand_over", args=[f"documents.page:{page.pk}"])
    assert sign_in(els).post(hand_on, {"person": noor.pk}).status_code == 302
    page.refresh_from_db()
    assert page.owner == els
    waiting = noor.ownership_tasks.get()
    sign_in(noor).post(reverse("journeys:answer", args=[waiting.pk]), {"says": "take"})
    page.refresh_from_db()
    assert page.owner == noor

    assert AuditLine.objects.filter(action="accounts.user.left").count() == 1
    assert AuditLine.objects.filter(action="documents.page.handed_over").count() == 2


def test_the_walk_names_what_exists() -> None:
    text = (ROOT / "docs" / "walks" / "somebody-leaves.md").read_text(encoding="utf-8")
    for name in ("plan_leaving", "person_leaves", "forget_ownership"):
        assert f"`leaver.{name}`" in text
        assert f"def {name}(" in (ROOT / "src/samenwijzer/journeys/leaver.py").read_text(encoding="utf-8")
