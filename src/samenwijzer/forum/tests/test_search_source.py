import datetime

import pytest
from django.utils import timezone

from samenwijzer.accounts.models import User
from samenwijzer.forum.actions import ask_colleague, say_helped
from samenwijzer.forum.models import Answer, Request
from samenwijzer.forum.module import MODULE
from samenwijzer.forum.search_source import ANSWERS, QUESTIONS
from samenwijzer.forum.tests.factories import make_answer, make_question
from samenwijzer.kernel import clock
from samenwijzer.outbox.models import Change
from samenwijzer.subjects.models import Subject, Synonym

pytestmark = pytest.mark.django_db


def test_an_answer_is_a_result_of_its_own(fatima: User, joost: User) -> None:
    question = make_question(fatima, "Mag een gift?")
    answer = make_answer(joost, question, "Ja, **tot** een grens.", accepted=True)
    (document,) = ANSWERS.documents([answer.pk])
    assert document.title == "Mag een gift?"
    assert document.body == "Ja, tot een grens."
    assert document.tier == "accepted_answer"
    assert document.external_id == answer.external_id
    assert document.url == f"/vragen/{question.pk}/#antwoord-{answer.pk}"
    assert document.department_id == question.space.department_id


def test_answering_shows_that_one_knows_and_asking_does_not(fatima: User, joost: User, noor: User) -> None:
    question = make_question(fatima)
    good, other = make_answer(joost, question, accepted=True), make_answer(noor, question)
    (asked,) = QUESTIONS.documents([question.pk])
    tied = [(tie.person_id, tie.kind) for tie in asked.ties]
    assert tied == [(joost.pk, "accepted"), (noor.pk, "answered")]
    kinds = {document.ref.id: document.ties[0].kind for document in ANSWERS.documents([good.pk, other.pk])}
    assert kinds == {good.pk: "accepted", other.pk: "answered"}


def test_an_answer_that_helped_somebody_says_more_and_is_as_new_as_that(
    fatima: User, joost: User, noor: User
) -> None:
    answer = make_answer(joost, make_question(fatima))
    Answer.objects.filter(pk=answer.pk).update(answered_at=clock.now() - datetime.timedelta(days=900))
    Change.objects.all().delete()
    say_helped(person=noor, answer=answer)
    assert Change.objects.filter(kind="forum.answer", object_id=answer.pk).exists()
    (document,) = ANSWERS.documents([answer.pk])
    today = timezone.localtime(clock.now()).date()
    assert [(tie.person_id, tie.kind, tie.on) for tie in document.ties] == [(joost.pk, "helped", today)]


def test_the_days_on_which_somebody_was_asked_by_name_are_given_to_who_orders_colleagues(
    fatima: User, joost: User, noor: User
) -> None:
    for days, person in ((0, joost), (3, joost), (9, joost), (1, noor)):
        ask_colleague(asker=fatima, question=make_question(fatima), person=person)
        moment = clock.now() - datetime.timedelta(days=days)
        Request.objects.filter(pk=Request.objects.latest("pk").pk).update(asked_at=moment)
    assert MODULE.asked_by_name is not None
    today = timezone.localtime(clock.now()).date()
    found = MODULE.asked_by_name([joost.pk], today - datetime.timedelta(days=6))
    assert found == {joost.pk: [today - datetime.timedelta(days=3), today]}


def test_who_left_is_no_longer_named_as_knowing(fatima: User, joost: User) -> None:
    question = make_question(fatima)
    answer = make_answer(joost, question, accepted=True)
    joost.is_active = False
    joost.save()
    (asked,), (answered,) = QUESTIONS.documents([question.pk]), ANSWERS.documents([answer.pk])
    assert asked.ties == answered.ties == ()


def test_subjects_and_their_synonyms_are_keywords(fatima: User, joost: User) -> None:
    subject = Subject.objects.create(name="Participatiewet")
    Synonym.objects.create(subject=subject, term="Pw")
    question = make_question(fatima)
    question.subjects.add(subject)
    answer = make_answer(joost, question)
    for document in (*QUESTIONS.documents([question.pk]), *ANSWERS.documents([answer.pk])):
        assert document.keywords == ("Participatiewet", "Pw")


def test_what_is_gone_is_left_out(fatima: User, joost: User) -> None:
    question = make_question(fatima)
    answer = make_answer(joost, question)
    assert (list(QUESTIONS.ids()), list(ANSWERS.ids())) == ([question.pk], [answer.pk])
    assert list(QUESTIONS.documents([question.pk + 1])) == list(ANSWERS.documents([answer.pk + 1])) == []


def test_documents_do_not_cost_more_when_there_are_more(
    fatima: User, joost: User, django_assert_max_num_queries: object
) -> None:
    questions = [make_question(fatima, f"Vraag {n}?") for n in range(12)]
    answers = [make_answer(joost, question, accepted=True) for question in questions]
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        list(QUESTIONS.documents([question.pk for question in questions]))
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        list(ANSWERS.documents([answer.pk for answer in answers]))
