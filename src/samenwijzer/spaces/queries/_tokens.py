"""The few tokens that say what a person may read, and what the roles of a space mean in words."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.models import GUEST_BIT, Right, User
from samenwijzer.accounts.queries import departments_under
from samenwijzer.spaces.models import Member, Role, Space, Visibility, roles_of

EVERYBODY = "all"
ROLE_NAMES = {
    Role.READER: _("reader"),
    Role.CONTRIBUTOR: _("contributor"),
    Role.EDITOR: _("editor"),
    Role.MANAGER: _("owner"),
}
# What an auditor reads beside the name of a role.
ROLE_MEANINGS = {
    Role.READER: _("Reads everything in this space."),
    Role.CONTRIBUTOR: _("Reads and writes in this space."),
    Role.EDITOR: _("Writes, and keeps the space in order."),
    Role.MANAGER: _("Decides who may join, and keeps the space in order."),
}


def reader_tokens(*, viewer: User | None) -> frozenset[str]:
    """Return what search and lists filter on, such as {"all", "person:7", "space:12"}.

    A viewer of None is any colleague; a guest reads only in his own spaces. One query, also when asked again
    for the same object of the viewer.
    """
    if viewer is None:
        return frozenset({EVERYBODY})
    everybody = {EVERYBODY} if viewer.may(Right.READ_OPEN) else set()
    return frozenset({*everybody, f"person:{viewer.pk}", *(f"space:{pk}" for pk in roles_of(viewer))})


def tokens_of(space: Space) -> frozenset[str]:
    """Return the tokens of those who may read what lives in this space."""
    room = f"space:{space.pk}"
    return frozenset({EVERYBODY, room} if space.visibility == Visibility.OPEN else {room})


def readers_of(space: Space) -> QuerySet[User]:
    """Return who may read what lives in this space: for an open one every employee, and its members.

    Also who is blocked or left; add `is_active=True` where that matters. At most two queries before its own.
    """
    rows = list(Member.objects.filter(space=space).exclude(person__isnull=False))
    departments = departments_under({row.department_id for row in rows if row.department_id})
    teams = [row.team_id for row in rows if row.team_id]
    reads = Q(pk__in=Member.objects.filter(space=space, person__isnull=False).values("person"))
    reads |= Q(team__in=teams) | Q(department__in=list(departments))
    if space.visibility == Visibility.OPEN:
        reads |= Q(role_bits__lt=GUEST_BIT)
    return User.objects.filter(reads)
