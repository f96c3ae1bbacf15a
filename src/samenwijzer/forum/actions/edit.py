"""Changing one's own text. What stood there before is kept."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import User
from samenwijzer.forum import access
from samenwijzer.forum.actions.words import ANSWER, DETAILS, TITLE
from samenwijzer.forum.models import Answer, Question, Revision
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal, require
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes
from samenwijzer.spaces.access import rights_of
from samenwijzer.spaces.models import Space
from samenwijzer.subjects.models import Subject


class StaysInItsSpace(Refusal):
    """A question with answers does not move: others would lose them, or suddenly see them."""


@transaction.atomic
def edit_question(
    *,
    editor: User,
    question: Question,
    title: str,
    body: str,
    space: Space,
    subjects: Sequence[Subject],
    consent: Consent = NO_CONSENT,
) -> Question:
    """Change a question of one's own. Nothing changed makes no version. Raises Refusal."""
    question = Question.objects.select_for_update(of=("self",)).select_related("space").get(pk=question.pk)
    require(question.author_id == editor.pk, _("Only the person who asked this question can change it."))
    access.require_post(rights_of(viewer=editor, space=question.space))
    title, body = TITLE.read(title), DETAILS.read(body)
    passed = pass_guard(
        writer=editor,
        texts={"title": title, "body": body},
        before=(question.title, question.body),
        consent=consent,
    )
    answers = list(question.answers.values_list("pk", flat=True))
    if space.pk != question.space_id:
        access.require_post(rights_of(viewer=editor, space=space))
        if answers:
            raise StaysInItsSpace(
                _("This question has answers, so it stays where colleagues find it."), field="space"
            )
    same_text = (question.title, question.body) == (title, body)
    old_subjects = set(question.subjects.values_list("pk", flat=True))
    if same_text and space.pk == question.space_id and old_subjects == {row.pk for row in subjects}:
        return question

    if not same_text:
        Revision.objects.create(
            question=question,
            title=question.title,
            body=question.body,
            editor=editor,
            edited_at=clock.now(),
        )
        question.edited_at = clock.now()
    question.title, question.body, question.space = title, body, space
    question.save(update_fields=["title", "body", "space", "edited_at"])
    question.subjects.set(subjects)

    ref = Ref("forum.question", question.pk)
    audit.record(action="forum.question.edited", actor=editor, object=ref)
    passed.note(ref)
    changes.append(ref, *(Ref("forum.answer", pk) for pk in answers))
    return question


@transaction.atomic
def edit_answer(*, editor: User, answer: Answer, body: str, consent: Consent = NO_CONSENT) -> Answer:
    """Change an answer of one's own. Nothing changed makes no version. Raises Refusal."""
    answer = (
        Answer.objects.select_for_update(of=("self",)).select_related("question__space").get(pk=answer.pk)
    )
    require(answer.author_id == editor.pk, _("Only the person who wrote this answer can change it."))
    access.require_post(access.rights_on(viewer=editor, question=answer.question))
    body = ANSWER.read(body)
    if body == answer.body:
        return answer
    passed = pass_guard(writer=editor, texts={"body": body}, before=(answer.body,), consent=consent)

    Revision.objects.create(answer=answer, body=answer.body, editor=editor, edited_at=clock.now())
    answer.body, answer.edited_at = body, clock.now()
    answer.save(update_fields=["body", "edited_at"])

    ref = Ref("forum.answer", answer.pk)
    audit.record(action="forum.answer.edited", actor=editor, object=ref)
    passed.note(ref)
    changes.append(ref, Ref("forum.question", answer.question_id))
    return answer
