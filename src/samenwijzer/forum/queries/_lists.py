"""Lists of questions: all of them with filters, and the short ones of the home page."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from django.db.models import Case, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.aggregates import Count
from django.db.models.functions import Coalesce
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.forum.models import Answer, Question, Request
from samenwijzer.forum.queries._writer import moment
from samenwijzer.kernel.paging import Page, paged
from samenwijzer.spaces.queries import SpaceOption, spaces_to_read
from samenwijzer.subjects.models import Subject

Show = Literal["all", "open", "answered", "mine", "asked"]
SHOWS: tuple[Show, ...] = get_args(Show)
PAGE_SIZE = 20
_MAX_ID = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list is narrowed to. Anything unknown in an address is no filter."""

    show: Show = "all"
    subject: int | None = None
    space: int | None = None

    @classmethod
    def read(cls, *, show: str | None, subject: str | None, space: str | None) -> Filters:
        """Read the values of an address, whatever somebody typed there."""
        known: Show = next((value for value in SHOWS if value == show), "all")
        return cls(show=known, subject=_number(subject), space=_number(space))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question in a list. It is answered when an answer was accepted; `answers` counts all of them."""

    id: int
    title: str
    url: str
    author: str
    is_guest: bool
    department: str
    asked_at: datetime.datetime
    on: datetime.date | datetime.datetime
    answers: int
    state: Literal["answered", "open", "unanswered"]
    space: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A subject to narrow the list to."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionList:
    """One page of questions, and what it can be narrowed to."""

    filters: Filters
    page: Page[QuestionRow]
    subjects: tuple[Choice, ...]
    spaces: tuple[SpaceOption, ...]


def question_list(*, viewer: User, filters: Filters, number: int) -> QuestionList:
    """Read one page of the questions the viewer may read, newest first."""
    rows = Question.objects.visible_to(viewer)
    accepted = _answers().filter(accepted=True)
    if filters.show == "open":
        rows = rows.filter(~Exists(accepted))
    elif filters.show == "answered":
        rows = rows.filter(Exists(accepted))
    elif filters.show == "mine":
        rows = rows.filter(author=viewer.pk)
    elif filters.show == "asked":
        rows = rows.filter(Exists(Request.objects.filter(question=OuterRef("pk"), person=viewer.pk)))
    if filters.subject is not None:
        rows = rows.filter(Exists(_about([filters.subject])))
    if filters.space is not None:
        rows = rows.filter(space=filters.space)
    subjects = Subject.objects.filter(questions__in=Question.objects.visible_to(viewer))
    return QuestionList(
        filters=filters,
        page=paged(_with_counts(rows), _row, number=number, size=PAGE_SIZE),
        subjects=tuple(
            Choice(id=pk, name=name)
            for pk, name in sorted(
                subjects.order_by().distinct().values_list("pk", "name"), key=lambda row: row[1].casefold()
            )
        ),
        spaces=spaces_to_read(viewer=viewer),
    )


def newest_in_space(*, viewer: User, space_id: int, limit: int = 5) -> Page[QuestionRow]:
    """Return the newest questions of a space, without subjects, and how many there are. Two queries."""
    rows = Question.objects.visible_to(viewer).filter(space=space_id)
    ordered = _with_counts(rows, subjects=False)
    return paged(ordered, lambda row: _row(row, subjects=False), number=1, size=limit)


def my_open_questions(*, viewer: User, limit: int = 5) -> tuple[QuestionRow, ...]:
    """Return the viewer's own questions of which no answer was accepted yet, newest first, without subjects.

    One query.
    """
    accepted = _answers().filter(accepted=True)
    rows = Question.objects.visible_to(viewer).filter(~Exists(accepted), author=viewer.pk)
    return tuple(_row(row, subjects=False) for row in _with_counts(rows, subjects=False)[:limit])


def new_on_subjects(*, viewer: User, subject_ids: Sequence[int]) -> QuerySet[Any, tuple[Any, ...]]:
    """Give the questions of others on these subjects as (kind, number, title, state, moment), not read yet.

    The home page reads them in one go with what is new elsewhere.
    """
    answered = _answers()
    rows = Question.objects.visible_to(viewer).filter(Exists(_about(subject_ids))).exclude(author=viewer.pk)
    state = Case(
        When(Exists(answered.filter(accepted=True)), then=Value("answered")),
        When(Exists(answered), then=Value("open")),
        default=Value("unanswered"),
    )
    return (
        rows.annotate(kind=Value("question"), state=state, at=F("asked_at"))
        .order_by()
        .values_list("kind", "pk", "title", "state", "at")
    )


def subjects_among(
    *, viewer: User | None, questions: Sequence[int], subject_ids: Sequence[int]
) -> QuerySet[Any, tuple[Any, ...]]:
    """Give which of these subjects these questions have, as (kind, number, name), not read yet."""
    table: Any = Question.subjects.through
    rows: QuerySet[Any, Any] = table.objects.filter(question__in=questions, subject__in=subject_ids)
    found: QuerySet[Any, tuple[Any, ...]] = rows.annotate(kind=Value("question")).values_list(
        "kind", "question_id", "subject__name"
    )
    return found


def subject_options(*, viewer: User | None) -> tuple[Choice, ...]:
    """Return every subject, by name. The vocabulary is open to all."""
    rows = Subject.objects.order_by("name", "pk").values_list("pk", "name")
    return tuple(Choice(id=pk, name=name) for pk, name in rows)


def subjects_chosen(*, viewer: User, ids: Sequence[int]) -> list[Subject]:
    """Return the subjects with these ids."""
    return list(Subject.objects.filter(pk__in=ids)) if ids else []


def subject_ids_of(*, viewer: User, question: Question) -> list[int]:
    """Return the ids of the subjects of a question that `access` gave, by name."""
    return list(question.subjects.order_by("name", "pk").values_list("pk", flat=True))


def _about(subject_ids: Sequence[int]) -> QuerySet[Question]:
    """Match in an EXISTS, so that two subjects of one question do not give it twice."""
    return Question.objects.filter(pk=OuterRef("pk"), subjects__in=list(subject_ids)).order_by()


def _answers() -> QuerySet[Answer]:
    """Give the answers to the question of an outer query that count: not those that are withheld."""
    return Answer.objects.filter(question=OuterRef("pk"), withheld_at=None)


def _with_counts(rows: QuerySet[Question], *, subjects: bool = True) -> QuerySet[Question]:
    count = _answers().order_by().values("question").annotate(number=Count("pk")).values("number")
    if subjects:
        rows = rows.prefetch_related("subjects")
    return (
        rows.select_related("author__department", "space")
        .annotate(
            answer_count=Coalesce(Subquery(count, output_field=IntegerField()), 0),
            has_accepted=Exists(_answers().filter(accepted=True)),
        )
        .order_by("-asked_at", "-pk")
    )


def _row(question: Question, *, subjects: bool = True) -> QuestionRow:
    answers: int = question.answer_count  # type: ignore[attr-defined]
    accepted: bool = question.has_accepted  # type: ignore[attr-defined]
    return QuestionRow(
        id=question.pk,
        title=question.title,
        url=reverse("forum:question", args=[question.pk]),
        author=question.author.name,
        is_guest=question.author.is_guest,
        department=question.author.department.name if question.author.department else "",
        asked_at=question.asked_at,
        on=moment(question.asked_at, question.date_given),
        answers=answers,
        state="answered" if accepted else "open" if answers else "unanswered",
        space=question.space.name,
        subjects=tuple(subject.name for subject in question.subjects.all()) if subjects else (),
    )


def _number(words: str | None) -> int | None:
    if not words or not (words.isascii() and words.isdigit()) or len(words) > 19:
        return None
    return min(int(words), _MAX_ID)
