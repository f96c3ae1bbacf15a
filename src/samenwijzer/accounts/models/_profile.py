"""The fields of a profile that are not for everyone, and for whom they are."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256


class ProfileField(StrEnum):
    """A field of the profile that a person may keep from some colleagues."""

    PHONE = "phone"
    LOCATION = "location"
    LANGUAGES = "languages"
    BIRTHDAY = "birthday"
    PICTURE = "picture"


class Circle(StrEnum):
    """Who may see a field, from everyone who may see the profile to nobody."""

    EVERYONE = "everyone"
    DEPARTMENT = "department"
    TEAM = "team"
    NOBODY = "nobody"


def picture_version(name: str) -> str:
    """Give another text for each stored picture, so that a browser may keep one; empty without a picture."""
    return sha256(name.encode()).hexdigest()[:12] if name else ""
