"""Two people, or one person twice, at the same moment. Each thread has a connection of its own."""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection

from samenwijzer.accounts.models import User
from samenwijzer.forum import actions
from samenwijzer.forum.models import Answer, Helped, Question, Request
from samenwijzer.forum.tests.factories import make_answer, make_question, make_request
from samenwijzer.outbox.models import AuditLine
from samenwijzer.spaces.models import Member, Role

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works: Callable[[], object]) -> None:
    """Start all of them at once, wait for the last, and raise what went wrong."""
    start, wrong = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            work()
        except Exception as problem:  # noqa: BLE001 - told in the test's own thread.
            wrong.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert wrong == []


def test_two_who_accept_different_answers_leave_one(fatima: User, joost: User, noor: User) -> None:
    question = make_question(fatima)
    Member.objects.create(space=question.space, person=noor, role=Role.EDITOR)
    for _ in range(5):
        first, second = make_answer(joost, question), make_answer(noor, question)
        together(
            lambda: actions.accept_answer(person=fatima, answer=first),  # noqa: B023
            lambda: actions.accept_answer(person=noor, answer=second),  # noqa: B023
        )
        assert Answer.objects.filter(accepted=True).count() == 1


def test_a_double_click_asks_once(fatima: User, joost: User) -> None:
    sending = uuid.uuid4()

    def ask() -> None:
        actions.ask_question(author=fatima, title="Mag dit?", asked=[joost], sending=sending)

    together(ask, ask, ask)
    assert Question.objects.count() == Request.objects.count() == 1
    assert AuditLine.objects.filter(action="forum.question.asked").count() == 1


def test_a_double_click_answers_once(fatima: User, joost: User) -> None:
    question, sending = make_question(fatima), uuid.uuid4()

    def answer() -> None:
        actions.answer_question(author=joost, question=question, body="Ja.", sending=sending)

    together(answer, answer, answer)
    assert Answer.objects.count() == 1


def test_a_double_click_helps_once(fatima: User, joost: User) -> None:
    answer = make_answer(joost, make_question(fatima))

    def say() -> None:
        actions.say_helped(person=fatima, answer=answer)

    together(say, say)
    assert Helped.objects.count() == 1


def test_two_who_name_the_same_colleague_ask_once(fatima: User, joost: User, noor: User, sanne: User) -> None:
    question = make_question(fatima)
    requests = [make_request(question, joost), make_request(question, sanne)]
    together(
        *(
            lambda request=request: actions.react_to_request(
                person=request.person, request=request, reaction="named", named=noor
            )
            for request in requests
        )
    )
    assert Request.objects.filter(person=noor).count() == 1
