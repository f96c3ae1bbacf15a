"""Asking a colleague by name, and what he says to it."""

from __future__ import annotations

from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import may_sign_in
from samenwijzer.accounts.models import User
from samenwijzer.forum import access
from samenwijzer.forum.models import Question, Request, RequestState
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal, require
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.spaces.access import rights_of
from samenwijzer.spaces.models import Space

Reaction = Literal["accepted", "not_now", "named"]


class CannotBeAsked(Refusal):
    """Somebody who cannot help with this question."""


@transaction.atomic
def ask_colleague(*, asker: User, question: Question, person: User) -> Request:
    """Ask somebody by name to help with a question. Who was asked already is not asked again.

    Raises Refusal for somebody who left, who asked the question, or who may not read it.
    """
    access.require_post(access.rights_on(viewer=asker, question=question))
    _require_can_help(question=question, person=person, asker=asker)
    return _ask(question=question, person=person, asker=asker)


@transaction.atomic
def react_to_request(
    *, person: User, request: Request, reaction: Reaction, named: User | None = None
) -> Request:
    """Take a question, say "not now", or name a colleague, who is then asked. May run twice.

    Raises Refusal when nobody is named, or when the named colleague cannot help.
    """
    request = (
        Request.objects.select_for_update(of=("self",)).select_related("question__space").get(pk=request.pk)
    )
    require(request.person_id == person.pk, _("This was asked of somebody else."))
    if reaction == "named":
        if named is None:
            raise CannotBeAsked(_("Choose the colleague who can help."), field="person")
        _require_can_help(question=request.question, person=named, asker=person)
        _ask(question=request.question, person=named, asker=person)
    if (request.state, request.named_id) == (reaction, named.pk if named else None):
        return request
    request.state = RequestState(reaction)
    request.named = named if reaction == "named" else None
    request.reacted_at = clock.now()
    request.save(update_fields=["state", "named", "reacted_at"])
    audit.record(action=f"forum.request.{reaction}", actor=person, object=Ref("forum.request", request.pk))
    return request


@transaction.atomic(savepoint=False)
def mark_answered(*, person: User, question: Question) -> None:
    """Note that somebody who was asked has answered. Runs within the action of answering."""
    Request.objects.filter(question=question, person=person).exclude(state=RequestState.ANSWERED).update(
        state=RequestState.ANSWERED, named=None, reacted_at=clock.now()
    )


@transaction.atomic
def return_requests(*, person: User, actor: User | None) -> int:
    """Give back what was asked of somebody who leaves: who asked sees that he does not have it any more.

    Returns how many there were. May run twice.
    """
    waiting = Request.objects.select_for_update(of=("self",)).filter(
        person=person, state__in=[RequestState.ASKED, RequestState.ACCEPTED]
    )
    numbers = list(waiting.order_by("pk").values_list("pk", flat=True))
    Request.objects.filter(pk__in=numbers).update(state=RequestState.RETURNED, reacted_at=clock.now())
    for pk in numbers:
        audit.record(action="forum.request.returned", actor=actor, object=Ref("forum.request", pk))
    return len(numbers)


def _ask(*, question: Question, person: User, asker: User) -> Request:
    request, is_new = Request.objects.get_or_create(
        question=question, person=person, defaults={"asked_by": asker, "asked_at": clock.now()}
    )
    if is_new:
        audit.record(action="forum.colleague.asked", actor=asker, object=Ref("forum.request", request.pk))
    return request


def _require_can_help(*, question: Question, person: User, asker: User) -> None:
    if person.pk == asker.pk:
        raise CannotBeAsked(_("You cannot ask yourself. Choose a colleague."), field="person")
    if person.pk == question.author_id:
        raise CannotBeAsked(
            _("%(name)s asked this question. Choose another colleague.") % {"name": person.name},
            field="person",
        )
    if not may_sign_in(person):
        raise CannotBeAsked(_("This colleague does not work here any more."), field="person")
    space: Space = question.space
    if not rights_of(viewer=person, space=space).may_read:
        raise CannotBeAsked(
            _("%(name)s cannot read this space. Choose a colleague who can.") % {"name": person.name},
            field="person",
        )
