"""What was loaded from data that travels with the product."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


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
