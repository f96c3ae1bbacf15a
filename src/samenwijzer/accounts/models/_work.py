"""Work on many people at once: changes that can be undone, and imports of a table."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.models._people import User


class BulkKind(models.TextChoices):
    """What is done to many people together."""

    BLOCK = "block", _("block")
    UNBLOCK = "unblock", _("unblock")
    SIGN_OUT = "sign_out", _("sign out everywhere")
    TEAM = "team", _("put in a team")
    DEPARTMENT = "department", _("move to a department")
    GIVE_ROLE = "give_role", _("give a role")
    TAKE_ROLE = "take_role", _("take a role")
    UNDO = "undo", _("undo")


class WorkState(models.TextChoices):
    """How far work in the background is. What failed may be tried again, from the page Health."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")
    NO_RIGHT = "no_right", _("stopped: no right any more")
    FAILED = "failed", _("failed")


OVER = frozenset({WorkState.DONE, WorkState.STOPPED, WorkState.NO_RIGHT, WorkState.FAILED})
# What a job may take up: what failed, it may be tried again with.
TO_DO = frozenset({WorkState.WAITING, WorkState.RUNNING, WorkState.FAILED})


class BulkChange(models.Model):
    """A change of many people: what is asked, how far it is, and what stood there before, to undo it.

    `people` are numbers in the order in which they are done, `former` holds by number what stood there,
    `refused` pairs of a number and a sentence. All three go after a few days.
    """

    kind = models.CharField(max_length=12, choices=BulkKind.choices)
    # The number of the team or department, or the name of the role.
    target = models.CharField(max_length=40, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="bulk_changes")
    made_at = models.DateTimeField()
    people = models.JSONField(default=list)
    former = models.JSONField(default=dict)
    refused = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=WorkState.choices, default=WorkState.WAITING)
    finished_at = models.DateTimeField(null=True, blank=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="undone_by"
    )
    # Names one sending of the form, so that a double click changes once.
    sending = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="bulk_change_kind_is_known", condition=Q(kind__in=BulkKind.values)),
            models.CheckConstraint(
                name="bulk_change_state_is_known", condition=Q(state__in=WorkState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class PeopleImport(models.Model):
    """A table of people taken from a file: first looked at, then written by a job.

    `rows` holds the cells until they are written or a day has passed; the file itself is not kept. Of a cell
    with citizens' data it holds {"found": labels} instead.
    `mapping` says which column, from 0, holds which field. `leaving` are numbers of people who are not in the
    file and are to leave. `refused` are [line, name, sentence].
    """

    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="people_imports")
    made_at = models.DateTimeField()
    columns = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    leaving = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    # Empty until somebody says that it may be written.
    state = models.CharField(max_length=8, choices=WorkState.choices, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="people_import_state_is_known", condition=Q(state__in=["", *WorkState.values])
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def left_out(self) -> int:
        """How many rows were not taken: a figure that stays when `refused` is emptied."""
        return self.done - self.added - self.changed - self.unchanged
