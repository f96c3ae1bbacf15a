"""The page of one question."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.safestring import SafeString

from samenwijzer.accounts.access import judges_texts, may_see_withheld
from samenwijzer.accounts.models import User
from samenwijzer.forum import access
from samenwijzer.forum.models import Answer, Comment, Helped, Question, Request, RequestState
from samenwijzer.forum.queries._writer import NOBODY, Writer, columns_of, moment, writer, writer_from
from samenwijzer.kernel.modules import link_resolver
from samenwijzer.kernel.refs import Ref
from samenwijzer.spaces.queries import WhoCanSee, who_can_see
from samenwijzer.ui.markdown import render

_ANSWER_HEADING = 3
# "" when everybody reads it, "noted" when the viewer reads what is withheld, "hidden" when he does not.
Standing = Literal["", "noted", "hidden"]
_WAITING = {RequestState.ASKED.value, RequestState.ACCEPTED.value}
Resolve = Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A subject, with the address of the questions about it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentShown:
    """A remark under a question or an answer. `standing` says whether it is withheld, and from whom."""

    id: int
    ref: str
    writer: Writer
    html: SafeString
    on: datetime.datetime
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerShown:
    """An answer. `helped` counts who said that it helped; `helped_me` is the viewer's own word.

    `standing` says whether it is withheld. Of what is withheld from the viewer nothing else is filled.
    """

    id: int
    ref: str
    standing: Standing
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
    standing: Standing
    title: str
    html: SafeString
    writer: Writer
    on: datetime.date | datetime.datetime
    edited_at: datetime.datetime | None
    space_name: str
    space_url: str
    is_archived: bool
    who_can_see: WhoCanSee
    state: Literal["answered", "open", "unanswered"]
    subjects: tuple[Tag, ...]
    comments: tuple[CommentShown, ...]
    answers: tuple[AnswerShown, ...]
    requests: tuple[RequestShown, ...]
    asked_me: RequestShown | None
    may_post: bool
    may_accept: bool
    may_edit: bool
    judges: bool

    @property
    def answer_count(self) -> int:
        return sum(not answer.standing for answer in self.answers)


def question_page(*, viewer: User, question: Question) -> QuestionPage:
    """Gather the page of a question that `access.question_to_read` gave."""
    answers = list(_answers(viewer, question))
    comments = list(_comments(question))
    requests = _requests(viewer, question)
    rights = access.rights_on(viewer=viewer, question=question)
    resolve = link_resolver(
        [question.body, *(row[1] for row in answers), *(row[1] for row in comments)], viewer=viewer
    )
    below = _below(comments, viewer=viewer, resolve=resolve)
    shown = tuple(_answer(row, viewer, resolve, below) for row in answers)
    counted = [answer for answer in shown if not answer.standing]
    accepted = any(answer.accepted for answer in counted)
    return QuestionPage(
        id=question.pk,
        ref=str(Ref("forum.question", question.pk)),
        standing="noted" if question.withheld_at else "",
        title=question.title,
        html=render(question.body, resolve=resolve, first_heading=2),
        writer=writer(question.author, viewer=viewer),
        on=moment(question.asked_at, question.date_given),
        edited_at=question.edited_at,
        space_name=question.space.name,
        space_url=reverse("spaces:space", args=[question.space_id]),
        is_archived=question.space.archived_at is not None,
        who_can_see=who_can_see(space=question.space, viewer=viewer),
        state="answered" if accepted else "open" if counted else "unanswered",
        subjects=tuple(
            Tag(name=name, url=f"{reverse('forum:questions')}?subject={pk}")
            for pk, name in question.subjects.order_by(Lower("name"), "pk").values_list("pk", "name")
        ),
        comments=below.get(None, ()),
        answers=shown,
        requests=requests,
        asked_me=next((row for row in requests if row.person.is_me and row.waits), None),
        may_post=rights.may_post,
        may_accept=access.may_accept(viewer=viewer, question=question, rights=rights),
        may_edit=question.author_id == viewer.pk and rights.may_post,
        judges=judges_texts(viewer),
    )


def question_links(external_ids: set[str], viewer: User | None) -> dict[str, str]:
    """Give the address of each question the viewer may read, for `question:ID` in texts."""
    rows = Question.objects.visible_to(viewer).filter(external_id__in=external_ids)
    return {
        external_id: reverse("forum:question", args=[pk])
        for external_id, pk in rows.values_list("external_id", "pk")
    }


def _answers(viewer: User, question: Question) -> Iterable[tuple[Any, ...]]:
    thanks = Helped.objects.filter(answer=OuterRef("pk")).order_by()
    count = thanks.values("answer").annotate(number=Count("pk")).values("number")
    return (
        Answer.objects.filter(question=question)
        .annotate(
            helped_count=Coalesce(Subquery(count, output_field=IntegerField()), 0),
            helped_viewer=Exists(thanks.filter(person=viewer.pk)),
        )
        .order_by("-accepted", "answered_at", "pk")
        .values_list(
            "pk",
            "body",
            "answered_at",
            "date_given",
            "edited_at",
            "accepted",
            "withheld_at",
            "helped_count",
            "helped_viewer",
            *columns_of("author"),
        )
    )


def _answer(
    row: tuple[Any, ...], viewer: User, resolve: Resolve, below: Mapping[int | None, tuple[CommentShown, ...]]
) -> AnswerShown:
    pk, body, at, date_given, edited_at, accepted, withheld_at, helped, helped_me, *author = row
    standing = _standing(withheld_at, author[0], viewer)
    hidden = standing == "hidden"
    return AnswerShown(
        id=pk,
        ref=str(Ref("forum.answer", pk)),
        standing=standing,
        writer=NOBODY if hidden else writer_from(tuple(author), viewer=viewer),
        html=SafeString("") if hidden else render(body, resolve=resolve, first_heading=_ANSWER_HEADING),
        on=moment(at, date_given),
        edited_at=None if hidden else edited_at,
        accepted=accepted and not hidden,
        helped=0 if hidden else helped,
        helped_me=helped_me and not hidden,
        comments=() if hidden else below.get(pk, ()),
    )


def _standing(withheld_at: datetime.datetime | None, author_id: int, viewer: User) -> Standing:
    if withheld_at is None:
        return ""
    return "noted" if may_see_withheld(viewer, author_id=author_id) else "hidden"


def _comments(question: Question) -> Iterable[tuple[Any, ...]]:
    return (
        Comment.objects.filter(question=question)
        .order_by("written_at", "pk")
        .values_list("pk", "body", "answer_id", "written_at", "withheld_at", *columns_of("author"))
    )


def _below(
    rows: list[tuple[Any, ...]], *, viewer: User, resolve: Resolve
) -> dict[int | None, tuple[CommentShown, ...]]:
    """Sort comments by the answer they stand under; None is the question."""
    below: dict[int | None, list[CommentShown]] = {}
    for pk, body, answer_id, written_at, withheld_at, *author in rows:
        standing = _standing(withheld_at, author[0], viewer)
        hidden = standing == "hidden"
        shown = CommentShown(
            id=pk,
            ref=str(Ref("forum.comment", pk)),
            writer=NOBODY if hidden else writer_from(tuple(author), viewer=viewer),
            html=SafeString("") if hidden else render(body, resolve=resolve, first_heading=_ANSWER_HEADING),
            on=written_at,
            standing=standing,
        )
        below.setdefault(answer_id, []).append(shown)
    return {answer_id: tuple(comments) for answer_id, comments in below.items()}


def _requests(viewer: User, question: Question) -> tuple[RequestShown, ...]:
    rows = list(
        Request.objects.filter(question=question)
        .order_by("asked_at", "pk")
        .values_list(
            "pk",
            "state",
            "named_id",
            "named__name",
            "asked_by_id",
            "asked_by__name",
            *columns_of("person"),
        )
    )
    namings = {(row[6], row[2]) for row in rows}
    return tuple(
        RequestShown(
            id=pk,
            person=writer_from(tuple(person), viewer=viewer),
            state=state,
            named=named or "",
            asked_by=asked_by,
            by_asker=asked_by_id == question.author_id,
            was_named=(asked_by_id, person[0]) in namings,
            waits=state in _WAITING,
        )
        for pk, state, _, named, asked_by_id, asked_by, *person in rows
    )
