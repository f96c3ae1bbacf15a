"""Teams: who leads them and who is in them."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_leads, require_right
from samenwijzer.accounts.actions._people import LockedPeople, keep_manager_roles, ref, reread
from samenwijzer.accounts.actions._uses import NoSuchPlace, StillInUse, require_unused
from samenwijzer.accounts.actions.guard import pass_guard
from samenwijzer.accounts.actions.places import a_free_name
from samenwijzer.accounts.models import Department, Location, Right, Team, User
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit


class CannotLead(Refusal):
    """A guest, or somebody who does not work here any more, leads no team."""


class IsInAnotherTeam(Refusal):
    """Only an administrator takes somebody out of another's team."""


@transaction.atomic
def add_team(
    *,
    actor: User,
    name: str,
    department: Department,
    manager: User | None = None,
    location: Location | None = None,
    consent: Consent = NO_CONSENT,
) -> Team:
    """Add a team. Its manager gets the role that goes with it. Raises Refusal."""
    require_right(actor, Right.ADMINISTER)
    leader, there = _leader(manager), _there(department)
    passed = pass_guard(writer=actor, texts={"name": name}, consent=consent)
    with a_free_name(name, beside=_names(there)):
        team = Team.objects.create(name=name, department=there, manager=leader, location=_location(location))
    keep_manager_roles(people=[team.manager_id])
    audit.record(action="accounts.team.added", actor=actor, object=_ref(team))
    passed.note(_ref(team))
    return team


@transaction.atomic
def change_team(
    *,
    actor: User,
    team: Team,
    name: str,
    department: Department,
    manager: User | None,
    location: Location | None,
    consent: Consent = NO_CONSENT,
) -> bool:
    """Write what an administrator filled in; return whether that changed anything. Raises Refusal.

    People of a team that goes to another department stay in their own, so this is refused while it has any.
    """
    require_right(actor, Right.ADMINISTER)
    row = _locked(team)
    before, leader = row.manager_id, _leader(manager) if manager and manager.pk != row.manager_id else manager
    if row.department_id != department.pk and row.people.exists():
        raise StillInUse(
            _("There are people in this team. Move them to the other department first."), field="department"
        )
    wanted = (name, department.pk, leader.pk if leader else None, location.pk if location else None)
    if (row.name, row.department_id, row.manager_id, row.location_id) == wanted:
        return False
    there = _there(department)
    passed = pass_guard(writer=actor, texts={"name": name}, before=(row.name,), consent=consent)
    row.name, row.department, row.manager, row.location = name, there, leader, _location(location)
    with a_free_name(name, beside=_names(there, but=row)):
        row.save()
    keep_manager_roles(people=[before, row.manager_id])
    audit.record(action="accounts.team.changed", actor=actor, object=_ref(row))
    passed.note(_ref(row))
    reread(*row.people.order_by("pk").values_list("pk", flat=True))
    return True


@transaction.atomic
def set_team_manager(*, actor: User, team: Team, manager: User | None) -> None:
    """Let somebody else lead a team. Both get or lose the role that goes with it. Raises CannotLead."""
    require_right(actor, Right.ADMINISTER)
    row = _locked(team)
    before = row.manager_id
    row.manager = _leader(manager)
    row.save(update_fields=["manager"])
    keep_manager_roles(people=[before, row.manager_id])
    audit.record(action="accounts.team.manager_changed", actor=actor, object=_ref(row))


@transaction.atomic
def remove_team(*, actor: User, team: Team) -> None:
    """Remove a team in which nobody is, and which is in no space. Raises StillInUse."""
    require_right(actor, Right.ADMINISTER)
    row = _locked(team)
    require_unused(row)
    number, manager = row.pk, row.manager_id
    row.delete()
    keep_manager_roles(people=[manager])
    audit.record(action="accounts.team.removed", actor=actor, object=Ref("accounts.team", number))


@transaction.atomic
def take_into_team(*, actor: User, team: Team, person: User) -> None:
    """Take somebody who is in no team into this one. Raises Refusal; twice is once."""
    row = _locked(team)
    require_leads(actor, row)
    member = LockedPeople([person.pk]).person(person.pk)
    if member.team_id == row.pk:
        return
    if member.is_guest or not member.is_active:
        raise NoSuchPlace(_("Choose somebody who works here."), field="person")
    if member.team_id is not None:
        raise IsInAnotherTeam(
            _("%(name)s is in another team. Ask the administrator to move this person.")
            % {"name": member.name},
            field="person",
        )
    if member.department_id != row.department_id:
        raise IsInAnotherTeam(
            _("%(name)s works in another department. Ask the administrator to move this person.")
            % {"name": member.name},
            field="person",
        )
    _put(member, row, actor=actor)


@transaction.atomic
def take_out_of_team(*, actor: User, team: Team, person: User) -> None:
    """Take somebody out of this team; he stays in his department. Twice is once."""
    row = _locked(team)
    require_leads(actor, row)
    member = LockedPeople([person.pk]).person(person.pk)
    if member.team_id == row.pk:
        _put(member, None, actor=actor)


def _put(person: User, team: Team | None, *, actor: User) -> None:
    person.team = team
    person.save(update_fields=["team"])
    audit.record(action="accounts.user.moved", actor=actor, object=ref(person.pk))
    reread(person.pk)


def _leader(manager: User | None) -> User | None:
    if manager is None:
        return None
    row = LockedPeople([manager.pk]).person(manager.pk)
    if row.is_guest or not row.is_active:
        raise CannotLead(_("Choose somebody who works here."), field="manager")
    return row


def _locked(team: Team) -> Team:
    row = Team.objects.filter(pk=team.pk).select_for_update().first()
    if row is None:
        raise NoSuchPlace(_("This team is gone."))
    return row


def _there(department: Department) -> Department:
    row = Department.objects.filter(pk=department.pk).select_for_update().first()
    if row is None:
        raise NoSuchPlace(_("This department is gone. Choose another."), field="department")
    return row


def _names(department: Department, *, but: Team | None = None) -> list[str]:
    others = department.teams.exclude(pk=but.pk) if but else department.teams.all()
    return list(others.order_by().values_list("name", flat=True))


def _location(location: Location | None) -> Location | None:
    if location is None:
        return None
    row = Location.objects.filter(pk=location.pk).select_for_update().first()
    if row is None:
        raise NoSuchPlace(_("This location is gone. Choose another."), field="location")
    return row


def _ref(team: Team) -> Ref:
    return Ref("accounts.team", team.pk)
