"""What shows that somebody knows a subject: she sees all of it, and decides for what she is found."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Role, User, role_bits
from samenwijzer.documents.models import Page
from samenwijzer.people.actions import confirm_subject, take_subject_back, turn_subject_away
from samenwijzer.people.models import Confirmation, SubjectChoice
from samenwijzer.people.queries import Filters, directory, evidence_tasks, experts, own_evidence
from samenwijzer.people.tests.conftest import Index
from samenwijzer.people.tests.factories import answered, declare, wrote
from samenwijzer.spaces.models import Member, Space
from samenwijzer.subjects.models import Subject
from tests.cast import SignIn

pytestmark = pytest.mark.django_db

EXAMPLE = "Joost hielp mij met een traplift in een huurwoning."


def page_of(person: User) -> str:
    return reverse("people:person", args=[person.pk])


@pytest.fixture
def traplift(joost: User, fatima: User, hidden_space: Space, index: Index) -> Subject:
    """Joost declares it, answered and wrote about it, partly where few read it, and Fatima confirms it."""
    subject = declare(joost, "traplift").subject
    answered(joost, "Wie betaalt de traplift?", asker=fatima, accepted=True).question.subjects.add(subject)
    for page in (wrote(joost, "Traplift plaatsen"), wrote(joost, "Traplift weg", space=hidden_space)):
        page.subjects.add(subject)
    wrote(joost, "Parkeren bij de balie")
    confirm_subject(actor=fatima, person=joost, subject=subject, example=EXAMPLE)
    index()
    return subject


def test_she_sees_every_piece_with_its_place_and_who_sees_it(
    traplift: Subject, joost: User, sign_in: SignIn
) -> None:
    found = own_evidence(viewer=joost)
    [subject] = found.subjects
    assert {(piece.title or piece.note, piece.place, piece.seen_by) for piece in subject.pieces} == {
        ("", "", "Elke collega"),
        (EXAMPLE, "", "Elke collega"),
        ("Wie betaalt de traplift?", "Inkomen", "Elke collega"),
        ("Traplift plaatsen", "Wmo", "Elke collega"),
        ("Traplift weg", "Toezicht en onderzoek", "Alleen wie in deze ruimte zit"),
    }
    assert [piece.title for piece in found.rest] == ["Parkeren bij de balie"]
    text = sign_in(joost).get(page_of(joost)).content.decode()
    for said in ("Traplift plaatsen", EXAMPLE, "Parkeren bij de balie", "Alleen wie in deze ruimte zit"):
        assert said in text


def test_others_see_of_it_what_they_may_read_and_no_trace_of_the_rest(
    traplift: Subject, joost: User, noor: User, fatima: User, sign_in: SignIn
) -> None:
    seen = sign_in(noor).get(page_of(joost)).content.decode()
    assert EXAMPLE in seen
    assert "Traplift weg" not in seen
    assert "Toezicht en onderzoek" not in seen
    assert "Haal weg" not in seen
    assert "Schreef hier teksten over" in sign_in(fatima).get(page_of(joost)).content.decode()
    assert "Schreef hier teksten over" not in seen
    Member.objects.filter(person=joost).delete()
    left = User.objects.get(pk=joost.pk)
    assert "Traplift weg" not in str(own_evidence(viewer=left))


@pytest.mark.parametrize("state", ["hidden", "contested", "removed"])
def test_what_she_turned_away_finds_her_nowhere_also_after_new_evidence_until_she_takes_it_back(
    traplift: Subject, joost: User, noor: User, fatima: User, sign_in: SignIn, index: Index, state: str
) -> None:
    turn_subject_away(actor=joost, subject=traplift, state=state, note="Dit is vervoer.")  # type: ignore[arg-type]
    answered(joost, "Welke traplift past?", asker=fatima).question.subjects.add(traplift)
    confirm_subject(actor=noor, person=joost, subject=traplift, example="Wist meteen welke lift past.")
    index()
    seen = sign_in(fatima).get(page_of(joost)).content.decode()
    assert "raplift" not in seen
    assert "Wist meteen" not in seen
    filtered = directory(viewer=fatima, filters=Filters(subject_id=traplift.pk))
    assert filtered.page.total == 0
    [own] = own_evidence(viewer=joost).subjects
    assert own.state == state
    assert "Welke traplift past?" in {piece.title for piece in own.pieces}
    client = sign_in(joost)
    assert "Alleen jij" in client.get(page_of(joost)).content.decode()
    again = reverse("people:show_again", args=[traplift.pk])
    for _double_click in range(2):
        assert client.post(again, {"declared": "1"}).status_code == 302
    index()
    assert [one.name for one in experts("traplift", viewer=noor)] == [joost.name]
    assert EXAMPLE in sign_in(fatima).get(page_of(joost)).content.decode()


def test_hiding_and_removing_say_what_happened_and_can_be_undone(
    traplift: Subject, joost: User, sign_in: SignIn
) -> None:
    client = sign_in(joost)
    for state in ("hidden", "removed"):
        address = reverse("people:turn_away", args=[traplift.pk])
        shown = client.post(address, {"state": state}, follow=True)
        assert SubjectChoice.objects.get().state == state
        assert reverse("people:show_again", args=[traplift.pk]) in shown.content.decode()
        client.post(reverse("people:show_again", args=[traplift.pk]), {"declared": "1"})
        assert not SubjectChoice.objects.exists()
        assert joost.declared_subjects.get().subject == traplift
    assert client.post(reverse("people:turn_away", args=[10**9])).status_code == 404


def test_what_she_contests_waits_for_the_owner_who_answers_her(
    traplift: Subject, joost: User, els: User, noor: User, sign_in: SignIn
) -> None:
    Subject.objects.filter(pk=traplift.pk).update(owner=els)
    client, address = sign_in(joost), reverse("people:contest", args=[traplift.pk])
    assert "Els Mulder" in client.get(address).content.decode()
    assert client.post(address, {"note": " "}).status_code == 422
    assert client.post(address, {"note": "Dit is vervoer."}).status_code == 302
    [task] = evidence_tasks(viewer=els)
    assert (task.title, task.note) == ("Traplift", "Dit is vervoer.")
    assert evidence_tasks(viewer=noor) == []
    assert sign_in(noor).get(task.url).status_code == 404
    owner = sign_in(els)
    assert "Dit is vervoer." in owner.get(task.url).content.decode()
    assert owner.post(task.url, {"answer": ""}).status_code == 422
    assert owner.post(task.url, {"answer": "De pagina heeft nu een ander onderwerp."}).status_code == 302
    assert owner.post(task.url, {"answer": "Nog eens."}).status_code == 404
    [heard] = [one for one in evidence_tasks(viewer=joost) if "Els" in one.sentence]
    assert heard.note == "De pagina heeft nu een ander onderwerp."
    assert heard.note in client.get(page_of(joost)).content.decode()
    client.post(heard.answers[0].url)
    assert "Els" not in str(evidence_tasks(viewer=joost))


def test_without_an_owner_who_is_somebody_else_the_knowledge_manager_answers(
    traplift: Subject, joost: User, els: User, bram: User
) -> None:
    bram.role_bits = role_bits({Role.KNOWLEDGE_MANAGER})
    bram.save()
    turn_subject_away(actor=joost, subject=traplift, state="contested", note="Nee.")
    assert len(evidence_tasks(viewer=bram)) == 1
    Subject.objects.filter(pk=traplift.pk).update(owner=joost)
    assert len(evidence_tasks(viewer=bram)) == 1
    Subject.objects.filter(pk=traplift.pk).update(owner=els)
    assert evidence_tasks(viewer=bram) == []
    els.is_active = False
    els.save()
    assert len(evidence_tasks(viewer=bram)) == 1
    take_subject_back(actor=joost, subject=traplift)
    assert evidence_tasks(viewer=bram) == []


def test_a_colleague_confirms_with_an_example_changes_it_and_takes_it_back(
    traplift: Subject, joost: User, noor: User, els: User, sign_in: SignIn
) -> None:
    client, address = sign_in(noor), reverse("people:confirm", args=[joost.pk])
    sent = {"subject": "traplift", "example": "Erg goed"}
    assert client.post(address, sent).status_code == 422
    assert client.post(address, {**sent, "subject": "onbekend"}).status_code == 422
    for example in ("Zag dat de lift niet paste.", "Zag meteen dat de lift niet paste."):
        assert client.post(address, {**sent, "example": example}).status_code == 302
    mine = Confirmation.objects.get(by=noor)
    assert mine.example == "Zag meteen dat de lift niet paste."
    assert mine.example in client.get(f"{address}?subject={traplift.pk}").content.decode()
    back = reverse("people:take_back_confirmation", args=[mine.pk])
    assert sign_in(els).post(back).status_code == 404
    assert client.post(back).status_code == 302
    assert client.post(back).status_code == 404
    own = sign_in(joost).get(reverse("people:confirm", args=[joost.pk]))
    assert own.status_code == 403


def test_the_person_hears_it_and_may_take_it_away(
    traplift: Subject, joost: User, fatima: User, sign_in: SignIn
) -> None:
    [task] = evidence_tasks(viewer=joost)
    assert (task.title, task.note) == ("Traplift", EXAMPLE)
    right, away = task.answers
    client = sign_in(joost)
    client.post(right.url)
    assert evidence_tasks(viewer=joost) == []
    assert client.post(away.url, {"refused": "1"}).status_code == 302
    assert client.post(away.url, {"refused": "1"}).status_code == 404
    giver, address = sign_in(fatima), reverse("people:confirm", args=[joost.pk])
    assert EXAMPLE not in giver.get(page_of(joost)).content.decode() + giver.get(address).content.decode()
    again = giver.post(address, {"subject": "traplift", "example": "Zij is daar echt heel slecht in."})
    assert (again.status_code, giver.post(away.url).status_code) == (422, 404)
    assert evidence_tasks(viewer=joost) == []
    assert list(Confirmation.objects.values_list("example", flat=True)) == [""]


def test_what_is_confirmed_of_a_subject_that_she_turned_away_does_not_bother_her(
    traplift: Subject, joost: User, fatima: User
) -> None:
    turn_subject_away(actor=joost, subject=traplift, state="hidden")
    confirm_subject(actor=fatima, person=joost, subject=traplift, example="Nog een keer hetzelfde liedje.")
    assert evidence_tasks(viewer=joost) == []
    take_subject_back(actor=joost, subject=traplift)
    assert len(evidence_tasks(viewer=joost)) == 1


def test_what_may_be_about_somebody_is_hidden_with_its_report(
    traplift: Subject, joost: User, noor: User, fatima: User, sign_in: SignIn
) -> None:
    Confirmation.objects.update(withheld_at="2026-11-24T09:00Z")
    assert EXAMPLE not in sign_in(noor).get(page_of(joost)).content.decode()
    assert EXAMPLE not in sign_in(joost).get(page_of(joost)).content.decode()
    assert EXAMPLE in sign_in(fatima).get(page_of(joost)).content.decode()


def test_more_evidence_takes_no_more_queries(
    traplift: Subject, joost: User, fatima: User, sign_in: SignIn, index: Index,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(9):
        page: Page = wrote(joost, f"Stuk {number}")
        page.subjects.add(declare(joost, f"onderwerp {number}").subject)
    index()
    for viewer in (joost, fatima):
        client = sign_in(viewer)
        client.get(page_of(joost))
        with django_assert_max_num_queries(12):
            assert "Stuk 8" in client.get(page_of(joost)).content.decode()


def test_who_turned_away_what_is_asked_is_not_found_for_a_subject_beside_it(
    traplift: Subject, joost: User, els: User, noor: User, index: Index
) -> None:
    page = wrote(els, "De traplift in huis")
    page.subjects.add(traplift, declare(joost, "tillift").subject)
    turn_subject_away(actor=joost, subject=traplift, state="hidden")
    index()
    assert joost.name in [one.name for one in experts("tillift", viewer=noor)]
    assert joost.name not in [one.name for one in experts("traplift", viewer=noor)]
