"""For how long things are kept, who was forgotten, and files with a person's own data."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

LONGEST_TERM = 36_500  # Days.
AUDIT_AT_LEAST = 365


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
