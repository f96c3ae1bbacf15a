"""Adding people and guests, and changing what the organisation knows of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.actions._people import LockedPeople, ref, reread
from samenwijzer.accounts.actions.guard import Passed, pass_guard
from samenwijzer.accounts.models import GUEST_BIT, Department, Location, Right, Team, User
from samenwijzer.accounts.queries import look_again
from samenwijzer.guard import NO_CONSENT, Consent, Label
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal
from samenwijzer.outbox import audit

LONGEST_STAY = datetime.timedelta(days=366)


class AddressTaken(Refusal):
    """Two people cannot sign in with the same e-mail address."""


class NotAPlace(Refusal):
    """The department or team is gone, or does not fit."""


class NotSoLong(Refusal):
    """A guest stays for a year at most; after that somebody decides again."""


class ChangedMeanwhile(Refusal):
    """Somebody else changed this person since the form was opened. `now` holds the fields that differ."""

    def __init__(self, sentence: str, *, now: Mapping[str, object]) -> None:
        super().__init__(sentence)
        self.now = now


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonValues:
    """What an administrator fills in of a person. Places are numbers; days are bits."""

    name: str
    email: str
    department: int | None = None
    team: int | None = None
    location: int | None = None
    function: str = ""
    working_day_bits: int = 0
    morning_only_bits: int = 0
    afternoon_only_bits: int = 0
    phone: str = ""
    starts_on: datetime.date | None = None
    leaves_on: datetime.date | None = None
    language: str = "nl"

    @classmethod
    def of(cls, person: User) -> PersonValues:
        """Read them off a row."""
        places = {name: getattr(person, f"{name}_id") for name in _PLACES}
        rest = {one.name: getattr(person, one.name) for one in fields(cls) if one.name not in _PLACES}
        return cls(**places, **rest)

    def put_on(self, person: User) -> list[str]:
        """Write them on a row in memory; return which fields that changed."""
        changed = []
        for name, value in asdict(self).items():
            attribute = f"{name}_id" if name in _PLACES else name
            if getattr(person, attribute) != value:
                setattr(person, attribute, value)
                changed.append(name)
        return changed


_PLACES = ("department", "team", "location")
# Of a colleague these are known, each in its own field.
_EXPECTED = {"name": {Label.PERSON_NAME}, "email": {Label.EMAIL}, "phone": {Label.PHONE}}


@transaction.atomic
def add_person(*, actor: User, values: PersonValues, consent: Consent = NO_CONSENT) -> User:
    """Add somebody who works here; he gets in by a one-time link or single sign-on. Raises Refusal."""
    require_right(actor, Right.ADMINISTER)
    person = add_row(actor=actor, values=values, consent=consent)
    _let_guard_know()
    return person


def add_row(*, actor: User, values: PersonValues, consent: Consent = NO_CONSENT) -> User:
    """Write a new employee, as the right was stated."""
    require_place(values)
    passed = _pass_guard(values, writer=actor, consent=consent)
    person = User(password=make_password(None))
    values.put_on(person)
    _save(person)
    audit.record(action="accounts.user.added", actor=actor, object=ref(person.pk))
    passed.note(ref(person.pk))
    reread(person.pk)
    return person


@transaction.atomic
def add_guest(
    *,
    actor: User,
    name: str,
    email: str,
    function: str,
    until: datetime.date,
    language: str = "nl",
    consent: Consent = NO_CONSENT,
) -> User:
    """Add somebody from outside, who sees chosen spaces until and with that day. Raises Refusal."""
    require_right(actor, Right.ADMINISTER)
    _require_short(until)
    values = PersonValues(name=name, email=email, function=function)
    passed = _pass_guard(values, writer=actor, consent=consent)
    guest = User(
        password=make_password(None),
        name=name,
        email=email,
        function=function,
        guest_until=until,
        role_bits=GUEST_BIT,
        language=language,
    )
    _save(guest)
    audit.record(action="accounts.guest.added", actor=actor, object=ref(guest.pk))
    passed.note(ref(guest.pk))
    reread(guest.pk)
    _let_guard_know()
    return guest


@transaction.atomic
def change_guest(
    *,
    actor: User,
    person: User,
    name: str,
    email: str,
    function: str,
    until: datetime.date,
    consent: Consent = NO_CONSENT,
) -> None:
    """Change who a guest is and until when he comes. Raises Refusal."""
    require_right(actor, Right.ADMINISTER)
    guest = LockedPeople([person.pk]).person(person.pk)
    if not guest.is_guest:
        raise NotAPlace(_("This person is not a guest."))
    if until != guest.guest_until:
        _require_short(until)
    values = PersonValues(name=name, email=email, function=function)
    passed = _pass_guard(values, before=PersonValues.of(guest), writer=actor, consent=consent)
    guest.name, guest.email, guest.function, guest.guest_until = name, email, function, until
    _save(guest)
    EmailAddress.objects.filter(user=guest).exclude(email=email).delete()
    audit.record(action="accounts.guest.changed", actor=actor, object=ref(guest.pk))
    passed.note(ref(guest.pk))
    reread(guest.pk)
    _let_guard_know()


@transaction.atomic
def change_person(
    *,
    actor: User,
    person: User,
    values: PersonValues,
    seen: PersonValues | None = None,
    consent: Consent = NO_CONSENT,
) -> bool:
    """Write what an administrator filled in; return whether that changed anything.

    `seen` is what stood in the form when it was opened. What he left as it was, keeps what somebody else made
    of it meanwhile; where both changed the same to different values, ChangedMeanwhile is raised.
    """
    require_right(actor, Right.ADMINISTER)
    row = LockedPeople([person.pk]).person(person.pk)
    if row.is_guest:
        raise NotAPlace(_("This person is a guest, and belongs to no department."))
    if seen is not None:
        values = _merged(values, seen=seen, stored=PersonValues.of(row))
    is_changed = change_row(row, values=values, actor=actor, consent=consent)
    _let_guard_know()
    return is_changed


def change_row(person: User, *, values: PersonValues, actor: User, consent: Consent = NO_CONSENT) -> bool:
    """Write values on somebody whose row is locked; return whether that changed anything."""
    before = person.email
    passed = _pass_guard(values, before=PersonValues.of(person), writer=actor, consent=consent)
    changed = values.put_on(person)
    if not changed:
        return False
    if {"department", "team", "location"} & set(changed):
        require_place(values)
    _save(person)
    if person.email != before:
        EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    moved = {"department", "team"} & set(changed)
    audit.record(
        action="accounts.user.moved" if moved else "accounts.user.changed", actor=actor, object=ref(person.pk)
    )
    passed.note(ref(person.pk))
    reread(person.pk)
    return True


def require_place(values: PersonValues) -> None:
    """Make sure that the places exist and fit together, and stay so until the end. Raises NotAPlace."""
    if values.department is not None and not _is_there(Department, values.department):
        raise NotAPlace(_("This department is gone. Choose another."), field="department")
    if values.team is not None:
        team = Team.objects.filter(pk=values.team).select_for_update().first()
        if team is None:
            raise NotAPlace(_("This team is gone. Choose another."), field="team")
        if team.department_id != values.department:
            raise NotAPlace(
                _("This team belongs to the department %(name)s.") % {"name": team.department.name},
                field="team",
            )
    if values.location is not None and not _is_there(Location, values.location):
        raise NotAPlace(_("This location is gone. Choose another."), field="location")


def _pass_guard(
    values: PersonValues, *, writer: User, consent: Consent, before: PersonValues | None = None
) -> Passed:
    stood = () if before is None else (before.name, before.email, before.function, before.phone)
    return pass_guard(
        writer=writer,
        texts={
            "name": values.name,
            "email": values.email,
            "function": values.function,
            "phone": values.phone,
        },
        before=stood,
        expected=_EXPECTED,
        consent=consent,
    )


def _let_guard_know() -> None:
    """Have this process know its colleagues anew. The others, and all after an import, do within seconds."""
    look_again()
    transaction.on_commit(look_again)


def _is_there(table: type[Department | Location], pk: int) -> bool:
    return table._default_manager.filter(pk=pk).select_for_update().exists()


def _merged(values: PersonValues, *, seen: PersonValues, stored: PersonValues) -> PersonValues:
    wanted, opened, now = asdict(values), asdict(seen), asdict(stored)
    both = {
        name: now[name]
        for name in wanted
        if now[name] not in {opened[name], wanted[name]} and wanted[name] != opened[name]
    }
    if both:
        raise ChangedMeanwhile(
            _("Somebody else changed this person meanwhile. Save again to keep what stands here."), now=both
        )
    return PersonValues(
        **{name: now[name] if wanted[name] == opened[name] else wanted[name] for name in wanted}
    )


def _save(person: User) -> None:
    """Save a person. Raises AddressTaken, also when somebody else takes the address at this moment."""
    taken = User.objects.filter(email=person.email).exclude(pk=person.pk).first()
    try:
        if taken is None:
            with transaction.atomic():
                person.save()
            return
    except IntegrityError:
        taken = User.objects.filter(email=person.email).exclude(pk=person.pk).first()
        if taken is None:
            raise
    raise AddressTaken(_("%(name)s already has this e-mail address.") % {"name": taken.name}, field="email")


def _require_short(until: datetime.date) -> None:
    today = clock.today()
    if not today <= until <= today + LONGEST_STAY:
        raise NotSoLong(_("Choose a day from today, and within a year."), field="until")
