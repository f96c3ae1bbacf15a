"""Questions, answers and what colleagues do with them, as exchange records."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import User
from samenwijzer.accounts.records import withheld_field
from samenwijzer.forum.models import (
    BODY_LENGTH,
    COMMENT_LENGTH,
    TITLE_LENGTH,
    Answer,
    Comment,
    Helped,
    Question,
    Request,
    RequestState,
    Revision,
)
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import RecordField, RecordKind
from samenwijzer.subjects.records import subjects_field


def _revisions(owner: str) -> RecordField:
    """Describe the texts that stood before each edit, of a question or of an answer, the first one first."""

    def load(keys: Sequence[int]) -> Mapping[int, list[dict[str, str]]]:
        found: dict[int, list[dict[str, str]]] = {key: [] for key in keys}
        rows = Revision.objects.filter(**{f"{owner}__in": keys}).order_by("edited_at", "pk")
        for key, title, body, editor, edited in rows.values_list(
            owner, "title", "body", "editor__external_id", "edited_at"
        ):
            texts = {"title": title, "body": body} if owner == "question" else {"body": body}
            item = {**texts, "editor": editor, "edited": clock.utc(edited)}
            found[key].append({name: value for name, value in item.items() if value})
        return found

    def save(values: Mapping[int, list[dict[str, str]]]) -> None:
        named = {item["editor"] for items in values.values() for item in items}
        editors = dict(User.objects.filter(external_id__in=named).order_by().values_list("external_id", "pk"))
        Revision.objects.filter(**{f"{owner}__in": list(values)}).delete()
        Revision.objects.bulk_create(
            [
                Revision(
                    **{f"{owner}_id": key},
                    title=item.get("title", ""),
                    body=item.get("body", ""),
                    editor_id=editors[item["editor"]],
                    edited_at=clock.moment_of(item["edited"]),
                )
                for key, items in values.items()
                for item in sorted(items, key=lambda item: clock.moment_of(item["edited"]))
                if item["editor"] in editors
            ]
        )

    parts = {"title": RecordField(kind="line", length=TITLE_LENGTH)} if owner == "question" else {}
    parts |= {
        "body": RecordField(kind="text", length=BODY_LENGTH),
        "editor": RecordField(kind="reference", to="person", required=True),
        "edited": RecordField(kind="instant", required=True),
    }
    return RecordField(kind="items", most=2_000, load=load, save=save, parts=parts)


def _put_under_the_question(comments: Sequence[Comment]) -> None:
    """A comment under an answer is one under its question too."""
    answers = [comment.answer_id for comment in comments if comment.answer_id is not None]
    questions = dict(Answer.objects.filter(pk__in=answers).order_by().values_list("pk", "question"))
    for comment in comments:
        if comment.answer_id is not None:
            comment.question_id = questions[comment.answer_id]


def _check_request(values: Mapping[str, Any], _given: Collection[str]) -> str:
    named, state = values.get("named"), values.get("state", RequestState.ASKED)
    if (named is not None) != (state == RequestState.NAMED):
        return _('named: stands with the state "named", and only with it')
    return _("named: is the person who was asked") if named and named == values.get("person") else ""


def _person(column: str, **more: Any) -> RecordField:
    return RecordField(kind="reference", column=column, to="person", **more)


def _date(column: str) -> RecordField:
    return RecordField(kind="moment", column=column)


def _answer_moved(values: Mapping[int, str]) -> None:
    """Let the comments under answers follow these to their question. Takes the question's id by answer."""
    question = Answer.objects.filter(pk=OuterRef("answer")).values("question")
    elsewhere = Comment.objects.filter(answer__in=list(values)).exclude(question=F("answer__question"))
    Comment.objects.filter(pk__in=list(elsewhere.values_list("pk", flat=True))).update(
        question=Subquery(question)
    )


RECORDS = (
    RecordKind(
        type="question",
        order=70,
        model=Question,
        audit_kind="forum.question",
        searched_as=("forum.question",),
        reread={"space": "space", "subject": "subjects", "answer": "answers"},
        fields={
            "title": RecordField(kind="line", column="title", required=True, length=TITLE_LENGTH),
            "body": RecordField(kind="text", column="body", length=BODY_LENGTH, markup=True),
            "space": RecordField(
                kind="reference", column="space", to="space", default_space_of="author", kept=True
            ),
            "author": _person("author", required=True, kept=True),
            "subjects": subjects_field(Question.subjects.through, "question"),
            "date": _date("asked_at"),
            "edited": RecordField(kind="instant", column="edited_at"),
            "versions": _revisions("question"),
            "withheld": withheld_field(Question),
        },
    ),
    RecordKind(
        type="answer",
        order=80,
        model=Answer,
        audit_kind="forum.answer",
        searched_as=("forum.answer",),
        reread={
            "space": "question__space",
            "question": "question",
            "subject": "question__subjects",
        },
        fields={
            "question": RecordField(
                kind="reference",
                column="question",
                to="question",
                required=True,
                kept=True,
                save=_answer_moved,
            ),
            "body": RecordField(kind="text", column="body", required=True, length=BODY_LENGTH, markup=True),
            "author": _person("author", required=True),
            "date": _date("answered_at"),
            "accepted": RecordField(kind="flag", column="accepted", one_per="question"),
            "edited": RecordField(kind="instant", column="edited_at"),
            "versions": _revisions("answer"),
            "withheld": withheld_field(Answer),
        },
    ),
    RecordKind(
        type="comment",
        order=90,
        model=Comment,
        audit_kind="forum.comment",
        before_save=_put_under_the_question,
        fields={
            "on": RecordField(kind="target", targets=("answer", "question"), required=True),
            "body": RecordField(
                kind="text", column="body", required=True, length=COMMENT_LENGTH, markup=True
            ),
            "author": _person("author", required=True),
            "date": _date("written_at"),
            "withheld": withheld_field(Comment),
        },
    ),
    RecordKind(
        type="helped",
        order=92,
        model=Helped,
        audit_kind="forum.helped",
        unique_together=("answer", "person"),
        fields={
            "answer": RecordField(kind="reference", column="answer", to="answer", required=True, kept=True),
            "person": _person("person", required=True, kept=True),
            "date": _date("said_at"),
        },
    ),
    RecordKind(
        type="request",
        order=94,
        model=Request,
        audit_kind="forum.request",
        unique_together=("question", "person"),
        check=_check_request,
        fields={
            "question": RecordField(
                kind="reference", column="question", to="question", required=True, kept=True
            ),
            "person": _person("person", required=True, kept=True),
            "asked_by": _person("asked_by", required=True),
            "state": RecordField(
                kind="choice", column="state", choices=tuple(RequestState.values), kept=True
            ),
            "named": _person("named", kept=True),
            "date": _date("asked_at"),
            "reacted": RecordField(kind="instant", column="reacted_at"),
        },
    ),
)
