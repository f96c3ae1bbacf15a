"""Who knows this? Colleagues found by what they did, each with reasons the viewer may see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenwijzer.accounts import queries as accounts
from samenwijzer.accounts.models import USUAL_REQUESTS, User
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import active, readable_sources
from samenwijzer.people.access import colleagues_to_see
from samenwijzer.people.queries._evidence import evidence_about
from samenwijzer.people.queries._ranking import WEEK, Candidate, full_until
from samenwijzer.people.queries.cards import PersonCard
from samenwijzer.people.queries.reasons import Reason

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection

    from samenwijzer.kernel.refs import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Expert:
    """A colleague who knows. `score` orders one answer and means nothing beside another; no page shows it.

    `full` says in a sentence that he was asked enough by name this week, and until when; else it is empty.
    """

    person_id: int
    external_id: str
    name: str
    initials: str
    email: str
    phone: str
    function: str
    department: str
    role: str
    url: str
    presence: accounts.Presence
    score: float
    reasons: tuple[Reason, ...]
    guest: str = ""
    picture: str = ""
    just_call_me: bool = False
    full: str = ""

    @property
    def why(self) -> tuple[str, ...]:
        return tuple(str(reason) for reason in self.reasons)

    @property
    def presence_text(self) -> str:
        return self.presence.text

    @property
    def presence_kind(self) -> str:
        return self.presence.kind


@dataclass(frozen=True, slots=True)
class ItemExperts:
    """Who knows about one item."""

    title: str
    url: str
    experts: tuple[Expert, ...]


def experts(
    text: str,
    *,
    viewer: User | None,
    limit: int = 10,
    day: datetime.date | None = None,
    include_viewer: bool = True,
) -> tuple[Expert, ...]:
    """Find colleagues who know about a text, best first; empty when nobody is found.

    Evidence comes from search alone, so only from what the viewer may read. The reasons are in the active
    language. One query for the people and one for how much they are asked, besides those with which search
    reads its hits back and those of `evidence_about`.
    """
    day = day or clock.today()
    gathered = evidence_about(text, viewer=viewer, day=day)
    if viewer is not None and not include_viewer:
        gathered.pop(viewer.pk, None)
    if not gathered or limit < 1:
        return ()
    people = {person.pk: person for person in colleagues_to_see(viewer=viewer).filter(pk__in=gathered)}
    full = _full(people.values(), day)
    candidates = [
        Candidate(
            person_id=pk,
            department_id=person.department_id,
            works_today=person.works_on(day),
            absent=person.absent_until is not None and day < person.absent_until,
            standing=gathered[pk],
            full=pk in full,
        )
        for pk, person in people.items()
    ]
    return tuple(
        _expert(people[candidate.person_id], candidate, viewer, day, full.get(candidate.person_id))
        for candidate in Candidate.in_order(candidates, limit=limit)
    )


def item_experts(
    ref: Ref, *, viewer: User | None, limit: int = 3, day: datetime.date | None = None
) -> ItemExperts:
    """Find colleagues who know about an item that `access.ref_to_read` gave, with its name and address."""
    document = next(iter(readable_sources()[ref.kind].documents([ref.id])), None)
    if document is None:
        return ItemExperts("", "", ())
    # A question is short, and its details say what it is about; of a page the title does.
    text = f"{document.title} {document.body}" if document.type == "question" else document.title
    found = experts(text, viewer=viewer, limit=limit, day=day, include_viewer=False)
    return ItemExperts(document.title, document.url, found)


def _full(people: Collection[User], day: datetime.date) -> dict[int, datetime.date]:
    """Find who was asked so much by name in a week that others go first, and until when. One query."""
    since = day - timedelta(days=WEEK - 1)
    asked: dict[int, list[datetime.date]] = defaultdict(list)
    for module in active():
        if module.asked_by_name is not None:
            for pk, days in module.asked_by_name([person.pk for person in people], since).items():
                asked[pk] += days
    found = {
        person.pk: full_until(asked[person.pk], most=person.requests_a_week or USUAL_REQUESTS, day=day)
        for person in people
        if person.pk in asked
    }
    return {pk: until for pk, until in found.items() if until is not None}


def _expert(
    person: User, candidate: Candidate, viewer: User | None, day: datetime.date, full: datetime.date | None
) -> Expert:
    card = PersonCard.of(person, viewer=viewer, day=day)
    return Expert(
        person_id=person.pk,
        external_id=person.external_id,
        name=person.name,
        initials=person.initials,
        email=person.email,
        phone=card.phone,
        function=person.function,
        department=card.department,
        role=card.role,
        url=card.url,
        presence=accounts.presence(person, day=day),
        score=round(candidate.standing.total, 4),
        reasons=Reason.of(candidate.standing.pieces),
        guest=card.guest,
        picture=card.picture,
        just_call_me=card.just_call_me,
        full=""
        if full is None
        else _("Asked enough this week: full up to and including %(day)s.") % {"day": date_format(full, "l")},
    )
