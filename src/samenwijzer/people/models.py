"""What you know, and who may see which field of your profile."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models

from samenwijzer.subjects.models import Subject


class ProfileField(StrEnum):
    """A field of the profile that a person may keep from some colleagues."""

    PHONE = "phone"
    LOCATION = "location"
    LANGUAGES = "languages"
    BIRTHDAY = "birthday"
    PICTURE = "picture"


class Circle(StrEnum):
    """Who may see a field, from everyone who may see the profile to nobody."""

    EVERYONE = "everyone"
    DEPARTMENT = "department"
    TEAM = "team"
    NOBODY = "nobody"


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
