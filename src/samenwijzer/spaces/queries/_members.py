"""Who is who in a space, and who can see what lives there: in one sentence, and name by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenwijzer.accounts.access import is_here, picture_of
from samenwijzer.accounts.models import GUEST_BIT, User
from samenwijzer.kernel.paging import Page, paged
from samenwijzer.spaces.models import Member, Role, Space, Visibility
from samenwijzer.spaces.queries._tokens import ROLE_MEANINGS, ROLE_NAMES, readers_of

READERS_PER_PAGE = 48
_MOST_GROUPS = 100
MEMBERS_PER_PAGE = 24

# How many people work in each of these departments, with all below it, and in each of these teams.
_SIZES = """
WITH RECURSIVE under(root, id) AS (
    SELECT id, id FROM accounts_department WHERE id IN ({departments})
    UNION
    SELECT under.root, one.id FROM accounts_department one JOIN under ON one.parent_id = under.id
)
SELECT 'department', under.root, COUNT(*)
FROM accounts_user person JOIN under ON person.department_id = under.id
WHERE person.is_active GROUP BY under.root
UNION ALL
SELECT 'team', person.team_id, COUNT(*) FROM accounts_user person
WHERE person.is_active AND person.team_id IN ({teams}) GROUP BY person.team_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One place in a space, and what it allows. `people` counts who works in a team or department now."""

    id: int
    kind: str
    name: str
    person_id: int | None
    initials: str
    picture: str
    function: str
    is_guest: bool
    people: int
    role: str
    role_name: str
    may: str


def _member_rows(space: Space) -> QuerySet[Member]:
    """Return who has a place, strongest role first; who was blocked or left is not among them."""
    order = Case(
        *(When(role=role.value, then=Value(rank)) for rank, role in enumerate(reversed(Role))),
        output_field=IntegerField(),
    )
    return (
        Member.objects.filter(Q(person__isnull=True) | Q(person__is_active=True), space=space)
        .select_related("person__team", "team", "department")
        .annotate(rank=order, shown=Coalesce("person__name", "team__name", "department__name"))
        .order_by("rank", "shown", "pk")
    )


def members(*, viewer: User, space: Space, number: int = 1) -> Page[MemberRow]:
    """Return one page of who is who in a space that the viewer may read: three queries at most."""
    found = paged(_member_rows(space), lambda row: row, number=number, size=MEMBERS_PER_PAGE)
    sizes = _group_sizes(found.items)
    rows = [_member_row(row, sizes, viewer) for row in found.items]
    return Page(rows, found.number, found.size, found.total)


def _group_sizes(rows: Iterable[Member]) -> Mapping[tuple[str, int], int]:
    """Count who works in the teams and departments among these: one query, or none."""
    departments = {row.department_id for row in rows if row.department_id}
    teams = {row.team_id for row in rows if row.team_id}
    if not departments | teams:
        return {}
    listed = [*(departments or {0}), *(teams or {0})]
    places = [", ".join(["%s"] * len(ids or {0})) for ids in (departments, teams)]
    with connection.cursor() as cursor:
        cursor.execute(_SIZES.format(departments=places[0], teams=places[1]), listed)
        return {(kind, pk): number for kind, pk, number in cursor.fetchall()}


def _member_row(row: Member, sizes: Mapping[tuple[str, int], int], viewer: User) -> MemberRow:
    """Show one place. `sizes` comes from _group_sizes."""
    role = Role(row.role)
    kind, group = _kind(row)
    person = row.person
    return MemberRow(
        id=row.pk,
        kind=kind,
        name=person.name if person else group,
        person_id=row.person_id,
        initials=person.initials if person else "",
        picture=picture_of(person, viewer=viewer, met=True) if person else "",
        function=person.function if person else "",
        is_guest=bool(person and person.is_guest),
        people=1 if person else sizes.get((kind, row.team_id or row.department_id or 0), 0),
        role=row.role,
        role_name=str(ROLE_NAMES[role]),
        may=str(ROLE_MEANINGS[role]),
    )


def _kind(row: Member) -> tuple[str, str]:
    if row.team is not None:
        return "team", row.team.name
    if row.department is not None:
        return "department", row.department.name
    return "person", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoCanSee:
    """Who can see an item, in one sentence in the active language, and where the list of names is."""

    sentence: str
    url: str
    visibility: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderRow:
    """Somebody who can see what lives in a space."""

    id: int
    name: str
    initials: str
    picture: str
    function: str
    department: str
    is_guest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """All who can see what lives in a space: the groups that give it, and everybody by name."""

    sentence: str
    groups: tuple[MemberRow, ...]
    page: Page[ReaderRow]


def who_can_see(*, space: Space, viewer: User) -> WhoCanSee:
    """Say who can see what lives in a space that the viewer may read. At most three queries."""
    return WhoCanSee(
        sentence=_sentence(space, None),
        url=reverse("spaces:readers", args=[space.pk]),
        visibility=space.visibility,
    )


def readers(*, space: Space, viewer: User, number: int = 1, name: str = "") -> Readers:
    """Name everybody who can see what lives in a space that the viewer may read, by name."""
    # With the groups first: a team gives its members the same as a place of one's own.
    rows = (
        Member.objects.filter(space=space, person__isnull=True)
        .select_related("team", "department")
        .order_by("pk")[:_MOST_GROUPS]
    )
    groups = list(rows)
    sizes = _group_sizes(groups)
    everybody = people = _working(space)
    if name:
        people = people.filter(name__icontains=name)
    found = paged(
        people.select_related("department", "team").order_by("name", "pk"),
        partial(_reader, viewer=viewer),
        number=number,
        size=READERS_PER_PAGE,
    )
    return Readers(
        sentence=_sentence(space, everybody),
        groups=tuple(_member_row(row, sizes, viewer) for row in groups),
        page=found,
    )


def _working(space: Space) -> QuerySet[User]:
    return readers_of(space).filter(is_here())


def _sentence(space: Space, everybody: QuerySet[User] | None) -> str:
    if space.visibility == Visibility.OPEN:
        guests = Member.objects.filter(
            is_here("person__"), space=space, person__role_bits__gte=GUEST_BIT
        ).count()
        if not guests:
            return _("Every colleague can see this.")
        return ngettext(
            "Every colleague can see this, and %(number)d guest.",
            "Every colleague can see this, and %(number)d guests.",
            guests,
        ) % {"number": guests}
    people = (_working(space) if everybody is None else everybody).count()
    said = ngettext(
        "Only the member of ‘%(space)s’ can see this: %(number)d person.",
        "Only the members of ‘%(space)s’ can see this: %(number)d people.",
        people,
    ) % {"number": people, "space": space.name}
    if space.visibility == Visibility.CLOSED:
        return said
    others = _("Others do not know that this space exists.")
    return f"{said} {others}"


def _reader(person: User, *, viewer: User) -> ReaderRow:
    return ReaderRow(
        id=person.pk,
        name=person.name,
        initials=person.initials,
        picture=picture_of(person, viewer=viewer),
        function=person.function,
        department=person.department.name if person.department else "",
        is_guest=person.is_guest,
    )
