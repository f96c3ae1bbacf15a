"""Who you are: people and the departments they belong to."""

from __future__ import annotations

import datetime
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel import text

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALL_WEEKDAYS = 2 ** len(WEEKDAYS) - 1
FORGOTTEN_NAME = "Oud-collega"


def weekday_bits(days: list[str]) -> int:
    """Turn ["mon", "wed"] into the number that is stored. Raises ValueError for an unknown day."""
    return sum(1 << WEEKDAYS.index(day) for day in set(days))


def weekday_names(bits: int) -> list[str]:
    """Turn the stored number back into names, in the order of the week."""
    return [day for index, day in enumerate(WEEKDAYS) if bits & (1 << index)]


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
        ]

    def __str__(self) -> str:
        return self.name


class UserRows(BaseUserManager["User"]):
    """Fetches users by e-mail address, whatever its capitals."""

    def create_user(self, email: str, name: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who signs in. `public_id` is the opaque id by which the audit knows him."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    function = models.CharField(_("function"), max_length=200, blank=True)
    working_day_bits = models.PositiveSmallIntegerField(default=0)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    about = models.TextField(_("ask me about"), max_length=2000, blank=True)
    absent_until = models.DateField(_("absent until"), null=True, blank=True)
    # Stored and shown to nobody until coverage is built.
    leaves_on = models.DateField(null=True, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("nl", "Nederlands"), ("en", "English")], default="nl"
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = UserRows()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="user_email_is_lower_case",
                condition=Q(email=Lower("email")),
            ),
            models.CheckConstraint(name="user_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="user_working_days_are_days",
                condition=Q(working_day_bits__gte=0, working_day_bits__lte=ALL_WEEKDAYS),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def working_days(self) -> list[str]:
        return weekday_names(self.working_day_bits)

    @property
    def initials(self) -> str:
        return text.initials(self.name)

    def works_on(self, day: datetime.date) -> bool:
        """Say whether this is one of the person's working days and the person is not absent."""
        if self.absent_until is not None and day < self.absent_until:
            return False
        return bool(self.working_day_bits & (1 << day.weekday()))
