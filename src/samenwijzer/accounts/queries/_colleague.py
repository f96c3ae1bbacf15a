"""Colleagues to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst

from samenwijzer.accounts.access import picture_of
from samenwijzer.accounts.models import User
from samenwijzer.accounts.queries._presence import presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody to choose, with what tells him from a namesake."""

    id: int
    name: str
    initials: str
    picture: str
    role: str
    is_guest: bool
    presence_kind: str
    presence_text: str

    @classmethod
    def of(cls, person: User, *, viewer: User) -> Colleague:
        """Show a person whose department and team have been fetched. No query."""
        now = presence(person)
        department = "" if person.department is None else person.department.name
        return cls(
            id=person.pk,
            name=person.name,
            initials=person.initials,
            picture=picture_of(person, viewer=viewer),
            role=", ".join(filter(None, [capfirst(person.function), department])),
            is_guest=person.is_guest,
            presence_kind=now.kind,
            presence_text=now.text,
        )
