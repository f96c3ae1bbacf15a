"""How a thing passes from one owner to another: nobody gets it without a word, and it is never nobody's."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import User
from samenwijzer.journeys.access import thing_to_hand_over, thing_to_see
from samenwijzer.journeys.models import REF_KINDS, Kind, Outcome, Ownership, Reason
from samenwijzer.journeys.things import Thing, pass_to, require_may_own
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal, require
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit

# What the audit calls an outcome, in the words it has for every kind of answer.
_SAID = {
    Outcome.KEPT: "kept",
    Outcome.HANDED_ON: "handed_on",
    Outcome.TAKEN: "accepted",
    Outcome.GIVEN_BACK: "returned",
    Outcome.WITHDRAWN: "withdrawn",
}


class NoLongerOffered(Refusal):
    """What was offered went another way meanwhile."""


@transaction.atomic
def offer(*, actor: User, thing: Thing, person: User) -> None:
    """Ask a colleague to take a thing over. Its owner keeps it until the colleague says yes.

    A thing is offered to one at a time: an earlier offer is withdrawn. May run twice. Raises Refusal for
    somebody who may not read it.
    """
    thing = thing_to_hand_over(viewer=actor, ref=str(Ref(REF_KINDS[thing.kind], thing.number)))
    require_may_own(thing, person)
    _settle_own(thing, owner_id=thing.owner_id, outcome=Outcome.HANDED_ON)
    open_offers = Ownership.objects.filter(
        kind=thing.kind, number=thing.number, reason=Reason.OFFER, settled_at=None
    )
    if open_offers.filter(person=person).exists():
        return
    open_offers.update(settled_at=clock.now(), outcome=Outcome.WITHDRAWN)
    try:
        with transaction.atomic():
            Ownership.objects.create(
                person=person,
                former=actor,
                kind=thing.kind,
                number=thing.number,
                reason=Reason.OFFER,
                made_at=clock.now(),
            )
    except IntegrityError:
        raise NoLongerOffered(_("Somebody else is handing this over at this moment.")) from None
    audit.record(action="journeys.ownership.offered", actor=actor, object=_ref(thing))


@transaction.atomic
def answer(*, person: User, ownership: Ownership, says: str) -> Outcome:
    """Keep a thing, take it over, or give it back: "keep", "take" or "give_back". May run twice.

    Gives what came of it, also when it was said before. Raises Refusal when it went another way meanwhile.
    """
    held = Ownership.objects.select_for_update(of=("self",)).select_related("former").get(pk=ownership.pk)
    require(held.person_id == person.pk, _("This was asked of somebody else."))
    if held.settled_at is not None:
        return Outcome(held.outcome)
    if held.reason != Reason.OFFER:
        return _settled(held, Outcome.KEPT, actor=person)
    if says == "take":
        return _take(held, person=person)
    _settled(held, Outcome.GIVEN_BACK, actor=person)
    _tell_owner(held, person=person)
    return Outcome.GIVEN_BACK


@transaction.atomic(savepoint=False)
def tell_heir(*, heir: User, former: User, kind: Kind, numbers: list[int]) -> None:
    """Put under *Asked to you* of the heir that these are his now. Who hears it already is not told twice."""
    known = set(
        Ownership.objects.filter(person=heir, kind=kind, number__in=numbers, settled_at=None).values_list(
            "number", flat=True
        )
    )
    Ownership.objects.bulk_create(
        Ownership(
            person=heir, former=former, kind=kind, number=number, reason=Reason.LEFT, made_at=clock.now()
        )
        for number in numbers
        if number not in known
    )


@transaction.atomic(savepoint=False)
def close_all(*, person: User) -> None:
    """End what waits for somebody who goes, and what he offered; what was offered to him goes back."""
    open_ones = Ownership.objects.filter(settled_at=None)
    offered = list(
        open_ones.select_for_update(of=("self",))
        .filter(person=person, reason=Reason.OFFER)
        .select_related("former")
    )
    for held in offered:
        _settled(held, Outcome.GIVEN_BACK, actor=None)
        _tell_owner(held, person=person)
    open_ones.filter(person=person).update(settled_at=clock.now(), outcome=Outcome.HANDED_ON)
    open_ones.filter(former=person, reason=Reason.OFFER).update(
        settled_at=clock.now(), outcome=Outcome.WITHDRAWN
    )


def _take(held: Ownership, *, person: User) -> Outcome:
    thing = thing_to_see(viewer=person, kind=Kind(held.kind), number=held.number)
    require_may_own(thing, person)
    if not pass_to(thing, heir=person, actor=person):
        raise NoLongerOffered(_("This got another owner meanwhile."))
    return _settled(held, Outcome.TAKEN, actor=person)


def _settled(held: Ownership, outcome: Outcome, *, actor: User | None) -> Outcome:
    held.settled_at, held.outcome = clock.now(), outcome
    held.save(update_fields=["settled_at", "outcome"])
    audit.record(action=f"journeys.ownership.{_SAID[outcome]}", actor=actor, object=held.ref)
    return outcome


def _settle_own(thing: Thing, *, owner_id: int | None, outcome: Outcome) -> None:
    Ownership.objects.filter(person=owner_id, kind=thing.kind, number=thing.number, settled_at=None).exclude(
        reason=Reason.OFFER
    ).update(settled_at=clock.now(), outcome=outcome)


def _tell_owner(held: Ownership, *, person: User) -> None:
    """Tell who offered it that it came back, unless he left or hears of it already."""
    if held.former is None or not held.former.is_active:
        return
    Ownership.objects.get_or_create(
        person=held.former,
        kind=held.kind,
        number=held.number,
        settled_at=None,
        defaults={"former": person, "reason": Reason.RETURNED, "made_at": clock.now()},
    )


def _ref(thing: Thing) -> Ref:
    return Ref(REF_KINDS[thing.kind], thing.number)
