"""People as an administrator sees them: the list, and one person."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import is_here
from samenwijzer.accounts.models import (
    GUEST_BIT,
    OVER,
    BulkChange,
    BulkKind,
    Role,
    SignInLink,
    Team,
    User,
    WorkState,
    role_bits,
)
from samenwijzer.accounts.queries._days import Week
from samenwijzer.accounts.queries._import_plan import week_words
from samenwijzer.accounts.queries._roles import ROLE_NAMES, role_words
from samenwijzer.accounts.queries._tree import departments_under
from samenwijzer.kernel import clock
from samenwijzer.kernel.paging import Page, paged

PAGE_SIZE = 50
ORDERS = {
    "name": ("name",),
    "email": ("email",),
    "department": ("department__name", "name"),
    "function": ("function", "name"),
    "seen": ("last_login", "name"),
}
_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilters:
    """What an administrator asks the list for. Empty means: all who were not forgotten."""

    words: str = ""
    department: int | None = None
    team: int | None = None
    role: str = ""
    state: str = ""

    @property
    def narrow(self) -> bool:
        return bool(self.words or self.department or self.team or self.role or self.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person in the list. `state` is the word for who does not get in as an employee, or empty."""

    id: int
    name: str
    email: str
    function: str
    department: str
    team: str
    roles: tuple[str, ...]
    state: str
    tone: str
    seen: datetime.datetime | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """All that an administrator needs of one person."""

    row: PersonRow
    phone: str
    location: str
    week: str
    language: str
    is_guest: bool
    is_active: bool
    has_left: bool
    guest_until: datetime.date | None
    starts_on: datetime.date | None
    leaves_on: datetime.date | None
    absent_until: datetime.date | None
    joined_at: datetime.datetime
    has_password: bool
    link_until: datetime.datetime | None
    manages: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something with a name and a page."""

    id: int
    name: str
    url: str


def people_list(
    *, viewer: User, filters: PeopleFilters, order: Sequence[str] = ("name", "pk"), number: int = 1
) -> Page[PersonRow]:
    """Read one page of the people that these filters leave. At most three queries."""
    rows = people_found(viewer=viewer, filters=filters)
    return paged(
        rows.select_related("department", "team").order_by(*order), person_row, number=number, size=PAGE_SIZE
    )


def people_found(*, viewer: User, filters: PeopleFilters) -> QuerySet[User]:
    """Give everybody whom these filters leave. One query before its own when a department is asked."""
    people = User.objects.filter(forgotten_at__isnull=True)
    for word in filters.words.split()[:_WORDS]:
        people = people.filter(_holds(word))
    if filters.department is not None:
        people = people.filter(department__in=departments_under([filters.department]))
    if filters.team is not None:
        people = people.filter(team=filters.team)
    if filters.role == Role.EMPLOYEE:
        people = people.filter(role_bits__lt=GUEST_BIT)
    elif filters.role in set(Role):
        bit = role_bits({Role(filters.role)})
        people = people.alias(has_role=F("role_bits").bitand(bit)).filter(has_role__gt=0)
    return people.filter(_in_state(filters.state))


def _holds(word: str) -> Q:
    """Match a word in name, address or function. SQLite folds capitals of ASCII alone, hence the variants."""
    found = Q()
    for variant in {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}:
        for column in ("name", "email", "function"):
            found |= Q(**{f"{column}__icontains": variant})
    return found


def _in_state(state: str) -> Q:
    return {
        "active": is_here(),
        "blocked": Q(is_active=False, left_at__isnull=True),
        "left": Q(left_at__isnull=False),
        "guest": Q(guest_until__isnull=False),
        "new": Q(is_active=True, last_login__isnull=True),
    }.get(state, Q())


def person_row(person: User) -> PersonRow:
    """Show a person in a list. No query when department and team were fetched."""
    state, tone = _state_of(person)
    return PersonRow(
        id=person.pk,
        name=person.name,
        email=person.email,
        function=person.function,
        department="" if person.department is None else person.department.name,
        team="" if person.team is None else person.team.name,
        roles=role_words(person.roles),
        state=state,
        tone=tone,
        seen=person.last_login,
        url=reverse("accounts:person", args=[person.pk]),
    )


def _state_of(person: User) -> tuple[str, str]:
    if person.left_at is not None:
        return _("has left"), "off"
    if not person.is_active:
        return _("blocked"), "off"
    if person.guest_until is not None and person.guest_until < clock.today():
        return _("stay is over"), "off"
    if person.last_login is None:
        return _("never signed in"), "due"
    return "", ""


def person_page(*, viewer: User, person: User) -> PersonPage:
    """Gather the page of a person whose places were fetched. Two queries."""
    link = SignInLink.objects.filter(person=person, used_at__isnull=True, expires_at__gt=clock.now()).first()
    teams = Team.objects.filter(manager=person).order_by("name", "pk")
    week = Week(person.working_day_bits, person.morning_only_bits, person.afternoon_only_bits)
    return PersonPage(
        row=person_row(person),
        phone=person.phone,
        location="" if person.location is None else person.location.name,
        week=week_words(week, viewer=viewer),
        language=person.get_language_display(),
        is_guest=person.is_guest,
        is_active=person.is_active,
        has_left=person.left_at is not None,
        guest_until=person.guest_until,
        starts_on=person.starts_on,
        leaves_on=person.leaves_on,
        absent_until=person.absent_until,
        joined_at=person.joined_at,
        has_password=person.has_usable_password(),
        link_until=None if link is None else link.expires_at,
        manages=tuple(
            Named(id=team.pk, name=team.name, url=reverse("accounts:team", args=[team.pk])) for team in teams
        ),
    )


def names_of(ids: Sequence[int], *, viewer: User) -> list[str]:
    """Name these people, by name. One query."""
    return list(User.objects.filter(pk__in=ids).order_by("name", "pk").values_list("name", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkReport:
    """How far a change of many people is, and what it left out."""

    id: int
    sentence: str
    total: int
    done: int
    changed: int
    state: str
    state_name: str
    finished: bool
    refused: tuple[str, ...]
    may_undo: bool


def bulk_report(*, viewer: User, change: BulkChange) -> BulkReport:
    """Say how far it is. At most two queries."""
    return BulkReport(
        id=change.pk,
        sentence=str(BulkKind(change.kind).label),
        total=len(change.people),
        done=change.done,
        changed=len(change.former) if change.kind != BulkKind.SIGN_OUT else change.done - len(change.refused),
        state=change.state,
        state_name=str(WorkState(change.state).label).capitalize(),
        finished=change.state in OVER,
        refused=tuple(sentence for _pk, sentence in change.refused),
        may_undo=bool(change.former) and change.kind != BulkKind.UNDO and change.state in OVER,
    )


def role_choices(*, viewer: User) -> list[tuple[str, str]]:
    """Give the roles to filter people by."""
    return [(role.value, str(ROLE_NAMES[role])) for role in Role]
