"""Who knows this? Colleagues found by what they did, each with reasons the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samenwijzer.accounts import queries as accounts
from samenwijzer.accounts.models import User
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import readable_sources
from samenwijzer.people.access import colleagues_to_see
from samenwijzer.people.queries._evidence import evidence_about
from samenwijzer.people.queries._ranking import Candidate
from samenwijzer.people.queries.cards import PersonCard
from samenwijzer.people.queries.reasons import Reason

if TYPE_CHECKING:
    import datetime

    from samenwijzer.kernel.refs import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Expert:
    """A colleague who knows. `score` orders one answer and means nothing beside another; no page shows it."""

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
    language. One query for the people, besides those with which search reads its hits back.
    """
    day = day or clock.today()
    gathered = evidence_about(text, viewer=viewer, day=day)
    if viewer is not None and not include_viewer:
        gathered.pop(viewer.pk, None)
    if not gathered or limit < 1:
        return ()
    people = {person.pk: person for person in colleagues_to_see(viewer=viewer).filter(pk__in=gathered)}
    candidates = [
        Candidate(
            person_id=pk,
            department_id=person.department_id,
            works_today=person.works_on(day),
            absent=person.absent_until is not None and day < person.absent_until,
            standing=gathered[pk],
        )
        for pk, person in people.items()
    ]
    return tuple(
        _expert(people[candidate.person_id], candidate, viewer, day)
        for candidate in Candidate.in_order(candidates, limit=limit)
    )


def item_experts(
    ref: Ref, *, viewer: User | None, limit: int = 3, day: datetime.date | None = None
) -> ItemExperts:
    """Find colleagues who know about an item that `access.ref_to_read` gave, with its name and address."""
    document = next(iter(readable_sources()[ref.kind].documents([ref.id])), None)
    if document is None:
        return ItemExperts("", "", ())
    found = experts(document.title, viewer=viewer, limit=limit, day=day, include_viewer=False)
    return ItemExperts(document.title, document.url, found)


def _expert(person: User, candidate: Candidate, viewer: User | None, day: datetime.date) -> Expert:
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
    )
