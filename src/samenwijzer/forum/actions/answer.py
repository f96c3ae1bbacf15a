"""Answering, commenting, and saying that an answer helped."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import User
from samenwijzer.forum import access
from samenwijzer.forum.actions.request import mark_answered
from samenwijzer.forum.actions.words import ANSWER, COMMENT, Sending
from samenwijzer.forum.models import Answer, Comment, Helped, Question
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal, require
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes


class OwnAnswer(Refusal):
    """Somebody says of his own answer that it helped."""


class OtherQuestion(Refusal):
    """The answer belongs to another question."""


@transaction.atomic
def answer_question(
    *,
    author: User,
    question: Question,
    body: str,
    sending: uuid.UUID | None = None,
    consent: Consent = NO_CONSENT,
) -> Answer:
    """Answer a question, and so the request that was made to the author. May run twice with one `sending`."""
    access.require_post(access.rights_on(viewer=author, question=question))
    body = ANSWER.read(body)
    passed = pass_guard(writer=author, texts={"body": body}, consent=consent)

    answer, is_new = Answer.objects.get_or_create(
        author=author,
        sending=Sending(sending).of(question.pk, body),
        defaults={"question": question, "body": body, "answered_at": clock.now()},
    )
    if not is_new:
        return answer
    mark_answered(person=author, question=question)

    ref = Ref("forum.answer", answer.pk)
    audit.record(action="forum.question.answered", actor=author, object=ref)
    passed.note(ref)
    changes.append(ref, Ref("forum.question", question.pk))
    return answer


@transaction.atomic
def comment(
    *,
    author: User,
    question: Question,
    body: str,
    answer: Answer | None = None,
    sending: uuid.UUID | None = None,
    consent: Consent = NO_CONSENT,
) -> Comment:
    """Write a remark under a question, or under one of its answers. May run twice with one `sending`."""
    access.require_post(access.rights_on(viewer=author, question=question))
    if answer is not None and answer.question_id != question.pk:
        raise OtherQuestion(_("This answer belongs to another question."))
    body = COMMENT.read(body)
    passed = pass_guard(writer=author, texts={"body": body}, consent=consent)

    remark, is_new = Comment.objects.get_or_create(
        author=author,
        sending=Sending(sending).of(question.pk, answer and answer.pk, body),
        defaults={"question": question, "answer": answer, "body": body, "written_at": clock.now()},
    )
    if not is_new:
        return remark
    ref = Ref("forum.comment", remark.pk)
    audit.record(action="forum.comment.written", actor=author, object=ref)
    passed.note(ref)
    return remark


@transaction.atomic
def say_helped(*, person: User, answer: Answer) -> None:
    """Say of somebody's answer that it helped. May run twice."""
    _require_reads(person, answer)
    if answer.author_id == person.pk:
        raise OwnAnswer(_("This is your own answer. Others say whether it helped them."))
    _row, is_new = Helped.objects.get_or_create(
        answer=answer, person=person, defaults={"said_at": clock.now()}
    )
    if is_new:
        audit.record(action="forum.answer.helped", actor=person, object=Ref("forum.answer", answer.pk))
        changes.append(Ref("forum.answer", answer.pk), Ref("forum.question", answer.question_id))


@transaction.atomic
def take_back_helped(*, person: User, answer: Answer) -> None:
    """Take back that an answer helped. May run twice."""
    _require_reads(person, answer)
    removed, _rows = Helped.objects.filter(answer=answer, person=person).delete()
    if removed:
        audit.record(
            action="forum.answer.helped_taken_back", actor=person, object=Ref("forum.answer", answer.pk)
        )
        changes.append(Ref("forum.answer", answer.pk), Ref("forum.question", answer.question_id))


def _require_reads(person: User, answer: Answer) -> None:
    rights = access.rights_on(viewer=person, question=answer.question)
    require(rights.may_read, _("You cannot read this question."))
