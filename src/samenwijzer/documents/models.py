"""The library: working instructions and articles of law."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.access import not_withheld
from samenwijzer.accounts.models import Municipality, User
from samenwijzer.kernel import text
from samenwijzer.spaces.models import Space
from samenwijzer.subjects.models import Subject


class PageState(models.TextChoices):
    """Whether a page may still be used."""

    CURRENT = "current", _("current")
    EXPIRED = "expired", _("expired")
    REPLACED = "replaced", _("replaced")


class PageKind(models.TextChoices):
    """A page of our own, or an article of law."""

    INSTRUCTION = "instruction", _("working instruction")
    LAW = "law", _("law")


class PageRows(models.QuerySet["Page"]):
    """Filters on who may read what. A viewer of None is any colleague."""

    def visible_to(self, viewer: User | None) -> PageRows:
        return self.within_reach_of(viewer).filter(not_withheld(viewer, author="author"))

    def within_reach_of(self, viewer: User | None) -> PageRows:
        """Keep what the viewer might read if nothing were withheld."""
        return self.filter(space__in=Space.objects.readable_by(viewer).order_by().values("pk"))


class Page(models.Model):
    """A text with an owner and a review date. A variant says the same thing for other municipalities.

    `dated` is the moment in `date_given`; `date_given` is the date as it came ("2026-01-20", or with a time).
    """

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    kind = models.CharField(max_length=12, choices=PageKind.choices, default=PageKind.INSTRUCTION)
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("text"), max_length=200_000, blank=True)
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="pages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pages",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_pages",
    )
    subjects = models.ManyToManyField(Subject, related_name="pages", blank=True)
    # Where it holds; none means everywhere.
    municipalities = models.ManyToManyField(Municipality, related_name="pages", blank=True)
    variant_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="variants"
    )
    dated = models.DateTimeField()
    date_given = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=PageState.choices, default=PageState.CURRENT)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces"
    )
    review_on = models.DateField(_("review date"), null=True, blank=True)
    source_url = models.URLField(max_length=600, blank=True)
    # Somebody can be recognised in it, a reader says; only its author and the privacy officer see it.
    withheld_at = models.DateTimeField(null=True, blank=True)

    objects = PageRows.as_manager()

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        indexes: ClassVar = [
            models.Index(name="page_by_date", fields=["-dated", "-id"]),
            models.Index(
                name="page_withheld", fields=["withheld_at"], condition=Q(withheld_at__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="page_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="page_state_is_known", condition=Q(state__in=PageState.values)),
            models.CheckConstraint(name="page_kind_is_known", condition=Q(kind__in=PageKind.values)),
            models.CheckConstraint(name="page_is_no_variant_of_itself", condition=~Q(variant_of=F("pk"))),
            models.CheckConstraint(name="page_does_not_replace_itself", condition=~Q(replaced_by=F("pk"))),
            models.CheckConstraint(
                name="page_successor_only_when_replaced",
                condition=Q(replaced_by__isnull=True) | Q(state="replaced"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PageVersion(models.Model):
    """A page as it stood before it was changed. `editor` wrote these words."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="versions")
    title = models.CharField(max_length=300)
    body = models.TextField(max_length=200_000, blank=True)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="page_versions",
    )
    dated = models.DateTimeField()
    date_given = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["-dated", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="page_version_has_a_title", condition=~Q(title=""))
        ]

    def __str__(self) -> str:
        return f"version {self.pk}"
