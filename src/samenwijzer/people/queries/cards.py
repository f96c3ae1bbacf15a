"""Colleagues as cards: who, what work, here today or not, and how to reach them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenwijzer.accounts import queries as accounts
from samenwijzer.accounts.access import picture_of, shown_fields, working_on
from samenwijzer.accounts.models import ProfileField
from samenwijzer.kernel import clock
from samenwijzer.people.access import colleagues_to_see

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from samenwijzer.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A colleague in a list, with what the viewer may see of him.

    `subjects` are the names he declares, when the list asked for them. `guest` says until when he is a guest,
    and is empty for who works here. `picture` is an address, or empty.
    """

    person_id: int
    name: str
    initials: str
    role: str
    phone: str
    url: str
    department_id: int | None
    department: str
    presence_text: str
    presence_kind: str
    guest: str = ""
    picture: str = ""
    just_call_me: bool = False
    subjects: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        person: User,
        *,
        viewer: User | None,
        day: datetime.date,
        subjects: Sequence[str] = (),
        in_department: bool = False,
    ) -> PersonCard:
        """Make the card of a person whose department and team have been fetched. No query.

        `in_department` says that it stands under the department's name, which the role then leaves out.
        """
        shown = shown_fields(person, viewer=viewer)
        presence = accounts.presence(person, day=day)
        department = "" if person.department is None else person.department.name
        phone = person.phone if ProfileField.PHONE in shown else ""
        return cls(
            person_id=person.pk,
            name=person.name,
            initials=person.initials,
            role=accounts.work_words(person, in_department=in_department),
            phone=phone,
            url=reverse("people:person", args=[person.pk]),
            department_id=person.department_id,
            department=department,
            presence_text=presence.text,
            presence_kind=presence.kind,
            guest=guest_words(person),
            picture=picture_of(person, viewer=viewer, met=True),
            just_call_me=bool(phone) and person.just_call_me,
            subjects=tuple(subjects),
        )


def guest_words(person: User) -> str:
    """Say until when somebody is a guest, in the active language; empty for who works here."""
    if person.guest_until is None:
        return ""
    return _("Guest until %(day)s") % {"day": date_format(person.guest_until, "j F Y")}


def colleague_meant(text: str, *, viewer: User | None) -> PersonCard | None:
    """Return the colleague whose name this text is, or is like. Two queries at most."""
    alike = accounts.colleague_like(text, viewer=viewer)
    person = colleagues_to_see(viewer=viewer).filter(pk=alike.id).first() if alike else None
    return None if person is None else PersonCard.of(person, viewer=viewer, day=clock.today())


def colleagues_today(
    *, viewer: User | None, limit: int = 5, day: datetime.date | None = None
) -> tuple[PersonCard, ...]:
    """Return who of the viewer's department works today, without the viewer, by name. One query at most."""
    if viewer is None or viewer.department_id is None:
        return ()
    day = day or clock.today()
    people = colleagues_to_see(viewer=viewer).filter(department_id=viewer.department_id)
    here = working_on(people.exclude(pk=viewer.pk), day=day).order_by("name", "pk")
    return tuple(PersonCard.of(person, viewer=viewer, day=day) for person in here[:limit])
