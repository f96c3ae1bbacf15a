"""What the organisation says to the guard: what is no citizen's data, and what people let through."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.models._people import User
from samenwijzer.guard import Label


class AllowedKind(models.TextChoices):
    """What an entry of the allow list is, and so how it is compared."""

    TEXT = "text", _("Name, place or other words")
    NUMBER = "number", _("Telephone or other number")
    EMAIL = "email", _("E-mail address")
    DOMAIN = "domain", _("Domain of mailboxes")
    DOSSIER = "dossier", _("What our dossier numbers look like")


class AllowedText(models.Model):
    """An entry of the allow list; of the kind DOSSIER a pattern that is, on the contrary, citizens' data."""

    kind = models.CharField(_("kind"), max_length=8, choices=AllowedKind.choices)
    value = models.CharField(_("what is allowed"), max_length=200)
    note = models.CharField(_("why"), max_length=200, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["kind", "value"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="allowed_text_stands_once", fields=["kind", "value"]),
            models.CheckConstraint(name="allowed_text_is_not_empty", condition=~Q(value="")),
            models.CheckConstraint(
                name="allowed_text_kind_is_known", condition=Q(kind__in=AllowedKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.value


class Override(models.Model):
    """A warning that the writer let stand, with his reason; what was found is not kept."""

    ref = models.CharField(max_length=100)
    writer = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    labels = models.JSONField()
    reason = models.CharField(max_length=300)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="override_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.ref


class Release(models.Model):
    """For a day one writer may save what was wrongly blocked: a keyed hash of it, never the text.

    It takes two people: who wrote and who releases.
    """

    writer = models.ForeignKey(User, on_delete=models.CASCADE, related_name="releases")
    label = models.CharField(max_length=20, choices=[(label.value, label.value) for label in Label])
    digest = models.CharField(max_length=64)
    released_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="release_stands_once", fields=["writer", "label", "digest"]),
            models.CheckConstraint(name="release_takes_two", condition=~Q(writer=F("released_by"))),
            models.CheckConstraint(
                name="release_label_is_known", condition=Q(label__in=[label.value for label in Label])
            ),
        ]

    def __str__(self) -> str:
        return self.label
