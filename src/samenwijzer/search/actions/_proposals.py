"""What colleagues propose to be synonyms, and what the keeper of the words decides about it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import Right, User
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.search import synonyms
from samenwijzer.search.actions._synonyms import add_rule, require_sense
from samenwijzer.search.models import RuleKind, SynonymProposal
from samenwijzer.search.queries import look_again

MOST_OPEN = 10
_KIND = "search.proposal"
_OPEN = SynonymProposal.State.OPEN


@transaction.atomic
def propose_synonym(
    *, proposer: User, words: str, meaning: str, consent: Consent = NO_CONSENT
) -> SynonymProposal:
    """Propose that words mean the same; the same proposal of the same person stands once. Raises Refusal."""
    require_right(proposer, Right.READ_OPEN)
    require_sense(words, meaning)
    if not synonyms.missing([(words, meaning, RuleKind.BOTH)]):
        raise Refusal(_("Search knows already that these words mean the same."), field="meaning")
    passed = pass_guard(writer=proposer, texts={"words": words, "meaning": meaning}, consent=consent)
    User.objects.select_for_update().get(pk=proposer.pk)
    waiting = SynonymProposal.objects.filter(state=_OPEN)
    same = waiting.filter(words__iexact=words, meaning__iexact=meaning).first()
    if same is not None:
        return _own(same, proposer)
    if waiting.filter(proposer=proposer).count() >= MOST_OPEN:
        raise Refusal(_("At most %(number)s proposals of you may wait.") % {"number": MOST_OPEN})
    try:
        with transaction.atomic():
            proposal = SynonymProposal.objects.create(
                words=words, meaning=meaning, proposer=proposer, at=clock.now()
            )
    except IntegrityError:  # Two colleagues at once.
        return _own(None, proposer)
    _let_tasks_know()
    audit.record(action="search.proposal.proposed", actor=proposer, object=Ref(_KIND, proposal.pk))
    passed.note(Ref(_KIND, proposal.pk))
    return proposal


@transaction.atomic
def accept_proposal(*, number: int, kind: str, actor: User) -> None:
    """Make a rule of a proposal. Raises NotAllowed, and Refusal when it is decided or says nothing new."""
    proposal = _held(number, actor)
    add_rule(words=proposal.words, meaning=proposal.meaning, kind=kind, actor=actor)
    _decide(proposal, SynonymProposal.State.ACCEPTED, actor)
    audit.record(action="search.proposal.accepted", actor=actor, object=Ref(_KIND, number))


@transaction.atomic
def decline_proposal(*, number: int, actor: User) -> None:
    """Decline a proposal. Raises NotAllowed, and Refusal when it is decided already."""
    _decide(_held(number, actor), SynonymProposal.State.DECLINED, actor)
    audit.record(action="search.proposal.declined", actor=actor, object=Ref(_KIND, number))


@transaction.atomic
def hear_proposal(*, number: int, viewer: User) -> None:
    """Note that the proposer read what came of it. May run twice."""
    mine = SynonymProposal.objects.filter(pk=number, proposer=viewer.pk, heard_at=None)
    mine.exclude(state=_OPEN).update(heard_at=clock.now())
    _let_tasks_know()


def _own(same: SynonymProposal | None, proposer: User) -> SynonymProposal:
    if same is None or same.proposer_id != proposer.pk:
        raise Refusal(_("A colleague proposed this already. It waits for a decision."), field="meaning")
    return same


def _held(number: int, actor: User) -> SynonymProposal:
    require_right(actor, Right.KEEP_SUBJECTS)
    waiting = SynonymProposal.objects.select_for_update().filter(pk=number, state=_OPEN)
    proposal = waiting.first()
    if proposal is None:
        raise Refusal(_("A colleague decided about this proposal already."))
    return proposal


def _decide(proposal: SynonymProposal, state: SynonymProposal.State, actor: User) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, actor, clock.now()
    if proposal.proposer_id == actor.pk:
        proposal.heard_at = proposal.decided_at
    proposal.save(update_fields=["state", "decided_by", "decided_at", "heard_at"])
    _let_tasks_know()


def _let_tasks_know() -> None:
    look_again()
    transaction.on_commit(look_again)
