"""Who keeps the words that mean the same."""

from __future__ import annotations

from collections.abc import Collection

from django.http import Http404, HttpRequest

from samenwijzer.accounts.access import require_right, signed_in
from samenwijzer.accounts.models import Right, User
from samenwijzer.search.models import SynonymRule


def keeper(request: HttpRequest) -> User:
    """Return who is asking. Raises NotAllowed unless he keeps the vocabulary."""
    viewer = signed_in(request)
    require_right(viewer, Right.KEEP_SUBJECTS)
    return viewer


def proposer(request: HttpRequest) -> User:
    """Return who is asking. Raises NotAllowed for a guest: he proposes no words of the organisation."""
    viewer = signed_in(request)
    require_right(viewer, Right.READ_OPEN)
    return viewer


def rule_to_keep(pk: int, *, viewer: User) -> SynonymRule:
    """Return a rule. Raises NotAllowed, Http404."""
    require_right(viewer, Right.KEEP_SUBJECTS)
    try:
        return SynonymRule.objects.get(pk=pk)
    except (SynonymRule.DoesNotExist, OverflowError):
        raise Http404 from None


def rules_to_keep(ids: Collection[int], *, viewer: User) -> list[SynonymRule]:
    """Return those of these rules that are there, by their words. Raises NotAllowed."""
    require_right(viewer, Right.KEEP_SUBJECTS)
    return list(SynonymRule.objects.filter(pk__in=ids))
