"""Colleagues to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst

from samenwijzer.accounts.access import picture_of
from samenwijzer.accounts.models import User
from samenwijzer.accounts.queries._presence import presence


def work_words(person: User, *, in_department: bool = False) -> str:
    """Say what somebody does and where, once: "Teammanager Inkomen" names the department already.

    `in_department` says that it stands under the department's name, which then is left out.
    """
    department = "" if person.department is None or in_department else person.department.name
    named = f" {department.casefold()} " in f" {person.function.casefold()} "
    return ", ".join(filter(None, (capfirst(person.function), "" if named else department)))


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
        return cls(
            id=person.pk,
            name=person.name,
            initials=person.initials,
            picture=picture_of(person, viewer=viewer),
            role=work_words(person),
            is_guest=person.is_guest,
            presence_kind=now.kind,
            presence_text=now.text,
        )
