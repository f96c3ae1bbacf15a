"""Who you are: people, where they belong and what their roles allow."""

from samenwijzer.accounts.models._guard import AllowedKind, AllowedText, Override, Release
from samenwijzer.accounts.models._people import (
    BIRTHDAY_YEAR,
    FORGOTTEN_NAME,
    MOST_REQUESTS,
    USUAL_REQUESTS,
    SignInLink,
    User,
    UserRows,
)
from samenwijzer.accounts.models._places import (
    DEEPEST_TREE,
    Department,
    Location,
    Municipality,
    Team,
    WeekPattern,
)
from samenwijzer.accounts.models._profile import Circle, ProfileField, picture_version
from samenwijzer.accounts.models._roles import (
    GUEST_BIT,
    RIGHTS,
    STORED_ROLES,
    Right,
    Role,
    role_bits,
)
from samenwijzer.accounts.models._week import ALL_WEEKDAYS, WEEKDAYS, weekday_bits, weekday_names
from samenwijzer.accounts.models._work import OVER, TO_DO, BulkChange, BulkKind, PeopleImport, WorkState

__all__ = [
    "ALL_WEEKDAYS",
    "BIRTHDAY_YEAR",
    "DEEPEST_TREE",
    "FORGOTTEN_NAME",
    "GUEST_BIT",
    "MOST_REQUESTS",
    "OVER",
    "RIGHTS",
    "STORED_ROLES",
    "TO_DO",
    "USUAL_REQUESTS",
    "WEEKDAYS",
    "AllowedKind",
    "AllowedText",
    "BulkChange",
    "BulkKind",
    "Circle",
    "Department",
    "Location",
    "Municipality",
    "Override",
    "PeopleImport",
    "ProfileField",
    "Release",
    "Right",
    "Role",
    "SignInLink",
    "Team",
    "User",
    "UserRows",
    "WeekPattern",
    "WorkState",
    "picture_version",
    "role_bits",
    "weekday_bits",
    "weekday_names",
]
