"""What privacy keeps: terms, who was forgotten, own data, and what was reported and taken out of texts."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samenwijzer.guard import Label

LONGEST_TERM = 36_500  # Days.
AUDIT_AT_LEAST = 365
RELEASED_FOR = datetime.timedelta(hours=24)


class RetentionTerm(models.Model):
    """How many days a kind of thing is kept, where that is not the usual number."""

    kind = models.CharField(max_length=40, unique=True)
    days = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["kind"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="retention_term_is_some_days", condition=Q(days__gte=1, days__lte=LONGEST_TERM)
            ),
            models.CheckConstraint(
                name="audit_is_kept_a_year", condition=~Q(kind="audit") | Q(days__gte=AUDIT_AT_LEAST)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.days}"


class Erasure(models.Model):
    """Somebody was forgotten. Opaque ids only, and no foreign key: it says that, and not who."""

    public_id = models.UUIDField(unique=True)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return str(self.public_id)


class OwnDataFile(models.Model):
    """A file with all that is known of a person, made by a job, for the one who asked for it.

    `percent` tells how far the job is; `ready_at` that the file is there, `failed_at` that it will not be.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="own_data_files"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="own_data_files_asked"
    )
    asked_at = models.DateTimeField()
    percent = models.PositiveSmallIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(upload_to="own-data", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_own_data_file_each", fields=["person", "asked_by"]),
            models.CheckConstraint(name="own_data_percent_is_one", condition=Q(percent__lte=100)),
            models.CheckConstraint(
                name="own_data_is_ready_or_failed",
                condition=Q(ready_at__isnull=True) | Q(failed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"own data {self.pk}"


class BlockReport(models.Model):
    """A writer says that the guard blocks wrongly. The text stays in his browser; here is a keyed hash.

    `place` says in which form and `field` in which of its fields; `author` decides together with who judges.
    """

    class State(models.TextChoices):
        """What came of it."""

        OPEN = "open", _("open")
        RELEASED = "released", _("released")
        DECLINED = "declined", _("not released")

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="block_reports"
    )
    place = models.CharField(max_length=200)
    field = models.CharField(max_length=60)
    label = models.CharField(max_length=20, choices=[(label.value, label.value) for label in Label])
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True, db_index=True)
    # When the author said that he read what came of it.
    heard_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="block_is_reported_once",
                fields=["author", "label", "digest"],
                condition=Q(state="open"),
            ),
            models.CheckConstraint(
                name="block_report_is_decided_or_open",
                condition=Q(state="open", decided_at=None) | ~Q(state="open") & Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="block_report_label_is_known", condition=Q(label__in=[label.value for label in Label])
            ),
            models.CheckConstraint(
                name="block_report_state_is_known",
                condition=Q(state__in=["open", "released", "declined"]),
            ),
            models.CheckConstraint(
                name="block_report_takes_two",
                condition=Q(decided_by=None) | ~Q(decided_by=F("author")),
            ),
        ]

    def __str__(self) -> str:
        return f"block report {self.pk}"

    @property
    def released_until(self) -> datetime.datetime:
        """Until when its author may save it, when it was released."""
        return (self.decided_at or self.at) + RELEASED_FOR


class TextReport(models.Model):
    """A reader says that somebody can be recognised in a text; `ref` is hidden until it is decided."""

    class State(models.TextChoices):
        """What came of it."""

        OPEN = "open", _("open")
        SHOWN_AGAIN = "shown", _("shown again")
        REDACTED = "redacted", _("taken out of the text")

    ref = models.CharField(max_length=100)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="text_reports"
    )
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True, db_index=True)
    # When the reporter said that he read what came of it.
    heard_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="text_is_reported_once_by_each", fields=["ref", "reporter"], condition=Q(state="open")
            ),
            models.CheckConstraint(
                name="text_report_state_is_known", condition=Q(state__in=["open", "shown", "redacted"])
            ),
            models.CheckConstraint(
                name="text_report_is_decided_or_open",
                condition=Q(state="open", decided_at=None) | ~Q(state="open") & Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"text report {self.pk}"


class Redaction(models.Model):
    """Words that were taken out of a text for good: where, how long they were, and a keyed hash of them.

    By these they are found again in a backup from before, and in nothing else. No foreign key: it says that,
    and not what.
    """

    kind = models.CharField(max_length=60)
    external_id = models.CharField(max_length=200)
    length = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="words_are_redacted_once", fields=["kind", "external_id", "length", "digest"]
            ),
            models.CheckConstraint(name="redaction_has_a_length", condition=Q(length__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.external_id}"
