"""The picture of a person: as the own page offers it, and as bytes for who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samenwijzer.accounts.access import picture_of

if TYPE_CHECKING:
    from samenwijzer.accounts.models import User


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """What stands where one changes one's own picture; `url` is empty without one."""

    initials: str
    url: str


def own_picture(*, viewer: User) -> OwnPicture:
    """Return one's own picture, whoever else may see it. No query."""
    return OwnPicture(viewer.initials, picture_of(viewer, viewer=viewer))


def picture_to_send(person: User, *, viewer: User) -> bytes | None:
    """Read the picture of a person that `access.person_with_picture` gave; None when its file is gone."""
    try:
        with person.picture.open("rb") as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content
