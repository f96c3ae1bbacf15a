"""The list of spaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from django.db.models import Q, QuerySet
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.kernel.paging import Page, paged
from samenwijzer.spaces.access import rights_of
from samenwijzer.spaces.models import Kind, Space, SpaceRows, Visibility, roles_of
from samenwijzer.spaces.queries._tokens import ROLE_NAMES

Show = Literal["all", "mine", "open", "closed", "archived"]
SHOWS: tuple[Show, ...] = get_args(Show)
SPACES_PER_PAGE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list is narrowed to."""

    show: Show = "all"
    name: str = ""
    kind: Kind | None = None
    department: int | None = None

    @property
    def narrow(self) -> bool:
        return self != Filters(show=self.show)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceRow:
    """A space in the list. `role` is the viewer's own, or empty; of a closed one others learn the name."""

    id: int
    name: str
    url: str
    kind: str
    about: str
    department: str
    visibility: str
    may_read: bool
    is_archived: bool
    role: str


def space_list(*, viewer: User, filters: Filters | None = None, number: int = 1) -> Page[SpaceRow]:
    """Return the spaces whose name the viewer may know, by name; archived ones only where asked for.

    What a closed space is for, and of which department, helps nobody to find it who may not read it.
    """
    filters = filters or Filters()
    rows = _shown(viewer, filters.show)
    if filters.name:
        rows = rows.filter(name__icontains=filters.name)
    if filters.kind or filters.department:
        rows = rows.filter(pk__in=Space.objects.readable_by(viewer).order_by().values("pk"))
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.department:
        rows = rows.filter(department=filters.department)
    ordered = rows.select_related("department").order_by("name", "pk")
    return paged(ordered, lambda space: _space_row(space, viewer), number=number, size=SPACES_PER_PAGE)


def _shown(viewer: User, show: Show) -> QuerySet[Space]:
    readable: SpaceRows = Space.objects.readable_by(viewer)
    if show == "archived":
        return readable.filter(archived_at__isnull=False)
    # Whether a closed space is in use is no business of who may not read it: its name shows.
    used = Q(archived_at__isnull=True) | ~Q(pk__in=readable.order_by().values("pk"))
    if show == "mine":
        return Space.objects.filter(pk__in=list(roles_of(viewer)), archived_at__isnull=True)
    known = Space.objects.visible_to(viewer).filter(used)
    if show == "open":
        return known.filter(visibility=Visibility.OPEN)
    return known.exclude(visibility=Visibility.OPEN) if show == "closed" else known


def _space_row(space: Space, viewer: User) -> SpaceRow:
    role = roles_of(viewer).get(space.pk)
    may_read = rights_of(viewer=viewer, space=space).may_read
    return SpaceRow(
        id=space.pk,
        name=space.name,
        url=reverse("spaces:space", args=[space.pk]),
        kind=str(Kind(space.kind).label) if may_read else "",
        about=space.about if may_read and space.withheld_at is None else "",
        department=space.department.name if space.department and may_read else "",
        visibility=space.visibility,
        may_read=may_read,
        is_archived=may_read and space.archived_at is not None,
        role=str(ROLE_NAMES[role]) if role else "",
    )
