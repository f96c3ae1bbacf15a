"""Whom one can ask by name."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from samenwijzer.accounts.access import is_here, named
from samenwijzer.accounts.models import User
from samenwijzer.accounts.queries import Colleague
from samenwijzer.forum.models import Question, Request
from samenwijzer.spaces.models import Space, roles_of
from samenwijzer.spaces.queries import readers_of

_SHOWN = 12
_MOST_ASKED = 20


def colleagues_to_ask(
    *, viewer: User, question: Question, name: str = "", limit: int = _SHOWN
) -> tuple[Colleague, ...]:
    """Return who may read the question and was not asked yet; each word of `name` occurs in their name."""
    asked = Request.objects.filter(question=question, person=OuterRef("pk"))
    rows = (
        readers_of(question.space)
        .filter(is_here(), ~Exists(asked))
        .exclude(pk__in=[viewer.pk, question.author_id])
    )
    found = named(rows, name).select_related("department", "team").order_by("name", "pk")
    return tuple(Colleague.of(row, viewer=viewer) for row in found[:limit])


def people_to_ask(*, viewer: User, ids: Iterable[str]) -> list[User]:
    """Read posted ids; what is no id of an active colleague other than the viewer is left out."""
    wanted = [int(value) for value in ids if value.isascii() and value.isdigit() and len(value) < 19]
    rows = User.objects.filter(is_here(), pk__in=wanted[:_MOST_ASKED]).exclude(pk=viewer.pk)
    if viewer.is_guest:
        # A guest knows the people of his own spaces, and learns of no others by trying numbers.
        rows = rows.filter(pk__in=_people_of(viewer))
    return list(rows.select_related("department").order_by("name", "pk"))


def _people_of(viewer: User) -> QuerySet[User, int]:
    """Give who shares a space with a guest."""
    mine = Space.objects.filter(pk__in=list(roles_of(viewer)))
    people: set[int] = set()
    for space in mine:
        people.update(readers_of(space).values_list("pk", flat=True))
    return User.objects.filter(pk__in=people).values_list("pk", flat=True)
