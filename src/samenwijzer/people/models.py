"""What you know, what colleagues confirm of it, and what you turn away."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samenwijzer.subjects.models import Subject

EXAMPLE_LENGTH = 600
NOTE_LENGTH = 600


class DeclaredRows(models.QuerySet["DeclaredSubject"]):
    """What people say of themselves."""

    def shown(self) -> DeclaredRows:
        """Leave out the subjects that the person turned away: nobody else sees or counts those."""
        return self.filter(~Exists(turned_away()))


class ConfirmationRows(models.QuerySet["Confirmation"]):
    """What colleagues say of people."""

    def standing(self) -> ConfirmationRows:
        """Leave out what the person took away: of that it is only known that it is not to be said again."""
        return self.filter(taken_away_at=None)

    def shown(self) -> ConfirmationRows:
        """Leave out the subjects that the person turned away as well: nobody else sees or counts those."""
        return self.standing().filter(~Exists(turned_away()))


class DeclaredSubject(models.Model):
    """A person says: you can ask me about this."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="declared_subjects"
    )
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="declared_by")
    declared_at = models.DateTimeField(auto_now_add=True)

    objects = DeclaredRows.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(name="declared_once", fields=["person", "subject"])]

    def __str__(self) -> str:
        return f"{self.person_id} knows {self.subject_id}"


class Confirmation(models.Model):
    """A colleague says that a person knows a subject, with an example of when that showed."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="confirmations"
    )
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="confirmations")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="confirmations_given"
    )
    example = models.TextField(_("example"), max_length=EXAMPLE_LENGTH)
    made_at = models.DateTimeField()
    # When the person it is about read it; until then it waits under *Asked to you*.
    heard_at = models.DateTimeField(null=True, blank=True)
    # Somebody can be recognised in it, a reader says; only its author and the privacy officer see it.
    withheld_at = models.DateTimeField(null=True, blank=True)
    # When the person took it away. Then there is no example any more, and the same colleague gives no other.
    taken_away_at = models.DateTimeField(null=True, blank=True)

    objects = ConfirmationRows.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [
            models.Index(
                name="confirmation_withheld", fields=["withheld_at"], condition=Q(withheld_at__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(name="confirmed_once", fields=["person", "subject", "by"]),
            models.CheckConstraint(
                name="confirmation_has_an_example",
                condition=Q(example="", taken_away_at__isnull=False)
                | (~Q(example="") & Q(taken_away_at=None)),
            ),
            models.CheckConstraint(name="confirmed_by_somebody_else", condition=~Q(person=F("by"))),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} confirms {self.subject_id} of {self.person_id}"


class ChoiceState(models.TextChoices):
    """Why a person turned a subject away. Others see the same of each: nothing."""

    HIDDEN = "hidden", pgettext_lazy("subject", "hidden")
    CONTESTED = "contested", pgettext_lazy("subject", "contested")
    REMOVED = "removed", pgettext_lazy("subject", "removed")


class SubjectChoice(models.Model):
    """A person does not want to be found for a subject, whatever evidence there is or still comes.

    `note` says what is wrong with it, when she contests it; who keeps the subject answers.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subject_choices"
    )
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="turned_away_by")
    state = models.CharField(max_length=10, choices=ChoiceState.choices)
    note = models.TextField(_("what is not right"), max_length=NOTE_LENGTH, blank=True)
    chosen_at = models.DateTimeField()
    answer = models.TextField(_("answer"), max_length=NOTE_LENGTH, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contests_answered",
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-chosen_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_choice_per_subject", fields=["person", "subject"]),
            models.CheckConstraint(name="choice_state_is_known", condition=Q(state__in=ChoiceState.values)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} turned {self.subject_id} away"


def turned_away() -> models.QuerySet[SubjectChoice]:
    """Give the choice that the person of a row made about the subject of that row, for `Exists`."""
    return SubjectChoice.objects.filter(person=OuterRef("person"), subject=OuterRef("subject"))
