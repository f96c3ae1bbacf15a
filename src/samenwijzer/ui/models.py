"""What the organisation chose about the site as a whole: one row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class OrganisationSettings(models.Model):
    """The only row has number 1. What is empty comes from the environment of the installation.

    `theme` is the name of a theme that comes along, NONE, or OWN; `theme_css` then holds the style sheet that
    was made of `basics` or of an upload, and `theme_version` its fingerprint. `switched_off` are names of
    modules.
    """

    OWN = "own"
    NONE = "none"

    name = models.CharField(max_length=120, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    theme_css = models.TextField(blank=True)
    theme_version = models.CharField(max_length=32, blank=True)
    basics = models.JSONField(default=dict, blank=True)
    switched_off = models.JSONField(default=list, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="one_row_of_organisation_settings", condition=Q(pk=1)),
            models.CheckConstraint(
                name="own_theme_has_a_style_sheet",
                condition=~Q(theme="own") | (~Q(theme_css="") & ~Q(theme_version="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
