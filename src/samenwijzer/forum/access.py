"""Fetching is asking permission: 404 for what is hidden or does not exist, 403 inside a closed space."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_shown
from samenwijzer.accounts.models import User
from samenwijzer.forum.models import Answer, Question, Request
from samenwijzer.kernel.errors import require
from samenwijzer.spaces import access as spaces
from samenwijzer.spaces.access import Rights
from samenwijzer.spaces.models import Space


def question_to_read(*, viewer: User, pk: int) -> Question:
    """Fetch a question with its space and author. Raises Withheld."""
    question = (
        Question.objects.filter(pk=pk).select_related("space", "author__department", "author__team").first()
    )
    if question is None:
        spaces.refuse(viewer=viewer, spaces_of_item=[])
    if not rights_on(viewer=viewer, question=question).may_read:
        spaces.refuse(viewer=viewer, spaces_of_item=[question.space_id])
    require_shown(viewer, withheld_at=question.withheld_at, author_id=question.author_id)
    return question


def question_to_answer(*, viewer: User, pk: int) -> Question:
    """Fetch a question under which the viewer may write."""
    question = question_to_read(viewer=viewer, pk=pk)
    require_in_use(question.space)
    require_post(rights_on(viewer=viewer, question=question))
    return question


def question_to_edit(*, viewer: User, pk: int) -> Question:
    """Fetch a question the viewer asked."""
    question = question_to_read(viewer=viewer, pk=pk)
    require(question.author_id == viewer.pk, _("Only the person who asked this question can change it."))
    return question


def answer_to_read(*, viewer: User, pk: int) -> Answer:
    """Fetch an answer with its question, the question's space and both authors. Raises Withheld."""
    answer = (
        Answer.objects.filter(question__space__in=Space.objects.readable_by(viewer).order_by().values("pk"))
        .select_related("question__space", "question__author", "author__department", "author__team")
        .filter(pk=pk)
        .first()
    )
    if answer is None:
        spaces.refuse(
            viewer=viewer,
            spaces_of_item=list(Answer.objects.filter(pk=pk).values_list("question__space", flat=True)),
        )
    question = answer.question
    require_shown(viewer, withheld_at=question.withheld_at, author_id=question.author_id)
    require_shown(viewer, withheld_at=answer.withheld_at, author_id=answer.author_id)
    return answer


def answer_to_accept(*, viewer: User, pk: int) -> Answer:
    """Fetch an answer the viewer may accept: the asker may, and who keeps the space in order."""
    answer = answer_to_read(viewer=viewer, pk=pk)
    require_accept(viewer=viewer, question=answer.question)
    return answer


def answer_to_edit(*, viewer: User, pk: int) -> Answer:
    """Fetch an answer the viewer wrote."""
    answer = answer_to_read(viewer=viewer, pk=pk)
    require(answer.author_id == viewer.pk, _("Only the person who wrote this answer can change it."))
    return answer


def request_to_react(*, viewer: User, pk: int) -> Request:
    """Fetch a request that was made to the viewer. What was asked of others does not exist for him."""
    request = (
        Request.objects.filter(pk=pk, person=viewer, question__in=Question.objects.visible_to(viewer))
        .select_related("question__space", "question__author", "asked_by", "person")
        .first()
    )
    if request is None:
        raise Http404
    return request


def space_to_ask_in(*, viewer: User, pk: int) -> Space:
    """Fetch a space in which the viewer may ask."""
    space = Space.objects.readable_by(viewer).filter(pk=pk).first()
    if space is None:
        raise Http404
    require_in_use(space)
    require_post(spaces.rights_of(viewer=viewer, space=space))
    return space


def rights_on(*, viewer: User, question: Question) -> Rights:
    """Say what the viewer may do in the question's space."""
    return spaces.rights_of(viewer=viewer, space=question.space)


def may_accept(*, viewer: User, question: Question, rights: Rights) -> bool:
    """Say whether the viewer may choose the answer that helped."""
    return rights.may_read and (question.author_id == viewer.pk or rights.may_curate)


def require_accept(*, viewer: User, question: Question) -> None:
    """State the right to accept an answer. Raises NotAllowed."""
    rights = rights_on(viewer=viewer, question=question)
    require(
        may_accept(viewer=viewer, question=question, rights=rights),
        _("Only the person who asked, or an editor of this space, can accept an answer."),
    )


def require_in_use(space: Space) -> None:
    """State that something may still be written in the space. Raises NotAllowed."""
    require(space.archived_at is None, _("This space is archived. You can read here, and write no more."))


def require_post(rights: Rights) -> None:
    """State the right to write. Raises NotAllowed."""
    require(rights.may_post, _("You can read in this space, and not write. Ask its owner to change that."))
