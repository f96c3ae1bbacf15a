"""Whom and what of whom a viewer may see here.

Every employee may see everyone who works here; a guest only those with whom he shares a space. Of a profile
one sees the fields that the person shows to him, which `accounts.access.shown_fields` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.http import Http404
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import is_here, picture_of, require_right
from samenwijzer.accounts.models import Circle, Department, Right, Team, User
from samenwijzer.accounts.queries import departments_under
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import require
from samenwijzer.kernel.modules import readable_sources
from samenwijzer.kernel.refs import Ref
from samenwijzer.people.models import ChoiceState, Confirmation, DeclaredSubject, SubjectChoice
from samenwijzer.spaces.models import Member, roles_of
from samenwijzer.subjects.models import Subject

if TYPE_CHECKING:
    from django.db.models import QuerySet

MAX_ID = 2**63 - 1


def colleagues_to_see(*, viewer: User | None) -> QuerySet[User]:
    """Return the people whom the viewer may see, department and team fetched along.

    Who left, was blocked or was forgotten is in no list, and neither is a guest past his last day. For a
    guest it takes three queries of its own, once for each object of the viewer.
    """
    people = User.objects.filter(is_here(), forgotten_at=None).select_related("department", "team")
    if viewer is None or viewer.may(Right.READ_OPEN):
        return people
    return people.filter(_shares_a_space_with(viewer))


def _shares_a_space_with(guest: User) -> Q:
    members = Member.objects.filter(space__in=list(roles_of(guest))).order_by()
    departments: frozenset[int] | None = getattr(guest, "_departments_of_spaces", None)
    if departments is None:
        rows = members.filter(department__isnull=False).values_list("department_id", flat=True)
        departments = departments_under(set(rows))
        guest._departments_of_spaces = departments  # type: ignore[attr-defined]  # noqa: SLF001
    return (
        Q(pk=guest.pk)
        | Q(pk__in=members.filter(person__isnull=False).values("person"))
        | Q(team__in=members.filter(team__isnull=False).values("team"))
        | Q(department__in=departments)
    )


def person_to_see(pk: int, *, viewer: User | None) -> User:
    """Return a colleague with all that a profile names.

    Raises Http404 for who left, was forgotten or never was, and for whom the viewer may not see.
    """
    people = colleagues_to_see(viewer=viewer).select_related("department", "team__manager", "location")
    try:
        return people.get(pk=pk)
    except (User.DoesNotExist, OverflowError):
        raise Http404 from None


def person_with_picture(pk: int, *, viewer: User | None) -> User:
    """Return a colleague whose picture the viewer may see. Raises Http404 also when there is none."""
    person = person_to_see(pk, viewer=viewer)
    if not picture_of(person, viewer=viewer, met=True):
        raise Http404
    return person


def circle_to_look_as(named: str | None, person: User, *, viewer: User) -> Circle | None:
    """Read as whom somebody looks at his own page; None for another's page and for no circle."""
    if viewer.pk != person.pk or named not in {Circle.EVERYONE, Circle.DEPARTMENT, Circle.TEAM}:
        return None
    return Circle(str(named))


def somebody(viewer: User) -> User:
    """Return the viewer when he is a person. Raises NotAllowed for who only looks around as a role."""
    require(viewer.pk > 0, _("You look around as a role. Stop that first: a role has no profile."))
    return viewer


def as_stored(viewer: User) -> User:
    """Fetch the viewer anew: what his form holds may have changed in this request. One query."""
    return User.objects.select_related("department", "team", "municipality").get(pk=somebody(viewer).pk)


def knows_dates_of(person: User, *, viewer: User | None) -> bool:
    """Say whether the viewer may know when somebody begins and leaves: who administers or leads his team."""
    if viewer is None:
        return False
    leads = person.team is not None and person.team.manager_id == viewer.pk
    return viewer.may(Right.ADMINISTER) or (leads and viewer.pk != person.pk)


def require_organisation(viewer: User) -> None:
    """State that the viewer may look through the whole organisation: a guest may not. Raises NotAllowed."""
    require_right(viewer, Right.READ_OPEN)


def team_to_see(pk: int, *, viewer: User) -> Team:
    """Return a team with its department, its manager and its location. Raises Http404."""
    require_organisation(viewer)
    teams = Team.objects.select_related("department", "manager__department", "manager__team", "location")
    team = teams.filter(pk=min(pk, MAX_ID)).first()
    if team is None:
        raise Http404
    return team


def department_to_see(pk: int, *, viewer: User) -> Department:
    """Return a department. Raises Http404."""
    require_organisation(viewer)
    department = Department.objects.filter(pk=min(pk, MAX_ID)).first()
    if department is None:
        raise Http404
    return department


def declared_subject_to_remove(pk: int, *, viewer: User) -> DeclaredSubject:
    """Return one of the viewer's own declared subjects. Raises Http404 for anybody else's."""
    try:
        return DeclaredSubject.objects.select_related("subject").get(pk=pk, person=viewer)
    except (DeclaredSubject.DoesNotExist, OverflowError):
        raise Http404 from None


def contests_to_answer(*, viewer: User) -> QuerySet[SubjectChoice]:
    """Return what people say is not right and waits for the viewer, with person and subject.

    The owner of the subject answers; without one who is here, or when it is the owner's own, who keeps the
    vocabulary.
    """
    today = clock.today()
    mine = Q(subject__owner=viewer.pk)
    if viewer.may(Right.KEEP_SUBJECTS):
        mine |= (
            Q(subject__owner=None)
            | Q(subject__owner__is_active=False)
            | Q(subject__owner__guest_until__lt=today)
            | Q(subject__owner=F("person"))
        )
    waiting = SubjectChoice.objects.filter(
        mine, is_here("person__"), state=ChoiceState.CONTESTED, answered_at=None
    )
    return waiting.exclude(person=viewer.pk).select_related("person", "subject")


def contest_to_answer(pk: int, *, viewer: User) -> SubjectChoice:
    """Return what a person says is not right. Raises Http404 when it does not wait for the viewer."""
    try:
        return contests_to_answer(viewer=viewer).get(pk=pk)
    except (SubjectChoice.DoesNotExist, OverflowError):
        raise Http404 from None


def confirmation_to_take_back(pk: int, *, viewer: User) -> Confirmation:
    """Return a confirmation that the viewer gave, or that is about him. Raises Http404."""
    rows = Confirmation.objects.standing().select_related("person", "subject")
    try:
        return rows.get(Q(by=viewer.pk) | Q(person=viewer.pk), pk=pk)
    except (Confirmation.DoesNotExist, OverflowError):
        raise Http404 from None


def colleague_to_confirm(pk: int, *, viewer: User) -> User:
    """Return a colleague whom the viewer may see. Raises Http404, and NotAllowed for the viewer himself."""
    person = person_to_see(pk, viewer=viewer)
    require(
        person.pk != viewer.pk, _("Colleagues confirm what you know. You say it yourself on your profile.")
    )
    return person


def subject_named(pk: int) -> Subject:
    """Return a subject of the vocabulary, which every colleague knows. Raises Http404."""
    try:
        return Subject.objects.get(pk=pk)
    except (Subject.DoesNotExist, OverflowError):
        raise Http404 from None


def ref_to_read(text: str, *, viewer: User | None) -> Ref:
    """Return the item a text points at. Raises Http404 for no reference, and for what he may not read."""
    try:
        ref = Ref.parse(text)
    except ValueError:
        raise Http404 from None
    source = readable_sources().get(ref.kind)
    try:
        readable = source is not None and ref.id in source.visible([ref.id], viewer)
    except OverflowError:
        readable = False
    if not readable:
        raise Http404
    return ref
