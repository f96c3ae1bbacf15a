"""Where things live and who may see them."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.models import Department, User
from samenwijzer.kernel import text


class Visibility(models.TextChoices):
    """Who sees a space: every colleague, its name only, or nothing."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    HIDDEN = "hidden", _("hidden")


class Role(StrEnum):
    """What a member may do in a space, from little to much."""

    READER = "reader"
    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    MANAGER = "manager"


class SpaceRows(models.QuerySet["Space"]):
    """Filters on who may see what. A viewer of None is any colleague."""

    def readable_by(self, viewer: User | None) -> SpaceRows:
        """Keep the spaces whose content the viewer may read."""
        if viewer is None:
            return self.filter(visibility=Visibility.OPEN)
        mine = Member.objects.filter(person=viewer).values("space")
        return self.filter(Q(visibility=Visibility.OPEN) | Q(pk__in=mine))

    def visible_to(self, viewer: User | None) -> SpaceRows:
        """Keep the spaces whose name the viewer may know: all but the hidden ones of others."""
        if viewer is None:
            return self.exclude(visibility=Visibility.HIDDEN)
        mine = Member.objects.filter(person=viewer).values("space")
        return self.filter(~Q(visibility=Visibility.HIDDEN) | Q(pk__in=mine))


class Space(models.Model):
    """A room in which pages and questions live. `default_for` marks the one open space of a department."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    name = models.CharField(_("name"), max_length=200)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="spaces"
    )
    default_for = models.OneToOneField(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="default_space"
    )
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.OPEN)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Member", related_name="spaces")

    objects = SpaceRows.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="space_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="space_visibility_is_known", condition=Q(visibility__in=Visibility.values)
            ),
            models.CheckConstraint(
                name="space_default_is_open",
                condition=Q(default_for__isnull=True) | Q(visibility=Visibility.OPEN),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person's place in a space."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in Role])

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_membership_per_person", fields=["space", "person"]),
            models.CheckConstraint(
                name="member_role_is_known", condition=Q(role__in=[role.value for role in Role])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.space_id}"
