"""What colleagues propose to be synonyms: for who decides about it, and for the proposer himself."""

from __future__ import annotations

import datetime
import time
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.modules import Task, TaskAnswer
from samenwijzer.kernel.paging import Page, paged
from samenwijzer.search.models import SynonymProposal

PAGE_SIZE = 25
# Seconds in which every process hears of a proposal; this one at once, through `look_again`.
FRESH = 5.0
_MOST = 20
_State = SynonymProposal.State


@dataclass(slots=True)
class _Kept:
    """Whom a proposal waits for, so that the home page of everybody else asks nothing."""

    is_any_open: bool
    proposers: frozenset[int]
    until: float


_kept = _Kept(is_any_open=False, proposers=frozenset(), until=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal that waits. The name of a proposer who was forgotten is empty."""

    id: int
    words: str
    meaning: str
    proposer: str
    at: datetime.datetime


def proposals(*, viewer: User, number: int = 1) -> Page[Proposal]:
    """Return a page of the proposals that wait, the oldest first. Two queries."""
    require_right(viewer, Right.KEEP_SUBJECTS)
    rows = SynonymProposal.objects.filter(state=_State.OPEN).select_related("proposer").order_by("at", "pk")
    return paged(rows, _proposal, number=number, size=PAGE_SIZE)


def waiting_proposals(*, viewer: User) -> int:
    """Count the proposals that wait. One query."""
    require_right(viewer, Right.KEEP_SUBJECTS)
    return SynonymProposal.objects.filter(state=_State.OPEN).count()


def proposal_tasks(*, viewer: User) -> list[Task]:
    """Give the proposals the viewer decides about, and what came of his own. One query, mostly none."""
    decides = viewer.pk > 0 and viewer.may(Right.KEEP_SUBJECTS)
    known = _waiting()
    if not (viewer.pk in known.proposers or (decides and known.is_any_open)):
        return []
    wanted = Q(proposer=viewer.pk, heard_at=None) & ~Q(state=_State.OPEN)
    if decides:
        wanted |= Q(state=_State.OPEN)
    rows = SynonymProposal.objects.filter(wanted).select_related("proposer").order_by("-at", "-pk")[:_MOST]
    return [_to_decide(row) if row.state == _State.OPEN else _outcome(row) for row in rows]


def look_again() -> None:
    """Ask the database at the next home page: this process just changed a proposal."""
    _kept.until = 0.0


def _waiting() -> _Kept:
    """Say whom a proposal may wait for. One query, at most every five seconds in a process."""
    now = time.monotonic()
    if now >= _kept.until:
        rows = SynonymProposal.objects.filter(heard_at=None).values_list("state", "proposer").distinct()
        found = list(rows.order_by())
        _kept.is_any_open = any(state == _State.OPEN for state, _person in found)
        _kept.proposers = frozenset(person for state, person in found if state != _State.OPEN and person)
        _kept.until = now + FRESH
    return _kept


def _proposal(row: SynonymProposal) -> Proposal:
    return Proposal(
        id=row.pk,
        words=row.words,
        meaning=row.meaning,
        proposer=row.proposer.name if row.proposer else "",
        at=row.at,
    )


def _to_decide(row: SynonymProposal) -> Task:
    name = row.proposer.name if row.proposer else _("A colleague")
    url = f"{reverse('search:proposals')}#proposal-{row.pk}"
    return Task(
        sentence=_("%(name)s proposes a synonym") % {"name": name},
        title=str(row),
        url=url,
        at=row.at,
        icon="arrow-left-right",
        answers=(TaskAnswer(label=_("Look at it"), url=url, usual=True),),
    )


def _outcome(row: SynonymProposal) -> Task:
    is_accepted = row.state == _State.ACCEPTED
    heard = reverse("search:proposal_heard", args=[row.pk])
    return Task(
        sentence=_("Your synonym is added: search knows it now")
        if is_accepted
        else _("Your proposal for a synonym was not taken over"),
        title=str(row),
        url=reverse("home:search"),
        at=row.decided_at or row.at,
        icon="arrow-left-right",
        answers=(TaskAnswer(label=_("I have read this"), url=heard, name="heard", value="1", usual=True),),
    )
