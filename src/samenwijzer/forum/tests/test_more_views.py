"""The doors to changing a text, to requests, and to every page in both languages."""

import pytest
from django.test import Client
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.forum.models import Request
from samenwijzer.forum.tests.factories import make_answer, make_question, make_request
from samenwijzer.forum.tests.test_views import NASTY, at
from samenwijzer.spaces.models import Space
from samenwijzer.subjects.models import Subject
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(fatima: User, sign_in: SignIn) -> Client:
    return sign_in(fatima)


# --- changing


def test_changing_a_question(browser: Client, fatima: User) -> None:
    subjects = [Subject.objects.create(name=f"Onderwerp {n}") for n in range(4)]
    question = make_question(fatima, "Mag een gift?", body="Oud.")
    question.subjects.set(subjects)
    words = browser.get(at("edit", question.pk)).content.decode()
    assert words.count(" selected>") >= 4
    sent = {
        "title": "Mag een grote gift?",
        "body": "Nieuw.",
        "space": question.space_id,
        **{f"subject_{n}": subject.pk for n, subject in enumerate(subjects, start=1)},
    }
    assert browser.post(at("edit", question.pk), sent)["Location"] == at("question", question.pk)
    question.refresh_from_db()
    assert question.title == "Mag een grote gift?"
    assert question.subjects.count() == 4
    words = browser.get(at("history", question.pk)).content.decode()
    assert "<del>" in words
    assert "<ins>" in words


def test_a_change_that_cannot_be_keeps_its_words(browser: Client, fatima: User, joost: User) -> None:
    question = make_question(fatima)
    answer = make_answer(fatima, question)
    sent = {"title": "", "body": "Nieuwe uitleg", "space": question.space_id}
    shown = browser.post(at("edit", question.pk), sent)
    assert shown.status_code == 422
    assert "Nieuwe uitleg</textarea>" in shown.content.decode()
    shown = browser.post(at("edit_answer", answer.pk), {"body": "b" * 20_001})
    assert shown.status_code == 422
    assert "bbb</textarea>" in shown.content.decode()


def test_changing_an_answer(browser: Client, fatima: User) -> None:
    answer = make_answer(fatima, make_question(fatima), "Ja.")
    assert "Ja.</textarea>" in browser.get(at("edit_answer", answer.pk)).content.decode()
    assert browser.post(at("edit_answer", answer.pk), {"body": "Nee."}).status_code == 302
    assert "Nee." in browser.get(at("answer_history", answer.pk)).content.decode()


def test_another_cannot_change(joost: User, fatima: User, sign_in: SignIn) -> None:
    question = make_question(fatima)
    answer = make_answer(fatima, question)
    client = sign_in(joost)
    for address in (at("edit", question.pk), at("edit_answer", answer.pk)):
        assert client.get(address).status_code == 403
        assert client.post(address, {"body": "x"}).status_code == 403


# --- requests


def test_asking_a_colleague_by_name(browser: Client, fatima: User, joost: User) -> None:
    question = make_question(fatima)
    address = at("ask_colleague", question.pk)
    assert joost.name in browser.get(f"{address}?name=verhagen").content.decode()
    for _ in range(2):
        assert browser.post(address, {"person": joost.pk}).status_code == 302
    assert Request.objects.get().person == joost
    assert joost.name in browser.get(at("question", question.pk)).content.decode()


@pytest.mark.parametrize("person", ["", "x", "9" * 30, "-1", "999999"])
def test_asking_nobody_is_a_clear_sentence(browser: Client, fatima: User, person: str) -> None:
    question = make_question(fatima)
    answer = browser.post(at("ask_colleague", question.pk), {"person": person})
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["", "x" * 5_000, "\x00", NASTY, "%_'\"\\"])
def test_any_name_can_be_looked_up(browser: Client, fatima: User, name: str) -> None:
    question = make_question(fatima)
    answer = browser.get(at("ask_colleague", question.pk), {"name": name})
    assert answer.status_code in {200, 422}


def test_reacting_leads_on(fatima: User, joost: User, noor: User, sign_in: SignIn) -> None:
    client = sign_in(joost)
    question = make_question(fatima)
    request = make_request(question, joost)
    address = at("react", request.pk)
    assert client.post(address, {"reaction": "accepted"})["Location"].endswith("#answer")
    assert client.post(address, {"reaction": "not_now", "next": "/"})["Location"] == "/"
    assert client.get(address).status_code == 200
    answer = client.post(address, {"reaction": "named", "person": noor.pk, "next": "//kwaad.example/"})
    assert answer["Location"] == at("question", question.pk)
    assert Request.objects.get(person=noor).asked_by == joost


@pytest.mark.parametrize(
    "sent", [{}, {"reaction": "x"}, {"reaction": "named"}, {"reaction": "named", "person": "x"}]
)
def test_a_reaction_that_says_nothing_is_asked_again(
    fatima: User, joost: User, sign_in: SignIn, sent: dict[str, str]
) -> None:
    request = make_request(make_question(fatima), joost)
    assert sign_in(joost).post(at("react", request.pk), sent).status_code == 422
    request.refresh_from_db()
    assert request.state == "asked"


# --- languages and addresses


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_in_both_languages(
    fatima: User, joost: User, closed_space: Space, sign_in: SignIn, language: str
) -> None:
    fatima.language = language
    fatima.save()
    client = sign_in(fatima)
    question = make_question(fatima)
    answer = make_answer(fatima, question)
    make_request(question, joost)
    own = make_request(make_question(joost), fatima)
    pages = [
        at("questions"),
        at("questions") + "?show=mine",
        at("ask"),
        *(
            at(name, question.pk)
            for name in ("question", "edit", "history", "ask_colleague", "comment", "similar_to")
        ),
        at("question", own.question_id),
        *(at(name, answer.pk) for name in ("edit_answer", "answer_history")),
        at("react", own.pk),
        reverse("spaces:spaces"),
        reverse("spaces:space", args=[question.space_id]),
    ]
    for address in pages:
        shown = client.get(address)
        assert shown.status_code == 200, address
        words = shown.content.decode()
        assert f'<html lang="{language}"' in words
        assert ("Je profiel" in words or "Mijn profiel" in words) == (language == "nl")
    assert client.get(reverse("spaces:space", args=[closed_space.pk])).status_code == 403


@pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 19, "9" * 200])
def test_a_number_that_is_nothing_is_not_found(browser: Client, pk: str) -> None:
    for address in (f"/vragen/{pk}/", f"/vragen/antwoord/{pk}/wijzig/", f"/vragen/verzoek/{pk}/"):
        assert browser.get(address).status_code == 404
    assert browser.get(f"/ruimtes/{pk}/").status_code == 404


@pytest.mark.parametrize("page", ["0", "-3", "x", "999999", "9" * 400])
def test_any_page_number_gives_a_page(browser: Client, fatima: User, page: str) -> None:
    make_question(fatima)
    assert browser.get(at("questions"), {"page": page}).status_code == 200
