"""Whom one can ask by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from samenwijzer.accounts.models import User
from samenwijzer.accounts.queries import presence
from samenwijzer.forum.models import Question, Request
from samenwijzer.kernel import clock
from samenwijzer.spaces.models import Space, roles_of
from samenwijzer.spaces.queries import readers_of

_SHOWN = 12
_MAX_ID = 2**63 - 1
_MOST_ASKED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody who can be asked, with what tells colleagues apart."""

    id: int
    name: str
    initials: str
    role: str
    is_guest: bool
    presence_kind: str
    presence_text: str


def colleagues_to_ask(
    *, viewer: User, question: Question, name: str = "", limit: int = _SHOWN
) -> tuple[Colleague, ...]:
    """Return who may read the question and was not asked yet; each word of `name` occurs in their name."""
    asked = Request.objects.filter(question=question, person=OuterRef("pk"))
    rows = (
        readers_of(question.space)
        .filter(_is_here(), ~Exists(asked))
        .exclude(pk__in=[viewer.pk, question.author_id])
    )
    for word in name.replace("\x00", "").split()[:6]:
        rows = rows.filter(name__icontains=word[:100])
    return tuple(map(_colleague, rows.select_related("department").order_by("name", "pk")[:limit]))


def people_to_ask(*, viewer: User, ids: Iterable[str]) -> list[User]:
    """Read posted ids; what is no id of an active colleague other than the viewer is left out."""
    wanted = [int(value) for value in ids if value.isascii() and value.isdigit() and len(value) < 19]
    rows = User.objects.filter(_is_here(), pk__in=wanted[:_MOST_ASKED]).exclude(pk=viewer.pk)
    if viewer.is_guest:
        # A guest knows the people of his own spaces, and learns of no others by trying numbers.
        rows = rows.filter(pk__in=_people_of(viewer))
    return list(rows.select_related("department").order_by("name", "pk"))


def _is_here() -> Q:
    """Keep who works here, and a guest until his last day."""
    return Q(Q(guest_until=None) | Q(guest_until__gte=clock.today()), is_active=True)


def _people_of(viewer: User) -> QuerySet[User, int]:
    """Give who shares a space with a guest."""
    mine = Space.objects.filter(pk__in=list(roles_of(viewer)))
    people: set[int] = set()
    for space in mine:
        people.update(readers_of(space).values_list("pk", flat=True))
    return User.objects.filter(pk__in=people).values_list("pk", flat=True)


def _colleague(person: User) -> Colleague:
    now = presence(person)
    return Colleague(
        id=person.pk,
        name=person.name,
        initials=person.initials,
        role=", ".join(filter(None, [person.function, person.department.name if person.department else ""])),
        is_guest=person.is_guest,
        presence_kind=now.kind,
        presence_text=now.text,
    )
