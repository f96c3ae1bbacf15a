"""What somebody is in the whole organisation, and what that allows."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in the whole organisation. Everybody who is no guest is an employee."""

    EMPLOYEE = "employee"
    KNOWLEDGE_MANAGER = "knowledge_manager"
    TEAM_MANAGER = "team_manager"
    ADMINISTRATOR = "administrator"
    PRIVACY_OFFICER = "privacy_officer"
    GUEST = "guest"


class Right(StrEnum):
    """What a role allows outside spaces. The page of roles and rights says which role has which, in words."""

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
    KEEP_ALLOW_LIST = "keep_allow_list"  # What the guard need not look for.
    PROTECT_CITIZENS = "protect_citizens"  # Reports of the guard, hidden texts, releases and redaction.


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
        Right.KEEP_ALLOW_LIST,
    },
    Role.PRIVACY_OFFICER: _EMPLOYEE
    | {
        Right.FORGET,
        Right.READ_AUDIT,
        Right.SET_RETENTION,
        Right.KEEP_ALLOW_LIST,
        Right.PROTECT_CITIZENS,
    },
    Role.GUEST: frozenset(),
}


def role_bits(roles: Iterable[Role]) -> int:
    """Turn roles into the number that is stored; EMPLOYEE adds nothing."""
    return sum(1 << STORED_ROLES.index(role) for role in set(roles) if role in STORED_ROLES)
