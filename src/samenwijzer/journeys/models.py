"""What passes from one colleague to another, and waits for a word of who gets it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel.refs import Ref


class Kind(models.TextChoices):
    """What somebody owns."""

    PAGE = "page", _("page")
    SUBJECT = "subject", _("subject")
    SPACE = "space", _("space")
    TEAM = "team", _("team")


REF_KINDS = {
    Kind.PAGE: "documents.page",
    Kind.SUBJECT: "subjects.subject",
    Kind.SPACE: "spaces.space",
    Kind.TEAM: "accounts.team",
}


class Reason(models.TextChoices):
    """Why it waits for this person: with an offer alone he does not own it yet."""

    LEFT = "left", _("the owner left")
    OFFER = "offer", _("a colleague offers it")
    RETURNED = "returned", _("a colleague gave it back")


class Outcome(models.TextChoices):
    """What the person said, or that there is nothing left to say."""

    KEPT = "kept", _("kept")
    HANDED_ON = "handed_on", _("handed on")
    TAKEN = "taken", _("taken")
    GIVEN_BACK = "given_back", _("given back")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Ownership(models.Model):
    """A thing that came to somebody, or is offered to him. `former` had it, and is empty once forgotten."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ownership_tasks"
    )
    former = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.BigIntegerField()
    reason = models.CharField(max_length=10, choices=Reason.choices)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        indexes: ClassVar = [models.Index(name="ownership_by_thing", fields=["kind", "number"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_open_ownership",
                fields=["person", "kind", "number"],
                condition=Q(settled_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_open_offer",
                fields=["kind", "number"],
                condition=Q(settled_at__isnull=True, reason="offer"),
            ),
            models.CheckConstraint(name="ownership_kind_is_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="ownership_reason_is_known", condition=Q(reason__in=Reason.values)),
            models.CheckConstraint(
                name="ownership_outcome_when_settled",
                condition=Q(settled_at__isnull=True, outcome="")
                | Q(settled_at__isnull=False, outcome__in=Outcome.values),
            ),
        ]

    def __str__(self) -> str:
        return f"ownership {self.pk}"

    @property
    def ref(self) -> Ref:
        """The thing itself."""
        return Ref(REF_KINDS[Kind(self.kind)], self.number)
