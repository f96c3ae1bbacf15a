"""Somebody leaves: he is signed out at once, what he wrote stays, and what he owned gets another owner.

1. `plan_leaving` says what goes to whom, before anything is done.
2. `person_leaves` does it in one transaction; when it is much, a job does the rest in small ones.
3. Who got something finds it under *Asked to you*, and keeps it or hands it on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from samenwijzer.accounts import actions as accounts
from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import GUEST_BIT, Right, Role, Team, User, role_bits
from samenwijzer.documents import actions as documents
from samenwijzer.documents.queries import owned_pages
from samenwijzer.forum import actions as forum
from samenwijzer.forum.queries import open_requests_to
from samenwijzer.journeys.models import Kind, Ownership
from samenwijzer.journeys.ownership import close_all, tell_heir
from samenwijzer.journeys.things import address_of, pass_teams
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.jobs import enqueue_once, job
from samenwijzer.spaces import actions as spaces
from samenwijzer.spaces.models import Member, Space, Visibility, roles_of
from samenwijzer.spaces.models import Role as SpaceRole
from samenwijzer.subjects import actions as subjects
from samenwijzer.subjects.models import Subject

# So many things change owner within one transaction; it then takes less than a fifth of a second.
AT_ONCE = 200
# Of the administrators, who take what nobody else can.
_MOST_ADMINISTRATORS = 5


class CannotLeave(Refusal):
    """Somebody who cannot go, or for whom nobody can take over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heirloom:
    """A thing that goes to `heir`. `title` is empty when the viewer may not read it."""

    kind: Kind
    number: int
    title: str
    url: str
    heir: User


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """All that goes to one heir. `unread` counts the pages whose title the viewer may not know."""

    heir: User
    things: tuple[Heirloom, ...]

    @property
    def named(self) -> tuple[Heirloom, ...]:
        return tuple(thing for thing in self.things if thing.title)

    @property
    def unread(self) -> int:
        return len(self.things) - len(self.named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What happens when somebody leaves. `kept` are the spaces that have another owner already."""

    person: User
    shares: tuple[Share, ...]
    kept: tuple[str, ...]
    requests: int

    @property
    def total(self) -> int:
        return sum(len(share.things) for share in self.shares)


def plan_leaving(*, viewer: User | None, person: User) -> Leaving:
    """Say what goes to whom. The queries do not grow with what he owns.

    Raises CannotLeave when he owns something and nobody is there to take it.
    """
    heirs = _Heirs(person)
    pages = owned_pages(viewer=viewer, owner=person)
    heirs.look_up(page.space_id for page in pages)
    found = [
        Heirloom(
            kind=Kind.SPACE,
            number=space.pk,
            title=space.name,
            url=address_of(Kind.SPACE, space.pk),
            heir=heirs.of_the_rest(),
        )
        for space in heirs.alone
    ]
    found += [
        Heirloom(
            kind=Kind.PAGE, number=page.id, title=page.title, url=page.url, heir=heirs.of_page(page.space_id)
        )
        for page in pages
    ]
    named = (
        (Kind.SUBJECT, Subject.objects.filter(owner=person).order_by("name", "pk")),
        (Kind.TEAM, Team.objects.filter(manager=person).order_by("name", "pk")),
    )
    found += [
        Heirloom(kind=kind, number=pk, title=name, url=address_of(kind, pk), heir=heirs.of_the_rest())
        for kind, rows in named
        for pk, name in rows.values_list("pk", "name")
    ]
    shares: dict[int, list[Heirloom]] = defaultdict(list)
    for thing in found:
        shares[thing.heir.pk].append(thing)
    return Leaving(
        person=person,
        shares=tuple(Share(heir=things[0].heir, things=tuple(things)) for things in shares.values()),
        kept=tuple(space.name for space in heirs.shared),
        requests=open_requests_to(viewer=viewer, person=person),
    )


@transaction.atomic
def person_leaves(*, person: User, actor: User) -> None:
    """End somebody's account now, and give what he owned to others. May run twice, and at once with itself.

    With more than AT_ONCE things, a job passes on the rest. Raises Refusal for oneself, and when nobody can
    take over.
    """
    require_right(actor, Right.ADMINISTER)
    if person.pk == actor.pk:
        raise CannotLeave(_("You cannot do this for yourself. Ask another administrator."))
    held = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    forum.return_requests(person=held, actor=actor)
    close_all(person=held)
    left = _pass_on(held, actor=actor)
    accounts.end_account(person=held, actor=actor)
    if left:
        enqueue_once(pass_on_all_job, person_id=held.pk, actor_id=actor.pk)


@transaction.atomic
def pass_on_some(*, person: User, actor: User | None) -> int:
    """Give AT_ONCE things of who left to others, and return how many are still his."""
    held = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    return _pass_on(held, actor=actor)


@transaction.atomic
def forget_ownership(*, person_id: int) -> None:
    """Give what a person owns to others, and take away what this app knows of him. May run twice.

    When there is nobody to take over, the thing has no owner.
    """
    person = User.objects.get(pk=person_id)
    close_all(person=person)
    try:
        while pass_on_some(person=person, actor=None):
            pass
    except CannotLeave:
        pass
    Ownership.objects.filter(person=person_id).delete()
    Ownership.objects.filter(former=person_id).update(former=None)


@job(seconds=1800)
def pass_on_all_job(person_id: int, actor_id: int) -> None:
    """Pass on all that who left still owns, AT_ONCE things at a time. May run twice."""
    person = User.objects.get(pk=person_id)
    actor = User.objects.filter(pk=actor_id).first()
    while pass_on_some(person=person, actor=actor):
        pass


def _pass_on(person: User, *, actor: User | None) -> int:
    plan = plan_leaving(viewer=None, person=person)
    room = AT_ONCE
    for share in plan.shares:
        mine = share.things[:room]
        room -= len(mine)
        for kind in Kind:
            numbers = [thing.number for thing in mine if thing.kind == kind]
            if numbers:
                _give(kind, numbers, former=person, heir=share.heir, actor=actor)
                tell_heir(heir=share.heir, former=person, kind=kind, numbers=numbers)
    return plan.total - (AT_ONCE - room)


def _give(kind: Kind, numbers: list[int], *, former: User, heir: User, actor: User | None) -> None:
    if kind == Kind.PAGE:
        documents.hand_over_pages(pages=numbers, former=former, heir=heir, actor=actor)
    elif kind == Kind.SUBJECT:
        subjects.hand_over_subjects(subjects=numbers, former=former, heir=heir, actor=actor)
    elif kind == Kind.SPACE:
        spaces.hand_over_spaces(from_person=former, to_person=heir, actor=actor)
    else:
        pass_teams(numbers, former=former, heir=heir, actor=actor)


class _Heirs:
    """Who takes over from a person. Always somebody who works here and is no guest.

    His team's manager; else who owns the space where a thing lives; else who owns his department's own
    space; else an administrator.
    """

    def __init__(self, person: User) -> None:
        self._person = person
        lead = person.team.manager if person.team is not None else None
        self._lead = lead if lead is not None and self._stays(lead) else None
        owned = Member.objects.filter(person=person, role=SpaceRole.MANAGER)
        self._owned = list(owned.select_related("space").order_by("space__name", "pk"))
        self._owners: dict[int, list[User]] = defaultdict(list)
        self._of_department: list[User] = []
        self._open: set[int] = set()
        self._administrators: list[User] | None = None

    def look_up(self, spaces_of_pages: Iterable[int]) -> None:
        """Fetch who owns these spaces, the person's own, and that of his department. Two queries."""
        wanted = {*spaces_of_pages, *(row.space_id for row in self._owned)}
        rows = Space.objects.filter(pk__in=wanted) | Space.objects.filter(
            default_for=self._person.department_id or 0
        )
        found = list(rows.order_by().values_list("pk", "visibility", "default_for"))
        self._open = {pk for pk, visibility, _of in found if visibility == Visibility.OPEN}
        owners = Member.objects.filter(
            space__in=[pk for pk, *_rest in found], role=SpaceRole.MANAGER, person__is_active=True
        )
        for row in owners.select_related("person").order_by("pk"):
            if row.person is not None and self._stays(row.person):
                self._owners[row.space_id].append(row.person)
        for pk, _visibility, default_for in found:
            if default_for == (self._person.department_id or 0):
                self._of_department = self._owners[pk]

    @property
    def alone(self) -> list[Space]:
        """The spaces that have no owner but him."""
        return [row.space for row in self._owned if not self._owners[row.space_id]]

    @property
    def shared(self) -> list[Space]:
        """The spaces that others own too."""
        return [row.space for row in self._owned if self._owners[row.space_id]]

    def of_page(self, space_id: int) -> User:
        """Choose who takes a page of this space: somebody who may read it, as long as there is one."""
        candidates = [self._lead] if self._lead is not None else []
        candidates += self._owners[space_id]
        if space_id in {space.pk for space in self.alone}:
            # By then the space is his.
            return self.of_the_rest()
        candidates += self._of_department
        found = next((one for one in candidates if self._reads(one, space_id)), None)
        if found is not None:
            return found
        administrators = self._all_administrators()
        return next((one for one in administrators if self._reads(one, space_id)), administrators[0])

    def of_the_rest(self) -> User:
        """Choose who takes a space, a subject or a team."""
        if self._lead is not None:
            return self._lead
        return self._of_department[0] if self._of_department else self._all_administrators()[0]

    def _stays(self, person: User) -> bool:
        return person.is_active and not person.is_guest and person.pk != self._person.pk

    def _reads(self, person: User, space_id: int) -> bool:
        return space_id in self._open or space_id in roles_of(person)

    def _all_administrators(self) -> list[User]:
        if self._administrators is None:
            administers = F("role_bits").bitand(role_bits({Role.ADMINISTRATOR}))
            rows = User.objects.alias(administers=administers).filter(
                administers__gt=0, is_active=True, role_bits__lt=GUEST_BIT
            )
            self._administrators = list(
                rows.exclude(pk=self._person.pk).order_by("pk")[:_MOST_ADMINISTRATORS]
            )
        if not self._administrators:
            raise CannotLeave(_("There is nobody to take this over. Make somebody administrator first."))
        return self._administrators
