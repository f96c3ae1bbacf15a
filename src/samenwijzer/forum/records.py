"""Questions and answers as exchange records."""

from __future__ import annotations

from samenwijzer.forum.models import BODY_LENGTH, TITLE_LENGTH, Answer, Question
from samenwijzer.kernel.modules import RecordField, RecordKind
from samenwijzer.subjects.records import subjects_field

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
            "body": RecordField(kind="text", column="body", length=BODY_LENGTH),
            "space": RecordField(
                kind="reference", column="space", to="space", default_space_of="author", kept=True
            ),
            "author": RecordField(kind="reference", column="author", to="person", required=True, kept=True),
            "subjects": subjects_field(Question.subjects.through, "question"),
            "date": RecordField(kind="moment", column="asked_at"),
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
                kind="reference", column="question", to="question", required=True, kept=True
            ),
            "body": RecordField(kind="text", column="body", required=True, length=BODY_LENGTH),
            "author": RecordField(kind="reference", column="author", to="person", required=True),
            "date": RecordField(kind="moment", column="answered_at"),
            "accepted": RecordField(kind="flag", column="accepted", one_per="question"),
        },
    ),
)
