"""What actions appended: lines of the audit and of the change log."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from samenwijzer.kernel.clock import now


class AuditLine(models.Model):
    """Who did what, when and from where. No foreign key and no text: forgetting a person changes no line.

    The six fields action, object, result, origin, actor and time are those of BIO2 8.15.01. `address` is a
    keyed hash. `seal` first holds the mark that shows that the product wrote the line; the worker replaces it
    with the seal of the chain when it gives the line its `sequence` (`outbox.sealing`).
    """

    action = models.CharField(max_length=100)
    # The first word of the action, and the kind of the object: what a list filters on.
    area = models.CharField(max_length=60, blank=True)
    object = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    result = models.CharField(max_length=20)
    origin = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=64, blank=True)
    actor = models.UUIDField(null=True)
    at = models.DateTimeField(default=now)
    request_id = models.CharField(max_length=64, blank=True)
    sequence = models.BigIntegerField(null=True, unique=True)
    seal = models.CharField(max_length=64, blank=True)
    # When it was sealed it had no mark of ours: somebody put it in the table by another way.
    is_foreign = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="audit_unsealed", condition=Q(sequence__isnull=True)),
            models.Index(fields=["id"], name="audit_refused", condition=Q(result="refused")),
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["area", "id"], name="audit_area"),
            models.Index(fields=["action", "id"], name="audit_action"),
            models.Index(fields=["kind", "id"], name="audit_kind"),
            models.Index(fields=["object", "id"], name="audit_object", condition=~Q(object="")),
            models.Index(fields=["actor", "id"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object}"


class AuditHead(models.Model):
    """The last line that was sealed, signed: with it the tail cannot be cut off unseen. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField()
    seal = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)
    # Tells the key with which it was sealed from another, and says nothing of it.
    key_id = models.CharField(max_length=16)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="audit_has_one_head", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"{self.sequence}"


class AuditCheckpoint(models.Model):
    """Where the chain begins after lines were pruned: the last of them with its seal, signed."""

    sequence = models.BigIntegerField(unique=True)
    seal = models.CharField(max_length=64)
    lines = models.PositiveIntegerField()
    at = models.DateTimeField()
    signature = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence}"


class Change(models.Model):
    """Something that search must read again. On PostgreSQL the table also has `xid`, by the migration."""

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"
