"""What was loaded from data that travels with the product, and each import and export from the browser."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LoadedSet(models.Model):
    """A set of data files that was loaded completely; `digest` says which edition of them."""

    name = models.CharField(max_length=40, unique=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.CheckConstraint(name="loaded_set_has_a_name", condition=~Q(name=""))]

    def __str__(self) -> str:
        return self.name


class ImportState(models.TextChoices):
    """How far an import is. Nothing is written before somebody has seen what it would do."""

    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, waits for you")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    DROPPED = "dropped", _("not carried out")
    NO_RIGHT = "no_right", _("stopped: no right any more")
    FAILED = "failed", _("failed")


class ImportRun(models.Model):
    """One import from the browser.

    `files` are names in the file storage, and empty when the import is over. `created` and `changed` count
    what has been written, in the transaction that writes it. `refused` holds [file, line, reason] of the
    first lines that were not imported, and `warned` [file, line, field, label] of what the guard found in
    others, both without what stood in them.
    """

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="imports"
    )
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    sending = models.UUIDField(editable=False)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.CHECKING)
    files = models.JSONField(default=list, blank=True)
    file_count = models.PositiveSmallIntegerField()
    size = models.PositiveBigIntegerField()
    fit = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    foreseen = models.JSONField(default=dict, blank=True)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list, blank=True)
    strict = models.BooleanField(default=False)
    warned_count = models.PositiveIntegerField(default=0)
    warned = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_import_per_sending", fields=["sending"]),
            models.CheckConstraint(name="import_state_is_known", condition=Q(state__in=ImportState.values)),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def unchanged(self) -> int:
        """How many records stand here as they came; of those it never reached, it says nothing."""
        seen = self.fit if self.state == ImportState.DONE else self.written
        return max(0, seen - self.created - self.changed)


class ExportState(models.TextChoices):
    """How far an export is."""

    RUNNING = "running", _("being made")
    READY = "ready", _("ready")
    GONE = "gone", _("removed")
    NO_RIGHT = "no_right", _("stopped: no right any more")
    FAILED = "failed", _("failed")


class ExportRun(models.Model):
    """One export from the browser. Who asked for it may fetch the file until `expires_at`; then it goes."""

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="exports"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    sending = models.UUIDField(editable=False)
    state = models.CharField(max_length=10, choices=ExportState.choices, default=ExportState.RUNNING)
    file = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_export_per_sending", fields=["sending"]),
            models.CheckConstraint(name="export_state_is_known", condition=Q(state__in=ExportState.values)),
        ]

    def __str__(self) -> str:
        return f"export {self.pk}"
