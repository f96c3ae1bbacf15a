"""What a knowledge manager sees of the words that mean the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.paging import Page, paged
from samenwijzer.search import starter, synonyms
from samenwijzer.search.models import RuleKind, SynonymRule
from samenwijzer.search.synonyms import Rule

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A rule in the list. `kind` is one of `RuleKind`."""

    id: int
    words: str
    meaning: str
    kind: RuleKind
    url: str


def rule_list(*, viewer: User, words: str, kind: str, order: Sequence[str], number: int) -> Page[RuleRow]:
    """Give a page of rules of which a side holds the words. Raises NotAllowed."""
    require_right(viewer, Right.KEEP_SUBJECTS)
    # A database may sort capitals before all else; a reader does not.
    rows = SynonymRule.objects.annotate(alphabet=Lower("words"), meanings=Lower("meaning"))
    if kind:
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(Q(words__icontains=words) | Q(meaning__icontains=words))
    return paged(rows.order_by(*order), _row, number=number, size=PAGE_SIZE)


def rules_to_start_with(*, viewer: User) -> list[Rule]:
    """Give the rules of the starter set that are not there, in its order. Raises NotAllowed."""
    require_right(viewer, Right.KEEP_SUBJECTS)
    return synonyms.missing(starter.rules())


def _row(row: SynonymRule) -> RuleRow:
    return RuleRow(
        id=row.pk,
        words=row.words,
        meaning=row.meaning,
        kind=RuleKind(row.kind),
        url=reverse("search:synonym", args=[row.pk]),
    )
