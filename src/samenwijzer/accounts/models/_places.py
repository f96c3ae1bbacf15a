"""Where people belong: the tree of departments, teams, locations, municipalities, and their weeks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.models._week import week_constraints
from samenwijzer.kernel import text

# Departments below each other. Pages walk down the tree, and no organisation has half as many.
DEEPEST_TREE = 20


class Location(models.Model):
    """A place where people work."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    name = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("about"), max_length=2_000, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="location_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint(Lower("name"), name="one_location_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """A municipality for which a regional service works. Without any, there is one and nobody chooses."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="municipality_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint(Lower("name"), name="one_municipality_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A part of the organisation; departments form a tree."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="department_is_not_its_own_parent", condition=~Q(parent=F("pk"))),
            models.CheckConstraint(name="department_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint(
                Lower("name"), name="one_department_of_a_name_at_the_top", condition=Q(parent=None)
            ),
            models.UniqueConstraint(Lower("name"), "parent", name="one_department_of_a_name_below_another"),
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People of one department who work together, with the one who leads them."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    name = models.CharField(_("name"), max_length=200)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="teams")
    manager = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="managed_teams"
    )
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, null=True, blank=True, related_name="teams"
    )

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="team_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint(Lower("name"), "department", name="one_team_of_a_name_in_a_department"),
        ]

    def __str__(self) -> str:
        return self.name


class WeekPattern(models.Model):
    """Working days under a name, to choose from; choosing one copies its days."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    name = models.CharField(_("name"), max_length=200)
    working_day_bits = models.PositiveSmallIntegerField()
    morning_only_bits = models.PositiveSmallIntegerField(default=0)
    afternoon_only_bits = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="week_pattern_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint(Lower("name"), name="one_week_pattern_of_a_name"),
            *week_constraints("week_pattern"),
        ]

    def __str__(self) -> str:
        return self.name
