"""The page of one question."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.safestring import SafeString

from samenwijzer.accounts.models import User
from samenwijzer.forum import access
from samenwijzer.forum.models import Answer, Comment, Helped, Question, Request, RequestState
from samenwijzer.forum.queries._similar import Similar, similar_questions
from samenwijzer.forum.queries._writer import Writer, moment, writer
from samenwijzer.kernel.modules import link_resolver
from samenwijzer.kernel.refs import Ref
from samenwijzer.ui.markdown import render

_ANSWER_HEADING = 3
_WAITING = {RequestState.ASKED.value, RequestState.ACCEPTED.value}
Resolve = Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A subject, with the address of the questions about it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentShown:
    """A remark under a question or an answer."""

    id: int
    writer: Writer
    html: SafeString
    on: datetime.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerShown:
    """An answer. `helped` counts who said that it helped; `helped_me` is the viewer's own word."""

    id: int
    writer: Writer
    html: SafeString
    on: datetime.date | datetime.datetime
    edited_at: datetime.datetime | None
    accepted: bool
    helped: int
    helped_me: bool
    comments: tuple[CommentShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestShown:
    """Who was asked by name, and what came of it. `was_named` by a colleague who was asked."""

    id: int
    person: Writer
    state: str
    named: str
    asked_by: str
    by_asker: bool
    was_named: bool
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """All that the page of a question shows to one viewer. `asked_me` is the viewer's own open request."""

    id: int
    ref: str
    title: str
    html: SafeString
    writer: Writer
    on: datetime.date | datetime.datetime
    edited_at: datetime.datetime | None
    space_name: str
    space_url: str
    state: Literal["answered", "open", "unanswered"]
    subjects: tuple[Tag, ...]
    comments: tuple[CommentShown, ...]
    answers: tuple[AnswerShown, ...]
    requests: tuple[RequestShown, ...]
    asked_me: RequestShown | None
    similar: tuple[Similar, ...]
    may_post: bool
    may_accept: bool
    may_edit: bool


def question_page(*, viewer: User, question: Question) -> QuestionPage:
    """Gather the page of a question that `access.question_to_read` gave."""
    answers = list(_answers(viewer, question))
    comments = list(
        Comment.objects.filter(question=question)
        .select_related("author__department")
        .order_by("written_at", "pk")
    )
    requests = _requests(viewer, question)
    rights = access.rights_on(viewer=viewer, question=question)
    resolve = link_resolver(
        [question.body, *(answer.body for answer in answers), *(comment.body for comment in comments)],
        viewer=viewer,
    )
    is_mine = question.author_id == viewer.pk
    accepted = any(answer.accepted for answer in answers)
    return QuestionPage(
        id=question.pk,
        ref=str(Ref("forum.question", question.pk)),
        title=question.title,
        html=render(question.body, resolve=resolve, first_heading=2),
        writer=writer(question.author, viewer=viewer),
        on=moment(question.asked_at, question.date_given),
        edited_at=question.edited_at,
        space_name=question.space.name,
        space_url=reverse("spaces:space", args=[question.space_id]),
        state="answered" if accepted else "open" if answers else "unanswered",
        subjects=tuple(
            Tag(name=name, url=f"{reverse('forum:questions')}?subject={pk}")
            for pk, name in question.subjects.order_by("name", "pk").values_list("pk", "name")
        ),
        comments=_comments(comments, under=None, viewer=viewer, resolve=resolve),
        answers=tuple(
            _answer(
                answer,
                viewer,
                resolve,
                _comments(comments, under=answer.pk, viewer=viewer, resolve=resolve),
            )
            for answer in answers
        ),
        requests=requests,
        asked_me=next((row for row in requests if row.person.is_me and row.waits), None),
        similar=similar_questions(question.title, viewer=viewer, besides=question.pk),
        may_post=rights.may_post,
        may_accept=access.may_accept(viewer=viewer, question=question, rights=rights),
        may_edit=is_mine and rights.may_post,
    )


def question_links(external_ids: set[str], viewer: User | None) -> dict[str, str]:
    """Give the address of each question the viewer may read, for `question:ID` in texts."""
    rows = Question.objects.visible_to(viewer).filter(external_id__in=external_ids)
    return {
        external_id: reverse("forum:question", args=[pk])
        for external_id, pk in rows.values_list("external_id", "pk")
    }


def _answers(viewer: User, question: Question) -> Iterable[Answer]:
    return (
        Answer.objects.filter(question=question)
        .select_related("author__department")
        .annotate(
            helped_count=Count("helped"),
            helped_viewer=Exists(Helped.objects.filter(answer=OuterRef("pk"), person=viewer)),
        )
        .order_by("-accepted", "answered_at", "pk")
    )


def _answer(
    answer: Answer, viewer: User, resolve: Resolve, comments: tuple[CommentShown, ...]
) -> AnswerShown:
    return AnswerShown(
        id=answer.pk,
        writer=writer(answer.author, viewer=viewer),
        html=render(answer.body, resolve=resolve, first_heading=_ANSWER_HEADING),
        on=moment(answer.answered_at, answer.date_given),
        edited_at=answer.edited_at,
        accepted=answer.accepted,
        helped=answer.helped_count,  # type: ignore[attr-defined]
        helped_me=answer.helped_viewer,  # type: ignore[attr-defined]
        comments=comments,
    )


def _comments(
    comments: list[Comment], *, under: int | None, viewer: User, resolve: Resolve
) -> tuple[CommentShown, ...]:
    return tuple(
        CommentShown(
            id=comment.pk,
            writer=writer(comment.author, viewer=viewer),
            html=render(comment.body, resolve=resolve, first_heading=_ANSWER_HEADING),
            on=comment.written_at,
        )
        for comment in comments
        if comment.answer_id == under
    )


def _requests(viewer: User, question: Question) -> tuple[RequestShown, ...]:
    rows = list(
        Request.objects.filter(question=question)
        .select_related("person__department", "asked_by", "named")
        .order_by("asked_at", "pk")
    )
    namings = {(row.person_id, row.named_id) for row in rows if row.named_id}
    return tuple(
        RequestShown(
            id=row.pk,
            person=writer(row.person, viewer=viewer),
            state=row.state,
            named=row.named.name if row.named else "",
            asked_by=row.asked_by.name,
            by_asker=row.asked_by_id == question.author_id,
            was_named=(row.asked_by_id, row.person_id) in namings,
            waits=row.state in _WAITING,
        )
        for row in rows
    )
