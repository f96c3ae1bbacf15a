"""Who is asking, and who is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import F, Model, Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import (
    AllowedText,
    BulkChange,
    Circle,
    Department,
    Location,
    Municipality,
    PeopleImport,
    ProfileField,
    Right,
    Role,
    Team,
    User,
    WeekPattern,
    picture_version,
    role_bits,
)
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import NotAllowed, Refusal, require

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Mapping, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest


VIEWING_AS = "viewing_as"  # In the session: the role as which an administrator looks around.
_Row = TypeVar("_Row", bound=Model)
_WORDS, _LETTERS = 6, 100  # Of a name that is looked up.
_NOBODY = -1  # The number of a person who is in no table, so that nothing is his.
# How near somebody must be, for each circle: a stranger 0, of the department 1, of the team 2, oneself 3.
_NEARNESS = {Circle.EVERYONE: 0, Circle.DEPARTMENT: 1, Circle.TEAM: 2, Circle.NOBODY: 3}


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
    """State that one of the viewer's roles gives this right. Raises NotAllowed, which says whom to ask."""
    if viewer.may(right):
        return
    if right is not Right.PROTECT_CITIZENS:
        raise NotAllowed(_("Your role does not include this. Ask the administrator of this site."))
    names = privacy_officers().values_list("name", flat=True) if viewer.may(Right.READ_OPEN) else ()
    said = (
        _("This belongs to the privacy officer: %(names)s.")
        if names
        else _("This belongs to the privacy officer.")
    )
    raise NotAllowed(said % {"names": ", ".join(names)})


def privacy_officers() -> QuerySet[User]:
    """Return who decides about texts, by name."""
    bit = role_bits({Role.PRIVACY_OFFICER})
    people = User.objects.filter(is_here()).annotate(held=F("role_bits").bitand(bit))
    return people.filter(held=bit).order_by("name", "pk")


def may_sign_in(person: User, *, day: datetime.date | None = None) -> bool:
    """Say whether somebody may be signed in: not blocked, not gone, and as a guest not past the last day."""
    day = day or clock.today()
    return person.is_active and (person.guest_until is None or day <= person.guest_until)


def still_may(person_id: int | None, right: Right) -> User | None:
    """Return who started work when he may still have it done: a right may be lost between button and job."""
    person = User.objects.filter(pk=person_id or 0).first()
    return person if person is not None and person.may(right) and may_sign_in(person) else None


def is_here(path: str = "", *, day: datetime.date | None = None) -> Q:
    """Keep who may be signed in, as `may_sign_in` says it. `path` leads to the person, as "person__"."""
    day = day or clock.today()
    last = Q(**{f"{path}guest_until": None}) | Q(**{f"{path}guest_until__gte": day})
    return last & Q(**{f"{path}is_active": True})


class Withheld(Refusal):
    """The text is hidden until the privacy officer has looked, and says nothing but that."""

    status = 403
    template = "accounts/withheld.html"


def not_withheld(viewer: User | None, *, author: str = "", path: str = "") -> Q:
    """Keep what nobody reported as traceable; what is withheld only for its author and who judges it.

    `author` is the path to who wrote it, `path` that to what may be withheld. A viewer of None is any
    colleague.
    """
    if judges_texts(viewer):
        return Q()
    shown = Q(**{f"{path}withheld_at": None})
    return shown | Q(**{author: viewer.pk}) if viewer is not None and author else shown


def may_see_withheld(viewer: User | None, *, author_id: int | None) -> bool:
    """Say whether the viewer sees a text that is withheld, as `not_withheld` says it."""
    return judges_texts(viewer) or (viewer is not None and viewer.pk == author_id)


def judges_texts(viewer: User | None) -> bool:
    """Say whether the viewer, himself and not as a role, decides about texts that are reported."""
    return viewer is not None and viewer.pk > 0 and viewer.may(Right.PROTECT_CITIZENS)


def judges_only(viewer: User | None) -> Q:
    """Return the filter of rows that tell who wrote or reported what: none for who looks around as a role."""
    return Q() if judges_texts(viewer) else Q(pk=None)


def require_judge(viewer: User | None) -> None:
    """State that the viewer decides about texts. Raises NotAllowed."""
    require(judges_texts(viewer), _("Only the privacy officer decides about this."))


def require_shown(
    viewer: User | None, *, withheld_at: datetime.datetime | None, author_id: int | None = None
) -> None:
    """State that a text is not withheld from the viewer. Raises Withheld."""
    if withheld_at is not None and not may_see_withheld(viewer, author_id=author_id):
        raise Withheld(_("A colleague reported that somebody can be recognised in this text."))


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


def allowed_text_to_keep(pk: int, *, viewer: User) -> AllowedText:
    """Return an entry of the allow list. Raises NotAllowed, Http404."""
    require_right(viewer, Right.KEEP_ALLOW_LIST)
    return _one(AllowedText.objects.all(), pk)


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


class Whose(NamedTuple):
    """What of a person decides who sees the fields of his profile; `manager_id` leads his team."""

    person_id: int
    department_id: int | None
    team_id: int | None
    manager_id: int | None
    field_visibility: Mapping[str, object]

    @classmethod
    def of(cls, person: User) -> Whose:
        """Read a person whose team has been fetched. No query."""
        manager_id = None if person.team is None else person.team.manager_id
        return cls(person.pk, person.department_id, person.team_id, manager_id, person.field_visibility)

    def shows(self, field: ProfileField, *, viewer: User | None) -> bool:
        """Say whether the viewer may see this field. A viewer of None is any colleague."""
        return self._nearness(viewer) >= _NEARNESS[_circle(self.field_visibility, field)]

    def _nearness(self, viewer: User | None) -> int:
        if viewer is None:
            return 0
        if viewer.pk == self.person_id:
            return 3
        if self.team_id is not None and viewer.pk == self.manager_id:
            return 2
        if self.team_id is not None and viewer.team_id == self.team_id:
            return 2
        return 1 if self.department_id is not None and viewer.department_id == self.department_id else 0


def shown_fields(person: User, *, viewer: User | None) -> frozenset[ProfileField]:
    """Say which fields of a profile the viewer may see, for a person whose team has been fetched. No query.

    It is asked wherever such a field is shown. Who leads the team of a person is of his team.
    """
    whose = Whose.of(person)
    return frozenset(field for field in ProfileField if whose.shows(field, viewer=viewer))


def fields_shown_to(person: User, circle: Circle) -> frozenset[ProfileField]:
    """Say which fields somebody of that circle sees, and no nearer. No query."""
    return frozenset(
        field for field in ProfileField if _NEARNESS[circle] >= _NEARNESS[circle_of(person, field)]
    )


def circle_of(person: User, field: ProfileField) -> Circle:
    """Say to whom a person shows a field of his profile."""
    return _circle(person.field_visibility, field)


def _circle(visibility: Mapping[str, object], field: ProfileField) -> Circle:
    """Read one circle. What is unknown shows the field to nobody."""
    named = visibility.get(field, Circle.EVERYONE)
    return Circle(named) if isinstance(named, str) and named in set(Circle) else Circle.NOBODY


def shows(field: ProfileField, *, viewer: User | None) -> Q:
    """Give the condition under which a person shows a field to the viewer, as `shown_fields` says it."""
    key = f"field_visibility__{field.value}"
    to_all = Q(**{f"{key}__isnull": True}) | Q(**{key: Circle.EVERYONE.value})
    if viewer is None:
        return to_all
    near = Q(team__manager=viewer.pk)
    if viewer.team_id is not None:
        near |= Q(team=viewer.team_id)
    beside = Q(department=viewer.department_id) if viewer.department_id is not None else Q(pk__in=[])
    return (
        to_all
        | Q(pk=viewer.pk)
        | (near & (Q(**{key: Circle.TEAM.value}) | Q(**{key: Circle.DEPARTMENT.value})))
        | (beside & Q(**{key: Circle.DEPARTMENT.value}))
    )


def picture_columns(person: str) -> tuple[str, ...]:
    """Name what `picture_from` needs of the person behind this foreign key, for `values_list`."""
    return (
        f"{person}_id",
        f"{person}__picture",
        f"{person}__is_active",
        f"{person}__guest_until",
        f"{person}__department_id",
        f"{person}__team_id",
        f"{person}__team__manager_id",
        f"{person}__field_visibility",
    )


def columns_for_picture(person: User) -> tuple[Any, ...]:
    """Give these columns for a person whose team has been fetched. No query."""
    return (person.pk, str(person.picture), person.is_active, person.guest_until, *Whose.of(person)[1:])


def picture_from(columns: Sequence[Any], *, viewer: User | None, met: bool = False) -> str:
    """Give the address of a picture, another one for each picture, or nothing when the viewer may not see it.

    Of who left nobody sees it. A guest sees his own, and with `met` that of the others: the page then shows
    only people with whom he shares a space.
    """
    pk, picture, is_active, guest_until, *place = columns
    if not picture or not is_active or (guest_until is not None and guest_until < clock.today()):
        return ""
    stranger = viewer is not None and viewer.pk != pk and not viewer.may(Right.READ_OPEN)
    if stranger and not met:
        return ""
    if not Whose(pk, *place).shows(ProfileField.PICTURE, viewer=viewer):
        return ""
    return f"{reverse('people:picture', args=[pk])}?v={picture_version(picture)}"


def picture_of(person: User, *, viewer: User | None, met: bool = False) -> str:
    """Give what `picture_from` gives, for a person whose team has been fetched. No query."""
    return picture_from(columns_for_picture(person), viewer=viewer, met=met)
