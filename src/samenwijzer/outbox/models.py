"""What actions appended: lines of the audit and of the change log."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AuditLine(models.Model):
    """Who did what, when and from where. No foreign key and no text: forgetting a person changes no line.

    The six fields action, object, result, origin, actor and time are those of BIO2 8.15.01.
    """

    action = models.CharField(max_length=100)
    object = models.CharField(max_length=100, blank=True)
    result = models.CharField(max_length=20)
    origin = models.CharField(max_length=100, blank=True)
    actor = models.UUIDField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.action} {self.object}"


class Change(models.Model):
    """Something that search must read again. On PostgreSQL the table also has `xid`, by the migration."""

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"
