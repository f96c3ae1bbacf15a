"""What you know."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from samenwijzer.subjects.models import Subject


class DeclaredSubject(models.Model):
    """A person says: you can ask me about this."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="declared_subjects"
    )
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="declared_by")
    declared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(name="declared_once", fields=["person", "subject"])]

    def __str__(self) -> str:
        return f"{self.person_id} knows {self.subject_id}"
