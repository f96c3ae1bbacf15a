"""Makes questions and answers as they would stand there, with one line each."""

import datetime

from samenwijzer.accounts.models import User
from samenwijzer.forum.models import Answer, Comment, Question, Request
from samenwijzer.kernel import clock
from samenwijzer.spaces.models import Space
from samenwijzer.spaces.queries import default_space


def make_question(
    author: User, title: str = "Mag een gift naast bijstand?", *, space: Space | None = None, body: str = ""
) -> Question:
    place = space or default_space(viewer=author)
    assert place is not None
    return Question.objects.create(author=author, title=title, body=body, space=place, asked_at=clock.now())


def make_answer(
    author: User, question: Question, body: str = "Ja, tot een grens.", *, accepted: bool = False
) -> Answer:
    return Answer.objects.create(
        author=author, question=question, body=body, accepted=accepted, answered_at=clock.now()
    )


def make_comment(author: User, question: Question, answer: Answer | None = None) -> Comment:
    return Comment.objects.create(
        author=author, question=question, answer=answer, body="Dank je.", written_at=clock.now()
    )


def make_request(question: Question, person: User, *, asked_by: User | None = None) -> Request:
    return Request.objects.create(
        question=question, person=person, asked_by=asked_by or question.author, asked_at=clock.now()
    )


def days_ago(number: int) -> datetime.datetime:
    return clock.now() - datetime.timedelta(days=number)
