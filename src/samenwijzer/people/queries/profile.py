"""One colleague's profile: how to reach him, and what he knows, shown as evidence."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from samenwijzer.accounts import queries as accounts
from samenwijzer.accounts.access import (
    fields_shown_to,
    judges_texts,
    may_see_withheld,
    not_withheld,
    picture_of,
    shown_fields,
)
from samenwijzer.accounts.models import WEEKDAYS, Circle, ProfileField, Right, weekday_names
from samenwijzer.kernel import clock
from samenwijzer.kernel.refs import Ref
from samenwijzer.people.access import colleagues_to_see, knows_dates_of
from samenwijzer.people.models import Confirmation, SubjectChoice
from samenwijzer.people.queries._evidence import Deed, deeds_of
from samenwijzer.people.queries._ranking import Standing
from samenwijzer.people.queries.cards import guest_words
from samenwijzer.people.queries.evidence import OwnEvidence, own_evidence
from samenwijzer.people.queries.options import may_look_around
from samenwijzer.people.queries.reasons import Reason
from samenwijzer.people.queries.subjects import declared_subjects
from samenwijzer.ui.days import Day, week

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samenwijzer.accounts.models import User

RECENT = 6
MOST_CONFIRMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What a colleague confirms, with his example. `standing` as that of a Profile."""

    id: int
    by: str
    by_url: str
    example: str
    standing: str
    own: bool

    @property
    def ref(self) -> str:
        return str(Ref("people.confirmation", self.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A subject that a person declares or colleagues confirm, with what he did for it.

    `reasons` may be empty. `confirmations` counts all, of which only the newest are given.
    """

    subject_id: int
    name: str
    declared: bool
    reasons: tuple[Reason, ...]
    confirmed: tuple[Confirmed, ...]
    confirmations: int


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
    """All that a profile page shows this viewer. `work` holds what does not stand under a subject already.

    Who looks at his own page has `evidence` in place of `knows` and `work`: all of it, and who sees what.

    Fields that the person does not show to the viewer are empty. `half_days` are sentences. `starts_on` and
    `leaves_on` are known to who administers and to the manager of the person's team. `seen_as` is set when
    somebody looks at his own page as that circle sees it. `standing` is that of `about` and `languages`:
    "hidden" when they are withheld from the viewer, "noted" from others, and empty when they are not.
    """

    person_id: int
    name: str
    first_name: str
    initials: str
    picture: str
    function: str
    email: str
    phone: str
    just_call_me: bool
    about: str
    standing: str
    judges: bool
    department_id: int | None
    department: str
    team_id: int | None
    team: str
    manager: str
    manager_url: str
    location: str
    location_about: str
    languages: tuple[str, ...]
    birthday: datetime.date | None
    has_birthday: bool
    guest: str
    starts_on: datetime.date | None
    leaves_on: datetime.date | None
    presence: accounts.Presence
    days: tuple[Day, ...]
    half_days: tuple[str, ...]
    own: bool
    seen_as: Circle | None
    may_look_around: bool
    may_forget: bool
    may_confirm: bool
    knows: tuple[Known, ...]
    work: tuple[Work, ...]
    evidence: OwnEvidence | None

    @property
    def shows_work(self) -> bool:
        """Say whether a subject has evidence that the viewer may see."""
        return any(known.reasons or known.confirmed for known in self.knows)

    @property
    def ref(self) -> str:
        return str(Ref("accounts.user", self.person_id))

    @property
    def is_self(self) -> bool:
        return self.own or self.seen_as is not None

    @property
    def role(self) -> str:
        """Give function and team, or without a team the department."""
        return ", ".join(filter(None, (capfirst(self.function), self.team or self.department)))


def profile(
    person: User, *, viewer: User | None, seen_as: Circle | None = None, day: datetime.date | None = None
) -> Profile:
    """Read the profile of a person as `access.person_to_see` gives him.

    With `seen_as` it is what somebody of that circle sees, so that one can look at one's own. Three queries
    for the subjects, besides those with which search reads back what the viewer may see.
    """
    day = day or clock.today()
    reader = viewer if seen_as is None else None
    own = viewer if seen_as is None and viewer is not None and viewer.pk == person.pk else None
    evidence = None if own is None else own_evidence(viewer=own)
    knows, work = _known(person, reader, day) if own is None else ((), ())
    shown = shown_fields(person, viewer=viewer) if seen_as is None else fields_shown_to(person, seen_as)
    phone = person.phone if ProfileField.PHONE in shown else ""
    birthday = person.birthday if ProfileField.BIRTHDAY in shown else None
    location = person.location if ProfileField.LOCATION in shown else None
    manager = None if person.team is None else person.team.manager
    if manager is not None and (manager.pk == person.pk or not manager.is_active):
        manager = None
    around = may_look_around(viewer=viewer)
    sees = may_see_withheld(reader, author_id=person.pk)
    standing = "" if person.withheld_at is None else "noted" if sees else "hidden"
    languages = tuple(map(str, person.spoken_languages))
    dates = seen_as is None and knows_dates_of(person, viewer=viewer)
    return Profile(
        person_id=person.pk,
        name=person.name,
        first_name=person.name.split()[0],
        initials=person.initials,
        picture=picture_of(person, viewer=viewer, met=True) if ProfileField.PICTURE in shown else "",
        function=person.function,
        email=person.email,
        phone=phone,
        just_call_me=bool(phone) and person.just_call_me,
        about="" if standing == "hidden" else person.about,
        standing=standing,
        judges=judges_texts(reader),
        department_id=person.department_id,
        department="" if person.department is None else person.department.name,
        team_id=person.team_id,
        team="" if person.team is None else person.team.name,
        manager=manager.name if manager is not None and around else "",
        manager_url="" if manager is None else reverse("people:person", args=[manager.pk]),
        location="" if location is None else location.name,
        location_about="" if location is None else location.about,
        languages=languages if ProfileField.LANGUAGES in shown and standing != "hidden" else (),
        birthday=birthday,
        has_birthday=birthday is not None and (birthday.month, birthday.day) == (day.month, day.day),
        guest=guest_words(person),
        starts_on=person.starts_on if dates else None,
        leaves_on=person.leaves_on if dates else None,
        presence=accounts.presence(person, day=day),
        days=_week(person, day),
        half_days=_half_days(person),
        own=own is not None,
        seen_as=seen_as,
        may_look_around=around,
        may_forget=reader is not None and reader.may(Right.FORGET),
        may_confirm=reader is not None and reader.pk > 0 and own is None,
        knows=knows,
        work=work,
        evidence=evidence,
    )


def _known(
    person: User, viewer: User | None, day: datetime.date
) -> tuple[tuple[Known, ...], tuple[Work, ...]]:
    """Lay what a person did under the subjects he shows, without what is about those he turned away."""
    away = set(SubjectChoice.objects.filter(person=person).values_list("subject_id", flat=True))
    names = {
        subject.subject_id: subject.name
        for subject in declared_subjects(viewer=viewer, person_id=person.pk)
        if subject.subject_id not in away
    }
    declared = frozenset(names)
    confirmed: dict[int, list[Confirmation]] = defaultdict(list)
    seen = colleagues_to_see(viewer=viewer).order_by().values("pk")
    given = Confirmation.objects.shown().filter(not_withheld(viewer, author="by"), by__in=seen)
    for row in given.filter(person=person).select_related("subject", "by"):
        confirmed[row.subject_id].append(row)
        names.setdefault(row.subject_id, row.subject.name)
    deeds = [deed for deed in deeds_of(person.pk, viewer=viewer) if not deed.subjects or deed.subjects - away]
    knows = [
        Known(
            subject_id=pk,
            name=name,
            declared=pk in declared,
            reasons=_reasons([deed for deed in deeds if pk in deed.subjects], day),
            confirmed=tuple(_confirmed(row, viewer) for row in confirmed[pk][:MOST_CONFIRMED]),
            confirmations=len(confirmed[pk]),
        )
        for pk, name in names.items()
    ]
    knows.sort(key=lambda row: (not (row.reasons or row.confirmed), row.name.casefold()))
    return tuple(knows), _recent([deed for deed in deeds if not deed.subjects & names.keys()])


def _reasons(deeds: Sequence[Deed], day: datetime.date) -> tuple[Reason, ...]:
    standing = Standing.gather((deed.evidence for deed in deeds), day=day)
    return Reason.of(next(iter(standing.values()), Standing()).pieces)


def _confirmed(row: Confirmation, viewer: User | None) -> Confirmed:
    return Confirmed(
        id=row.pk,
        by=row.by.name,
        by_url=reverse("people:person", args=[row.by_id]),
        example=row.example,
        standing="" if row.withheld_at is None else "noted",
        own=viewer is not None and viewer.pk == row.by_id,
    )


def _week(person: User, day: datetime.date) -> tuple[Day, ...]:
    return week(
        working_days=person.working_days,
        mornings=weekday_names(person.morning_only_bits),
        afternoons=weekday_names(person.afternoon_only_bits),
        today=day,
    )


def _half_days(person: User) -> tuple[str, ...]:
    """Say in words on which days somebody works one half."""
    monday = datetime.date(2001, 1, 1)  # A Monday, to name the days by.
    sentences = []
    for number in range(len(WEEKDAYS)):
        bit = 1 << number
        name = capfirst(date_format(monday + datetime.timedelta(days=number), "l"))
        if person.morning_only_bits & bit:
            sentences.append(_("%(weekday)s: the morning only.") % {"weekday": name})
        elif person.afternoon_only_bits & bit:
            sentences.append(_("%(weekday)s: the afternoon only.") % {"weekday": name})
    return tuple(sentences)


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
