"""For how long things are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.clock import now
from samenwijzer.kernel.modules import Term, installed
from samenwijzer.privacy.models import RetentionTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """One term on the page. `due` is how many rows would go now."""

    kind: str
    title: str
    what: str
    days: int
    usual: int
    least: int
    most: int
    due: int


def every_term() -> tuple[Term, ...]:
    """Return every kind that is kept for a term, from all installed apps."""
    return tuple(term for module in installed() for term in module.terms)


def term_days(kind: str) -> int:
    """Return for how many days that kind is kept. Raises StopIteration for a kind that no app names."""
    chosen = RetentionTerm.objects.filter(kind=kind).values_list("days", flat=True).first()
    return chosen if chosen is not None else next(term.days for term in every_term() if term.kind == kind)


def retention_page(*, viewer: User) -> Sequence[TermRow]:
    """Return every term with what would go now: one query each, and one for what was chosen."""
    require_right(viewer, Right.SET_RETENTION)
    chosen = dict(RetentionTerm.objects.values_list("kind", "days"))
    moment = now()
    rows = []
    for term in every_term():
        days = chosen.get(term.kind, term.days)
        rows.append(
            TermRow(
                kind=term.kind,
                title=str(term.title),
                what=str(term.what),
                days=days,
                usual=term.days,
                least=term.least,
                most=term.most,
                due=term.due(moment - timedelta(days=days)),
            )
        )
    return rows
