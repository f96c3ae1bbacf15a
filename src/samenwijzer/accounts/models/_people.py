"""People, and the way in that works once."""

from __future__ import annotations

import datetime
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.models._places import Department, Location, Municipality, Team
from samenwijzer.accounts.models._profile import picture_version
from samenwijzer.accounts.models._roles import GUEST_BIT, RIGHTS, STORED_ROLES, Role
from samenwijzer.accounts.models._week import week_constraints, weekday_names
from samenwijzer.kernel import text

FORGOTTEN_NAME = "Oud-collega"
# A leap year, so that the 29th of February is a birthday.
BIRTHDAY_YEAR = 2000
USUAL_REQUESTS, MOST_REQUESTS = 5, 25


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
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="people")
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    # For which municipality he works now; the choice is his own.
    municipality = models.ForeignKey(
        Municipality, on_delete=models.SET_NULL, null=True, blank=True, related_name="people"
    )
    role_bits = models.PositiveSmallIntegerField(default=0)
    guest_until = models.DateField(_("guest until"), null=True, blank=True)
    function = models.CharField(_("function"), max_length=200, blank=True)
    working_day_bits = models.PositiveSmallIntegerField(default=0)
    morning_only_bits = models.PositiveSmallIntegerField(default=0)
    afternoon_only_bits = models.PositiveSmallIntegerField(default=0)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    just_call_me = models.BooleanField(_("just call me"), default=False)
    about = models.TextField(_("ask me about"), max_length=2000, blank=True)
    spoken_languages = models.JSONField(_("languages"), default=list, blank=True)
    # Day and month only: the year is always BIRTHDAY_YEAR.
    birthday = models.DateField(_("birthday"), null=True, blank=True)
    picture = models.FileField(_("picture"), upload_to="pictures", max_length=200, blank=True)
    # Who may see a field of the profile, where that is not every colleague: {"phone": "team"}.
    field_visibility = models.JSONField(default=dict, blank=True)
    absent_until = models.DateField(_("absent until"), null=True, blank=True)
    # From how many questions by name in a week on he stands lower; empty is USUAL_REQUESTS.
    requests_a_week = models.PositiveSmallIntegerField(
        _("questions by name in a week"), null=True, blank=True
    )
    starts_on = models.DateField(_("first working day"), null=True, blank=True)
    # Shown to who administers, and to his team's manager.
    leaves_on = models.DateField(_("last working day"), null=True, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("nl", "Nederlands"), ("en", "English")], default="nl"
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    # He left: what he owned was handed on. Who is merely blocked has none.
    left_at = models.DateTimeField(null=True, blank=True)
    # Somebody can be recognised in `about`, a reader says; only he and the privacy officer see it.
    withheld_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = UserRows()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        indexes: ClassVar = [
            models.Index(name="people_by_name", fields=["name", "id"]),
            models.Index(name="people_by_place", fields=["department", "name", "id"]),
            models.Index(
                name="people_withheld", fields=["withheld_at"], condition=Q(withheld_at__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="user_email_is_lower_case",
                condition=Q(email=Lower("email")),
            ),
            models.CheckConstraint(name="user_has_a_name", condition=~Q(name="")),
            *week_constraints("user"),
            models.CheckConstraint(
                name="user_guest_has_an_end_and_no_place",
                condition=Q(role_bits__gte=0, role_bits__lt=GUEST_BIT, guest_until__isnull=True)
                | Q(
                    role_bits=GUEST_BIT,
                    guest_until__isnull=False,
                    department__isnull=True,
                    team__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="user_birthday_has_no_year",
                condition=Q(birthday__isnull=True)
                | Q(
                    birthday__gte=datetime.date(BIRTHDAY_YEAR, 1, 1),
                    birthday__lte=datetime.date(BIRTHDAY_YEAR, 12, 31),
                ),
            ),
            models.CheckConstraint(
                name="user_can_be_asked_something",
                condition=Q(requests_a_week__isnull=True)
                | Q(requests_a_week__gte=1, requests_a_week__lte=MOST_REQUESTS),
            ),
            models.CheckConstraint(
                name="user_who_left_is_not_active", condition=Q(left_at__isnull=True) | Q(is_active=False)
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

    @property
    def picture_version(self) -> str:
        return picture_version(str(self.picture))

    @property
    def roles(self) -> frozenset[Role]:
        """What he is. An employee is so beside what else he is; a guest is a guest alone."""
        stored = {role for index, role in enumerate(STORED_ROLES) if self.role_bits & (1 << index)}
        return frozenset(stored if Role.GUEST in stored else {Role.EMPLOYEE, *stored})

    @property
    def is_guest(self) -> bool:
        return bool(self.role_bits & GUEST_BIT)

    def may(self, right: str) -> bool:
        """Say whether one of his roles gives this right. No query."""
        return any(right in RIGHTS[role] for role in self.roles)

    def works_on(self, day: datetime.date) -> bool:
        """Say whether this is one of the person's working days and the person is not absent."""
        if self.absent_until is not None and day < self.absent_until:
            return False
        return bool(self.working_day_bits & (1 << day.weekday()))


class SignInLink(models.Model):
    """A way in that works once. Only a digest of its secret is kept."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"link {self.pk}"
