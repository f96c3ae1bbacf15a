"""Where things live and who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.models import Department, Team, User
from samenwijzer.kernel import text


class Visibility(models.TextChoices):
    """Who sees a space: every colleague, its name only, or nothing."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    HIDDEN = "hidden", _("hidden")


class Kind(models.TextChoices):
    """What a space is for. It says nothing about who may read it."""

    DEPARTMENT = "department", _("department")
    TEAM = "team", _("team")
    CIRCLE = "circle", _("circle")
    PROJECT = "project", _("project")


class Role(StrEnum):
    """What a member may do in a space, from little to much."""

    READER = "reader"
    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    MANAGER = "manager"


class SpaceRows(models.QuerySet["Space"]):
    """Filters on who may see what. A viewer of None is any colleague."""

    def readable_by(self, viewer: User | None) -> SpaceRows:
        """Keep the spaces whose content the viewer may read: the open ones, and those he is a member of.

        A guest reads only where he is a member.
        """
        if viewer is None:
            return self.filter(visibility=Visibility.OPEN)
        mine = Q(pk__in=list(roles_of(viewer)))
        return self.filter(mine if viewer.is_guest else Q(visibility=Visibility.OPEN) | mine)

    def visible_to(self, viewer: User | None) -> SpaceRows:
        """Keep the spaces whose name the viewer may know: all but the hidden ones of others."""
        if viewer is None:
            return self.exclude(visibility=Visibility.HIDDEN)
        mine = Q(pk__in=list(roles_of(viewer)))
        return self.filter(mine if viewer.is_guest else ~Q(visibility=Visibility.HIDDEN) | mine)


class Space(models.Model):
    """A room in which pages and questions live. `default_for` marks the one open space of a department.

    In an archived space everything can be read by the same people, and nothing is written.
    """

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.DEPARTMENT)
    about = models.TextField(_("what this space is for"), max_length=2_000, blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="spaces"
    )
    default_for = models.OneToOneField(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="default_space"
    )
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="spaces")
    visibility = models.CharField(
        _("who may see it"), max_length=10, choices=Visibility.choices, default=Visibility.OPEN
    )
    archived_at = models.DateTimeField(null=True, blank=True)
    # Somebody can be recognised in `about`, a reader says; only owners and the privacy officer see it.
    withheld_at = models.DateTimeField(null=True, blank=True)
    # Names one sending of the form, so that a double click makes one space.
    sending = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = SpaceRows.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        indexes: ClassVar = [
            models.Index(
                name="space_withheld", fields=["withheld_at"], condition=Q(withheld_at__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="space_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="space_visibility_is_known", condition=Q(visibility__in=Visibility.values)
            ),
            models.CheckConstraint(name="space_kind_is_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="space_default_is_open",
                condition=Q(default_for__isnull=True)
                | Q(visibility=Visibility.OPEN, archived_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """Who has a role in a space: a person, all of a team, or all of a department and what is under it."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
    )
    team = models.ForeignKey(
        Team, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in Role])

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_membership_per_person", fields=["space", "person"]),
            models.UniqueConstraint(name="one_membership_per_team", fields=["space", "team"]),
            models.UniqueConstraint(name="one_membership_per_department", fields=["space", "department"]),
            models.CheckConstraint(
                name="member_is_one_thing",
                condition=Q(person__isnull=False, team__isnull=True, department__isnull=True)
                | Q(person__isnull=True, team__isnull=False, department__isnull=True)
                | Q(person__isnull=True, team__isnull=True, department__isnull=False),
            ),
            models.CheckConstraint(
                name="member_role_is_known", condition=Q(role__in=[role.value for role in Role])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id or self.team_id or self.department_id} in {self.space_id}"


# The person, his team, and his department with all above it: one query, whatever the depth of the tree.
_ROLES = """
WITH RECURSIVE above(id, parent_id) AS (
    SELECT id, parent_id FROM accounts_department WHERE id = %s
    UNION
    SELECT one.id, one.parent_id FROM accounts_department one JOIN above ON one.id = above.parent_id
)
SELECT space_id, role FROM spaces_member WHERE person_id = %s
UNION ALL
SELECT space_id, role FROM spaces_member WHERE team_id = %s
UNION ALL
SELECT space_id, role FROM spaces_member WHERE department_id {among}
"""
# PostgreSQL takes a subquery for a hundred departments and then reads the whole table; for an array it goes
# to the index. SQLite knows no arrays, and goes to the index anyhow.
_AMONG = {"postgresql": "= ANY(ARRAY(SELECT id FROM above))", "sqlite": "IN (SELECT id FROM above)"}


def forget_known_roles(viewer: User) -> None:
    """Have `roles_of` ask again for this object: after a change, or under a lock."""
    viewer.__dict__.pop("_roles_in_spaces", None)


def roles_of(viewer: User) -> Mapping[int, Role]:
    """Give the viewer's strongest role in each space where he has one, by the number of the space.

    One query, also when asked again for the same object of the viewer: a request has its own.
    """
    known: dict[int, Role] | None = getattr(viewer, "_roles_in_spaces", None)
    if known is None:
        known = {}
        order = list(Role)
        with connection.cursor() as cursor:
            sql = _ROLES.format(among=_AMONG[connection.vendor])
            cursor.execute(sql, [viewer.department_id, viewer.pk, viewer.team_id])
            for space_id, name in cursor.fetchall():
                known[space_id] = max(known.get(space_id, Role.READER), Role(name), key=order.index)
        viewer._roles_in_spaces = known  # type: ignore[attr-defined]  # noqa: SLF001
    return known


class RequestKind(models.TextChoices):
    """What is asked, and who must act: the managers of the space, or the person."""

    ACCESS = "access", _("to read along")
    JOIN = "join", _("to join")
    INVITATION = "invitation", _("invitation")
    MANAGEMENT = "management", _("to take over the management")


class RequestState(models.TextChoices):
    """How a request stands."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class MembershipRequest(models.Model):
    """Somebody wants into a space (access, join), or is wanted there (invitation, management)."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="requests")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="membership_requests"
    )
    kind = models.CharField(max_length=12, choices=RequestKind.choices)
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in Role])
    note = models.TextField(_("why"), max_length=1_000, blank=True)
    # What was said with the decision, for who asked.
    reply = models.TextField(_("a word with it"), max_length=1_000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="membership_requests_made"
    )
    made_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=RequestState.choices, default=RequestState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="membership_requests_decided",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    # When who asked said that he read the answer, or had no need of that.
    heard_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        indexes: ClassVar = [
            models.Index(name="membership_request_by_person", fields=["person", "state"]),
            models.Index(name="membership_request_by_space", fields=["space", "state"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_open_membership_request",
                fields=["space", "person", "kind"],
                condition=Q(state="open"),
            ),
            models.CheckConstraint(
                name="membership_request_kind_is_known", condition=Q(kind__in=RequestKind.values)
            ),
            models.CheckConstraint(
                name="membership_request_state_is_known", condition=Q(state__in=RequestState.values)
            ),
            models.CheckConstraint(
                name="membership_request_role_is_known", condition=Q(role__in=[role.value for role in Role])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
