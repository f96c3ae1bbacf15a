"""Choosing the answer that helped."""

from __future__ import annotations

from django.db import transaction

from samenwijzer.accounts.models import User
from samenwijzer.forum import access
from samenwijzer.forum.models import Answer, Question
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes


@transaction.atomic
def accept_answer(*, person: User, answer: Answer) -> None:
    """Accept an answer, instead of the one accepted before. May run twice; of two at once the last wins."""
    access.require_accept(viewer=person, question=answer.question)
    _lock(answer.question_id)
    before = list(
        Answer.objects.filter(question=answer.question_id, accepted=True).values_list("pk", flat=True)
    )
    if before == [answer.pk]:
        return
    Answer.objects.filter(pk__in=before).update(accepted=False)
    Answer.objects.filter(pk=answer.pk).update(accepted=True)

    ref = Ref("forum.answer", answer.pk)
    audit.record(action="forum.answer.accepted", actor=person, object=ref)
    changes.append(
        ref,
        *(Ref("forum.answer", pk) for pk in before),
        Ref("forum.question", answer.question_id),
    )


@transaction.atomic
def take_back_acceptance(*, person: User, answer: Answer) -> None:
    """Open the question again: the answer no longer counts as the one that helped. May run twice."""
    access.require_accept(viewer=person, question=answer.question)
    _lock(answer.question_id)
    if not Answer.objects.filter(pk=answer.pk, accepted=True).update(accepted=False):
        return

    ref = Ref("forum.answer", answer.pk)
    audit.record(action="forum.answer.acceptance_taken_back", actor=person, object=ref)
    changes.append(ref, Ref("forum.question", answer.question_id))


def _lock(question_id: int) -> None:
    """Let two who choose at once go one after the other. SQLite does so by itself."""
    Question.objects.select_for_update().values_list("pk", flat=True).get(pk=question_id)
