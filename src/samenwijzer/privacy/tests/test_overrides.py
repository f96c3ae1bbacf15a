"""The privacy officer reads which warnings were let stand, and why; what was found is not kept."""

import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Override, Role, User
from samenwijzer.forum.models import Question
from samenwijzer.kernel import clock
from samenwijzer.privacy.terms import TERMS
from samenwijzer.spaces.models import Space
from samenwijzer.spaces.tests.factories import with_role
from tests.cast import SignIn

pytestmark = pytest.mark.django_db

LIST = "/beheer/meldingen/waarschuwingen/"
PHONE = "06-12345678"


@pytest.fixture
def officer(els: User, sign_in: SignIn) -> Client:
    return sign_in(with_role(els, Role.PRIVACY_OFFICER))


def let_stand(writer: User, ref: str = "forum.question:1", label: str = "PHONE", days: int = 0) -> None:
    at = clock.now() - datetime.timedelta(days=days)
    Override.objects.create(ref=ref, writer=writer, labels=[label], reason=f"Reden {label}.", at=at)


def test_a_warning_that_a_writer_lets_stand_comes_to_stand_there(
    officer: Client, fatima: User, sign_in: SignIn
) -> None:
    assert "Nog geen waarschuwing is blijven staan" in officer.get(LIST).content.decode()
    sent = {
        "title": "Welk nummer heeft de winkel?",
        "body": f"Is het {PHONE}?",
        "space": Space.objects.get(default_for=fatima.department).pk,
        "not_traceable": "1",
        "traceable_reason": "Het nummer van de winkel.",
    }
    assert sign_in(fatima).post("/vragen/stel/", sent).status_code == 302
    main = officer.get(LIST).content.decode().split("<main")[1]
    for words in (fatima.name, "Telefoonnummer", "Het nummer van de winkel.", "Vraag"):
        assert words in main
    assert f'href="/vragen/{Question.objects.get().pk}/"' in main
    assert PHONE not in main


def test_a_reason_passes_the_guard_itself(officer: Client, fatima: User, sign_in: SignIn) -> None:
    sent = {"title": "Wat nu?", "body": PHONE, "not_traceable": "1", "traceable_reason": f"Bel {PHONE}"}
    assert sign_in(fatima).post("/vragen/stel/", sent).status_code == 422
    assert not Override.objects.exists()


def test_a_text_that_the_officer_may_not_read_has_no_link(
    officer: Client, hidden_space: Space, fatima: User
) -> None:
    question = Question.objects.create(
        space=hidden_space, author=fatima, title="Geheim", body="x", asked_at=clock.now()
    )
    let_stand(fatima, f"forum.question:{question.pk}")
    let_stand(fatima, "gone.kind:1")
    main = officer.get(LIST).content.decode().split("<main")[1]
    assert "Reden PHONE." in main
    assert f"/vragen/{question.pk}/" not in main


def test_it_is_filtered_by_kind_and_period(officer: Client, fatima: User) -> None:
    let_stand(fatima, days=40)
    let_stand(fatima, label="EMAIL")
    today = clock.today()
    week_ago = (today - datetime.timedelta(days=7)).isoformat()
    for chosen, shown in (
        ({"label": "PHONE"}, {"PHONE"}),
        ({"since": week_ago}, {"EMAIL"}),
        ({"until": week_ago}, {"PHONE"}),
        ({"since": today.isoformat(), "until": today.isoformat()}, {"EMAIL"}),
        ({"label": "BSN"}, set()),
    ):
        text = officer.get(LIST, chosen).content.decode()
        assert {one for one in ("PHONE", "EMAIL") if f"Reden {one}." in text} == shown
    for wrong in ({"label": "x"}, {"since": "x"}, {"since": today.isoformat(), "until": week_ago}):
        assert officer.get(LIST, wrong).status_code == 422


def test_it_is_for_the_privacy_officer_alone(fatima: User, sign_in: SignIn) -> None:
    assert sign_in(fatima).get(LIST).status_code == 403


def test_it_costs_as_much_with_many(
    officer: Client, fatima: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    kinds = ("forum.question", "forum.answer", "forum.comment", "documents.page", "signpost.service")
    for number in range(30):
        for kind in (*kinds, "spaces.space", "accounts.user"):
            let_stand(fatima, f"{kind}:{number + 1}")
    with django_assert_max_num_queries(12):
        assert officer.get(LIST).status_code == 200
    assert officer.get(LIST, {"page": "2"}).content.decode().count("Reden") == 25


def test_they_go_after_their_term(fatima: User) -> None:
    let_stand(fatima, days=400)
    let_stand(fatima)
    [term] = [one for one in TERMS if one.kind == "overrides"]
    before = clock.now() - datetime.timedelta(days=term.days)
    assert (term.due(before), term.prune(before), term.prune(before)) == (1, 1, 0)
    assert Override.objects.count() == 1
