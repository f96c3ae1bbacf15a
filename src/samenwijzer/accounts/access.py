"""Who is asking, and who is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import F, Model, Q
from django.http import Http404
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import (
    BulkChange,
    Department,
    Location,
    Municipality,
    PeopleImport,
    Right,
    Role,
    Team,
    User,
    WeekPattern,
    role_bits,
)
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import NotAllowed, require

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection

    from django.db.models import QuerySet
    from django.http import HttpRequest


VIEWING_AS = "viewing_as"  # In the session: the role as which an administrator looks around.
_Row = TypeVar("_Row", bound=Model)
_WORDS, _LETTERS = 6, 100  # Of a name that is looked up.
_NOBODY = -1  # The number of a person who is in no table, so that nothing is his.


def signed_in(request: HttpRequest) -> User:
    """Return the viewer: who is signed in, or somebody with the role as which an administrator looks.

    The sign-in middleware lets nobody else through to a page.
    """
    person = request.user
    if not isinstance(person, User):
        message = "Nobody is signed in."
        raise NotAllowed(message)
    role = viewed_role(request)
    return person if role is None else _anybody(role, like=person)


def viewed_role(request: HttpRequest) -> Role | None:
    """Return the role as which an administrator looks around, if he does and still may."""
    person = request.user
    name = request.session.get(VIEWING_AS)
    if name not in set(Role) or not isinstance(person, User) or not person.may(Right.VIEW_AS_ROLE):
        return None
    return Role(name)


def _anybody(role: Role, *, like: User) -> User:
    """Make somebody with this role who is no person: he is in no space and nothing is his.

    Of what he does that is noted, such as reading the audit, the line names the person behind him.
    """
    known = getattr(like, "_viewed_as", None)
    if known is None:
        known = User(pk=_NOBODY, name=like.name, email=like.email, language=like.language)
        known.public_id = like.public_id
        known.role_bits = role_bits({role})
        if role != Role.GUEST:
            known.department = like.department
        like._viewed_as = known  # type: ignore[attr-defined]  # noqa: SLF001
    return known


def require_right(viewer: User, right: Right) -> None:
    """State that one of the viewer's roles gives this right. Raises NotAllowed."""
    require(viewer.may(right), _("Your role does not include this. Ask the administrator of this site."))


def may_sign_in(person: User, *, day: datetime.date | None = None) -> bool:
    """Say whether somebody may be signed in: not blocked, not gone, and as a guest not past the last day."""
    day = day or clock.today()
    return person.is_active and (person.guest_until is None or day <= person.guest_until)


def is_here(path: str = "", *, day: datetime.date | None = None) -> Q:
    """Keep who may be signed in, as `may_sign_in` says it. `path` leads to the person, as "person__"."""
    day = day or clock.today()
    last = Q(**{f"{path}guest_until": None}) | Q(**{f"{path}guest_until__gte": day})
    return last & Q(**{f"{path}is_active": True})


def working_on(people: QuerySet[User], *, day: datetime.date) -> QuerySet[User]:
    """Keep who works on that day and is not absent, as `User.works_on` says it."""
    return people.alias(works=F("working_day_bits").bitand(1 << day.weekday())).filter(
        Q(absent_until__isnull=True) | Q(absent_until__lte=day), works__gt=0
    )


def _one(rows: QuerySet[_Row], pk: int) -> _Row:
    """Return the row with that number. Raises Http404, also for a number that no table holds."""
    try:
        return rows.get(pk=pk)
    except (ObjectDoesNotExist, OverflowError):
        raise Http404 from None


def person_to_administer(pk: int, *, viewer: User) -> User:
    """Return anybody who is known here, also who is blocked or left. Raises NotAllowed, Http404."""
    require_right(viewer, Right.ADMINISTER)
    rows = User.objects.select_related("department", "team", "location", "municipality")
    return _one(rows.filter(forgotten_at__isnull=True), pk)


def people_to_administer(ids: Collection[int], *, viewer: User) -> list[User]:
    """Return those of these people who are known here, by name. Raises NotAllowed."""
    require_right(viewer, Right.ADMINISTER)
    return list(User.objects.filter(pk__in=ids, forgotten_at__isnull=True).order_by("name", "pk"))


def department_to_administer(pk: int, *, viewer: User) -> Department:
    """Return a department. Raises NotAllowed, Http404."""
    require_right(viewer, Right.ADMINISTER)
    return _one(Department.objects.select_related("parent"), pk)


def team_to_administer(pk: int, *, viewer: User) -> Team:
    """Return a team. Raises NotAllowed, Http404."""
    require_right(viewer, Right.ADMINISTER)
    return _one(Team.objects.select_related("department", "manager", "location"), pk)


def team_to_lead(pk: int, *, viewer: User) -> Team:
    """Return a team whose members this person decides about. Raises NotAllowed, Http404."""
    team = _one(Team.objects.select_related("department", "manager", "location"), pk)
    require_leads(viewer, team)
    return team


def require_leads(viewer: User, team: Team) -> None:
    """State that somebody manages this team, or administers all of them. Raises NotAllowed."""
    leads = viewer.may(Right.LEAD_TEAM) and team.manager_id == viewer.pk
    require(leads or viewer.may(Right.ADMINISTER), _("Only the manager of this team decides who is in it."))


def location_to_administer(pk: int, *, viewer: User) -> Location:
    """Return a location. Raises NotAllowed, Http404."""
    require_right(viewer, Right.ADMINISTER)
    return _one(Location.objects.all(), pk)


def municipality_to_administer(pk: int, *, viewer: User) -> Municipality:
    """Return a municipality. Raises NotAllowed, Http404."""
    require_right(viewer, Right.ADMINISTER)
    return _one(Municipality.objects.all(), pk)


def week_pattern_to_administer(pk: int, *, viewer: User) -> WeekPattern:
    """Return a week pattern. Raises NotAllowed, Http404."""
    require_right(viewer, Right.ADMINISTER)
    return _one(WeekPattern.objects.all(), pk)


def bulk_change_to_see(pk: int, *, viewer: User) -> BulkChange:
    """Return a change of many people, whoever made it. Raises NotAllowed, Http404."""
    require_right(viewer, Right.ADMINISTER)
    return _one(BulkChange.objects.select_related("made_by"), pk)


def import_to_see(pk: int, *, viewer: User) -> PeopleImport:
    """Return an import of people, whoever made it. Raises NotAllowed, Http404."""
    require_right(viewer, Right.ADMINISTER)
    return _one(PeopleImport.objects.select_related("made_by"), pk)


def colleague(pk: int, *, viewer: User) -> User:
    """Return somebody who was not forgotten. Raises Http404."""
    return _one(User.objects.filter(forgotten_at__isnull=True), pk)


def named(people: QuerySet[User], name: str) -> QuerySet[User]:
    """Keep those in whose name each of these words occurs; without words, everybody."""
    for word in name.replace("\x00", "").split()[:_WORDS]:
        people = people.filter(name__icontains=word[:_LETTERS])
    return people
