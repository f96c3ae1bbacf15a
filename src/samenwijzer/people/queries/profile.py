"""One colleague's profile: how to reach him, and what he knows, shown as evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samenwijzer.accounts import queries as accounts
from samenwijzer.kernel import clock
from samenwijzer.people.queries._evidence import Deed, deeds_of
from samenwijzer.people.queries._ranking import Standing
from samenwijzer.people.queries.cards import PersonCard
from samenwijzer.people.queries.reasons import Reason
from samenwijzer.people.queries.subjects import Declared, declared_subjects
from samenwijzer.ui.days import Day, week

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from samenwijzer.accounts.models import User

RECENT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A subject that a person declares, with what he did for it. `reasons` may be empty."""

    subject_id: int
    name: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Something a person answered or wrote. `kind` is "accepted", "answered" or "wrote"."""

    kind: str
    title: str
    url: str
    on: datetime.date | None
    state: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All that a profile page shows. `work` holds what does not stand under a subject already."""

    person_id: int
    name: str
    first_name: str
    initials: str
    role: str
    email: str
    phone: str
    about: str
    department_id: int | None
    department: str
    presence: accounts.Presence
    days: tuple[Day, ...]
    own: bool
    knows: tuple[Known, ...]
    work: tuple[Work, ...]

    @property
    def shows_work(self) -> bool:
        """Say whether a declared subject has evidence that the viewer may see."""
        return any(known.reasons for known in self.knows)


def profile(person: User, *, viewer: User | None, day: datetime.date | None = None) -> Profile:
    """Read the profile of a person whose department has been fetched.

    One query for the subjects, besides those with which search reads back what the viewer may see.
    """
    day = day or clock.today()
    declared = declared_subjects(viewer=viewer, person_id=person.pk)
    deeds = deeds_of(person.pk, viewer=viewer)
    knows, rest = _by_subject(declared, deeds, day)
    card = PersonCard.of(person, day=day)
    return Profile(
        person_id=person.pk,
        name=person.name,
        first_name=person.name.split()[0],
        initials=person.initials,
        role=card.role,
        email=person.email,
        phone=person.phone,
        about=person.about,
        department_id=person.department_id,
        department=card.department,
        presence=accounts.presence(person, day=day),
        days=week(working_days=person.working_days, today=day),
        own=viewer is not None and viewer.pk == person.pk,
        knows=knows,
        work=_recent(rest),
    )


def _by_subject(
    declared: Sequence[Declared], deeds: Sequence[Deed], day: datetime.date
) -> tuple[tuple[Known, ...], list[Deed]]:
    """Lay deeds under the declared subjects they are about; what fits under none comes back."""
    known: list[Known] = []
    used: set[int] = set()
    for subject in declared:
        mine = [deed for deed in deeds if subject.name in deed.subjects]
        used.update(id(deed) for deed in mine)
        standing = Standing.gather((deed.evidence for deed in mine), day=day)
        pieces = next(iter(standing.values()), Standing()).pieces
        known.append(Known(subject_id=subject.subject_id, name=subject.name, reasons=Reason.of(pieces)))
    known.sort(key=lambda row: not row.reasons)
    return tuple(known), [deed for deed in deeds if id(deed) not in used]


def _recent(deeds: Sequence[Deed]) -> tuple[Work, ...]:
    newest = sorted(deeds, key=lambda deed: deed.evidence.on.toordinal() if deed.evidence.on else 0)
    return tuple(
        Work(
            kind=deed.evidence.kind,
            title=deed.evidence.title,
            url=deed.evidence.url,
            on=deed.evidence.on,
            state=deed.evidence.state,
        )
        for deed in reversed(newest[-RECENT:])
    )
