"""Who you are: people, where they belong and what their roles allow."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel import text

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALL_WEEKDAYS = 2 ** len(WEEKDAYS) - 1
FORGOTTEN_NAME = "Oud-collega"
# A leap year, so that the 29th of February is a birthday.
BIRTHDAY_YEAR = 2000


def _week_constraints(table: str) -> list[models.CheckConstraint]:
    """Half days are among the working days, and no half day is both halves."""
    # As Any: django-stubs knows bitand() with numbers only.
    whole: Any = F("working_day_bits")
    morning: Any = F("morning_only_bits")
    afternoon: Any = F("afternoon_only_bits")
    return [
        models.CheckConstraint(
            name=f"{table}_working_days_are_days",
            condition=Q(working_day_bits__gte=0, working_day_bits__lte=ALL_WEEKDAYS),
        ),
        models.CheckConstraint(
            name=f"{table}_half_days_are_working_days",
            condition=Q(morning_only_bits=morning.bitand(whole), afternoon_only_bits=afternoon.bitand(whole)),
        ),
        models.CheckConstraint(
            name=f"{table}_half_day_is_one_half",
            condition=Exact(morning.bitand(afternoon), 0),
        ),
    ]


def weekday_bits(days: list[str]) -> int:
    """Turn ["mon", "wed"] into the number that is stored. Raises ValueError for an unknown day."""
    return sum(1 << WEEKDAYS.index(day) for day in set(days))


def weekday_names(bits: int) -> list[str]:
    """Turn the stored number back into names, in the order of the week."""
    return [day for index, day in enumerate(WEEKDAYS) if bits & (1 << index)]


class Role(StrEnum):
    """What somebody is in the whole organisation. Everybody who is no guest is an employee."""

    EMPLOYEE = "employee"
    KNOWLEDGE_MANAGER = "knowledge_manager"
    TEAM_MANAGER = "team_manager"
    ADMINISTRATOR = "administrator"
    PRIVACY_OFFICER = "privacy_officer"
    GUEST = "guest"


class Right(StrEnum):
    """What a role allows outside spaces. `accounts.roles` says which role has which, in words."""

    READ_OPEN = "read_open"  # All that is open to every colleague, and the directory.
    MAKE_SPACES = "make_spaces"
    KEEP_SUBJECTS = "keep_subjects"
    LEAD_TEAM = "lead_team"  # Only of the teams he manages.
    ADMINISTER = "administer"
    VIEW_AS_ROLE = "view_as_role"
    EXCHANGE = "exchange"  # Import and export of everything.
    FORGET = "forget"
    READ_AUDIT = "read_audit"
    SET_RETENTION = "set_retention"


# The roles that are stored, each as one bit. Nobody holds EMPLOYEE as a bit; GUEST goes with no other.
STORED_ROLES = (
    Role.KNOWLEDGE_MANAGER,
    Role.TEAM_MANAGER,
    Role.ADMINISTRATOR,
    Role.PRIVACY_OFFICER,
    Role.GUEST,
)
GUEST_BIT = 1 << STORED_ROLES.index(Role.GUEST)

_EMPLOYEE = frozenset({Right.READ_OPEN, Right.MAKE_SPACES})
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.EMPLOYEE: _EMPLOYEE,
    Role.KNOWLEDGE_MANAGER: _EMPLOYEE | {Right.KEEP_SUBJECTS},
    Role.TEAM_MANAGER: _EMPLOYEE | {Right.LEAD_TEAM},
    Role.ADMINISTRATOR: _EMPLOYEE
    | {
        Right.KEEP_SUBJECTS,
        Right.ADMINISTER,
        Right.VIEW_AS_ROLE,
        Right.EXCHANGE,
        Right.FORGET,
        Right.READ_AUDIT,
        Right.SET_RETENTION,
    },
    Role.PRIVACY_OFFICER: _EMPLOYEE | {Right.FORGET, Right.READ_AUDIT, Right.SET_RETENTION},
    Role.GUEST: frozenset(),
}


def role_bits(roles: Iterable[Role]) -> int:
    """Turn roles into the number that is stored; EMPLOYEE adds nothing."""
    return sum(1 << STORED_ROLES.index(role) for role in set(roles) if role in STORED_ROLES)


class Location(models.Model):
    """A place where people work."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    name = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("about"), max_length=2_000, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [models.CheckConstraint(name="location_has_a_name", condition=~Q(name=""))]

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """A municipality for which a regional service works. Without any, there is one and nobody chooses."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    name = models.CharField(_("name"), max_length=200, unique=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="municipality_has_a_name", condition=~Q(name=""))
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
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People of one department who work together, with the one who leads them."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    name = models.CharField(_("name"), max_length=200)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="teams")
    manager = models.ForeignKey(
        "User", on_delete=models.SET_NULL, null=True, blank=True, related_name="managed_teams"
    )
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, null=True, blank=True, related_name="teams"
    )

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [models.CheckConstraint(name="team_has_a_name", condition=~Q(name=""))]

    def __str__(self) -> str:
        return self.name


class WeekPattern(models.Model):
    """Working days under a name, to choose from; choosing one copies its days."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    name = models.CharField(_("name"), max_length=200, unique=True)
    working_day_bits = models.PositiveSmallIntegerField()
    morning_only_bits = models.PositiveSmallIntegerField(default=0)
    afternoon_only_bits = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="week_pattern_has_a_name", condition=~Q(name="")),
            *_week_constraints("week_pattern"),
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
            *_week_constraints("user"),
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
