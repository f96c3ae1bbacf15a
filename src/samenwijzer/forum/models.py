"""Questions, answers and the people who are asked."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.access import not_withheld
from samenwijzer.accounts.models import User
from samenwijzer.kernel import text
from samenwijzer.spaces.models import Space
from samenwijzer.subjects.models import Subject

TITLE_LENGTH = 300
BODY_LENGTH = 20_000
COMMENT_LENGTH = 4_000


class QuestionRows(models.QuerySet["Question"]):
    """Filters on who may read what. A viewer of None is any colleague."""

    def visible_to(self, viewer: User | None) -> QuestionRows:
        return self.within_reach_of(viewer).filter(not_withheld(viewer, author="author"))

    def within_reach_of(self, viewer: User | None) -> QuestionRows:
        """Keep what the viewer might read if nothing were withheld."""
        return self.filter(space__in=Space.objects.readable_by(viewer).order_by().values("pk"))


class Question(models.Model):
    """What somebody wants to know.

    `asked_at` is the moment in `date_given`; `date_given` is the date as it came, empty when asked here.
    """

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    title = models.CharField(_("your question"), max_length=TITLE_LENGTH)
    body = models.TextField(_("details"), max_length=BODY_LENGTH, blank=True)
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="questions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="questions")
    subjects = models.ManyToManyField(Subject, related_name="questions", blank=True)
    asked_at = models.DateTimeField()
    date_given = models.CharField(max_length=40, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    # Somebody can be recognised in it, a reader says; only its author and the privacy officer see it.
    withheld_at = models.DateTimeField(null=True, blank=True)
    # Names one sending of the form, so that a double click or a retry makes one question.
    sending = models.UUIDField(null=True, blank=True, editable=False)

    objects = QuestionRows.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        indexes: ClassVar = [
            models.Index(name="question_by_date", fields=["-asked_at", "-id"]),
            models.Index(
                name="question_withheld", fields=["withheld_at"], condition=Q(withheld_at__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="question_has_a_title", condition=~Q(title="")),
            models.UniqueConstraint(name="one_question_per_sending", fields=["author", "sending"]),
        ]

    def __str__(self) -> str:
        return self.title


class AnswerRows(models.QuerySet["Answer"]):
    """Filters on who may read what. A viewer of None is any colleague."""

    def visible_to(self, viewer: User | None) -> AnswerRows:
        return self.within_reach_of(viewer).filter(not_withheld(viewer, author="author"))

    def within_reach_of(self, viewer: User | None) -> AnswerRows:
        """Keep what the viewer might read if it were not withheld itself; its question may be."""
        return self.filter(_under_a_question(viewer))


def _under_a_question(viewer: User | None) -> Q:
    readable = Space.objects.readable_by(viewer).order_by().values("pk")
    shown = not_withheld(viewer, author="question__author", path="question__")
    return Q(question__space__in=readable) & shown


class Answer(models.Model):
    """What a colleague says to a question. At most one answer of a question is accepted."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    body = models.TextField(_("your answer"), max_length=BODY_LENGTH)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="answers")
    accepted = models.BooleanField(default=False)
    answered_at = models.DateTimeField()
    date_given = models.CharField(max_length=40, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    # Somebody can be recognised in it, a reader says; only its author and the privacy officer see it.
    withheld_at = models.DateTimeField(null=True, blank=True)
    sending = models.UUIDField(null=True, blank=True, editable=False)

    objects = AnswerRows.as_manager()

    class Meta:
        ordering: ClassVar = ["-accepted", "answered_at", "pk"]
        indexes: ClassVar = [
            models.Index(
                name="answer_withheld", fields=["withheld_at"], condition=Q(withheld_at__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="answer_has_a_text", condition=~Q(body="")),
            models.UniqueConstraint(
                name="one_accepted_answer", fields=["question"], condition=Q(accepted=True)
            ),
            models.UniqueConstraint(name="one_answer_per_sending", fields=["author", "sending"]),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class CommentRows(models.QuerySet["Comment"]):
    """Filters on who may read what. A viewer of None is any colleague."""

    def visible_to(self, viewer: User | None) -> CommentRows:
        return self.within_reach_of(viewer).filter(not_withheld(viewer, author="author"))

    def within_reach_of(self, viewer: User | None) -> CommentRows:
        """Keep what the viewer might read if it were not withheld itself; what it stands under may be."""
        shown = Q(answer=None) | not_withheld(viewer, author="answer__author", path="answer__")
        return self.filter(shown, _under_a_question(viewer))


class Comment(models.Model):
    """A remark under a question, or under one of its answers."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="comments")
    answer = models.ForeignKey(
        Answer, on_delete=models.CASCADE, null=True, blank=True, related_name="comments"
    )
    body = models.TextField(_("your comment"), max_length=COMMENT_LENGTH)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments")
    written_at = models.DateTimeField()
    date_given = models.CharField(max_length=40, blank=True)
    # Somebody can be recognised in it, a reader says; only its author and the privacy officer see it.
    withheld_at = models.DateTimeField(null=True, blank=True)
    sending = models.UUIDField(null=True, blank=True, editable=False)

    objects = CommentRows.as_manager()

    class Meta:
        ordering: ClassVar = ["written_at", "pk"]
        indexes: ClassVar = [
            models.Index(
                name="comment_withheld", fields=["withheld_at"], condition=Q(withheld_at__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="comment_has_a_text", condition=~Q(body="")),
            models.UniqueConstraint(name="one_comment_per_sending", fields=["author", "sending"]),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class Helped(models.Model):
    """Somebody says of an answer: this helped me."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="helped")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="helped_by")
    said_at = models.DateTimeField()
    date_given = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(name="helped_once", fields=["answer", "person"])]

    def __str__(self) -> str:
        return f"answer {self.answer_id} helped {self.person_id}"


class Revision(models.Model):
    """A text as it stood before an edit, of a question or of an answer."""

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, null=True, blank=True, related_name="revisions"
    )
    answer = models.ForeignKey(
        Answer, on_delete=models.CASCADE, null=True, blank=True, related_name="revisions"
    )
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    body = models.TextField(max_length=BODY_LENGTH, blank=True)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="revisions")
    edited_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-edited_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="revision_of_one_thing",
                condition=Q(question__isnull=True, answer__isnull=False)
                | Q(question__isnull=False, answer__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"revision {self.pk}"


class RequestState(models.TextChoices):
    """What the person who was asked said."""

    ASKED = "asked", _("asked")
    ACCEPTED = "accepted", _("taken")
    NOT_NOW = "not_now", _("not now")
    NAMED = "named", _("named somebody else")
    ANSWERED = "answered", _("answered")
    RETURNED = "returned", _("works here no longer")


class Request(models.Model):
    """A colleague is asked by name to help with a question. `named` is whom he suggested instead."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="requests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="requests")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="requests_made"
    )
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.ASKED)
    named = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests_named_for",
    )
    asked_at = models.DateTimeField()
    date_given = models.CharField(max_length=40, blank=True)
    reacted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]
        indexes: ClassVar = [models.Index(name="request_by_person", fields=["person", "state"])]
        constraints: ClassVar = [
            models.UniqueConstraint(name="asked_once", fields=["question", "person"]),
            models.CheckConstraint(name="request_state_is_known", condition=Q(state__in=RequestState.values)),
            models.CheckConstraint(
                name="request_names_somebody",
                condition=Q(state="named", named__isnull=False) | (~Q(state="named") & Q(named__isnull=True)),
            ),
            models.CheckConstraint(
                name="request_names_somebody_else",
                condition=Q(named__isnull=True) | ~Q(named=F("person")),
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"
