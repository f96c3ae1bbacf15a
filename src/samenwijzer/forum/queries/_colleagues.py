"""Whom one can ask by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from samenwijzer.accounts.models import User
from samenwijzer.accounts.queries import presence
from samenwijzer.forum.models import Question, Request
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
    presence_kind: str
    presence_text: str


def colleagues_to_ask(
    *, viewer: User, question: Question, name: str = "", limit: int = _SHOWN
) -> tuple[Colleague, ...]:
    """Return who may read the question and was not asked yet; each word of `name` occurs in their name."""
    asked = Request.objects.filter(question=question, person=OuterRef("pk"))
    rows = (
        readers_of(question.space)
        .filter(~Exists(asked), is_active=True)
        .exclude(pk__in=[viewer.pk, question.author_id])
    )
    for word in name.replace("\x00", "").split()[:6]:
        rows = rows.filter(name__icontains=word[:100])
    return tuple(map(_colleague, rows.select_related("department").order_by("name", "pk")[:limit]))


def people_to_ask(*, viewer: User, ids: Iterable[str]) -> list[User]:
    """Read posted ids; what is no id of an active colleague other than the viewer is left out."""
    wanted = [int(value) for value in ids if value.isascii() and value.isdigit() and len(value) < 19]
    rows = User.objects.filter(pk__in=wanted[:_MOST_ASKED], is_active=True).exclude(pk=viewer.pk)
    return list(rows.select_related("department").order_by("name", "pk"))


def _colleague(person: User) -> Colleague:
    now = presence(person)
    return Colleague(
        id=person.pk,
        name=person.name,
        initials=person.initials,
        role=", ".join(filter(None, [person.function, person.department.name if person.department else ""])),
        presence_kind=now.kind,
        presence_text=now.text,
    )
