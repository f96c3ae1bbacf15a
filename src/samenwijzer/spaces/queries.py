"""Reads about spaces: above all the few tokens that say what a person may read."""

from __future__ import annotations

from samenwijzer.accounts.models import User
from samenwijzer.spaces.models import Member, Space, Visibility

EVERYBODY = "all"


def reader_tokens(*, viewer: User | None) -> frozenset[str]:
    """Return what search and lists filter on, such as {"all", "person:7", "space:12"}.

    A viewer of None is any colleague. One query, also when asked again for the same object of the viewer.
    """
    if viewer is None:
        return frozenset({EVERYBODY})
    known: frozenset[str] | None = getattr(viewer, "_reader_tokens", None)
    if known is None:
        rooms = Member.objects.filter(person=viewer).values_list("space_id", flat=True)
        known = frozenset({EVERYBODY, f"person:{viewer.pk}", *(f"space:{pk}" for pk in rooms)})
        viewer._reader_tokens = known  # type: ignore[attr-defined]  # noqa: SLF001
    return known


def tokens_of(space: Space) -> frozenset[str]:
    """Return the tokens of those who may read what lives in this space."""
    if space.visibility == Visibility.OPEN:
        return frozenset({EVERYBODY})
    return frozenset({f"space:{space.pk}"})
