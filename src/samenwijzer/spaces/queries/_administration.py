"""Spaces as an administrator sees them: what they are and who owns them, and nothing that lives there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import judges_texts
from samenwijzer.accounts.models import User
from samenwijzer.kernel.paging import Page
from samenwijzer.spaces.models import Kind, Member, Role, Space, Visibility
from samenwijzer.spaces.queries._members import MemberRow, members

State = Literal["used", "archived", "ownerless", "all"]
STATES: tuple[State, ...] = get_args(State)
ADMINISTERED_PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministeredFilters:
    """What the list of all spaces is narrowed to."""

    name: str = ""
    kind: Kind | None = None
    visibility: Visibility | None = None
    state: State = "used"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministeredRow:
    """A space by name, with who owns it; `members` counts the places, a team being one."""

    id: int
    name: str
    kind: str
    department: str
    visibility: str
    visibility_name: str
    owners: str
    members: int
    is_archived: bool
    is_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministeredSpace:
    """One space, as an administrator sees it."""

    row: AdministeredRow
    about: str
    is_mine: bool
    members: Page[MemberRow]


def administered_spaces(
    *, viewer: User, filters: AdministeredFilters, number: int = 1
) -> Page[AdministeredRow]:
    """Return all spaces, hidden ones as well, for who administers: four queries."""
    rows = Space.objects.all()
    if filters.name:
        rows = rows.filter(name__icontains=filters.name)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.visibility:
        rows = rows.filter(visibility=filters.visibility)
    if filters.state in {"used", "ownerless"}:
        rows = rows.filter(archived_at__isnull=True)
    elif filters.state == "archived":
        rows = rows.filter(archived_at__isnull=False)
    if filters.state == "ownerless":
        owner = Member.objects.filter(space=OuterRef("pk"), role=Role.MANAGER, person__is_active=True)
        rows = rows.filter(~Exists(owner))
    total = rows.count()
    size = ADMINISTERED_PER_PAGE
    number = min(max(number, 1), max(1, -(-total // size)))
    start = (number - 1) * size
    spaces = list(rows.select_related("department").order_by("name", "pk")[start : start + size])
    return Page(_rows(spaces), number, size, total)


def administered_space(*, viewer: User, space: Space, number: int = 1) -> AdministeredSpace:
    """Return one space for who administers, with a page of its members."""
    [row] = _rows([space])
    return AdministeredSpace(
        row=row,
        about=space.about if space.withheld_at is None or judges_texts(viewer) else "",
        is_mine=Member.objects.filter(space=space, person=viewer.pk).exists(),
        members=members(viewer=viewer, space=space, number=number),
    )


def _rows(spaces: Iterable[Space]) -> list[AdministeredRow]:
    shown = list(spaces)
    ids = [space.pk for space in shown]
    places = Member.objects.filter(Q(person__isnull=True) | Q(person__is_active=True), space__in=ids)
    counts = dict(places.order_by().values_list("space").annotate(places=Count("pk")))
    owners: dict[int, list[str]] = {}
    named = places.filter(role=Role.MANAGER, person__isnull=False).order_by("person__name", "pk")
    for space_id, name in named.values_list("space", "person__name"):
        owners.setdefault(space_id, []).append(name)
    return [
        AdministeredRow(
            id=space.pk,
            name=space.name,
            kind=str(Kind(space.kind).label),
            department=space.department.name if space.department else "",
            visibility=space.visibility,
            visibility_name=str(Visibility(space.visibility).label),
            owners=_names(owners.get(space.pk, [])),
            members=counts.get(space.pk, 0),
            is_archived=space.archived_at is not None,
            is_default=space.default_for_id is not None,
        )
        for space in shown
    ]


def _names(names: list[str]) -> str:
    if len(names) <= 2:
        return ", ".join(names)
    return _("%(first)s and %(more)d more") % {"first": ", ".join(names[:2]), "more": len(names) - 2}
