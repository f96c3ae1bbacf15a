"""What is said to a subject that a person contests, and that people have read what colleagues say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.actions import pass_guard
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.people.access import contests_to_answer
from samenwijzer.people.actions._own import let_tasks_know, own_row
from samenwijzer.people.actions._text import read
from samenwijzer.people.models import NOTE_LENGTH, Confirmation, SubjectChoice

if TYPE_CHECKING:
    from samenwijzer.accounts.models import User


@transaction.atomic
def answer_contest(
    *, actor: User, choice: SubjectChoice, answer: str, consent: Consent = NO_CONSENT
) -> SubjectChoice:
    """Tell a person what came of what she says is not right. The subject stays away until she takes it back.

    Raises Refusal without an answer, and when she took it back or somebody else answered meanwhile.
    """
    by = own_row(actor)
    answer = read(answer, field="answer", longest=NOTE_LENGTH)
    if not answer:
        raise Refusal(_("Write what you did with it, or why it is right."), field="answer")
    held = contests_to_answer(viewer=by).select_for_update(of=("self",)).filter(pk=choice.pk).first()
    if held is None or held.note != choice.note:
        raise Refusal(_("This does not wait for you any more: it was answered, taken back or written anew."))
    passed = pass_guard(writer=by, texts={"answer": answer}, consent=consent)
    held.answer, held.answered_by, held.answered_at = answer, by, clock.now()
    held.save(update_fields=["answer", "answered_by", "answered_at"])
    ref = Ref("people.choice", held.pk)
    audit.record(action="people.choice.answered", actor=actor, object=ref)
    passed.note(ref)
    let_tasks_know()
    return held


@transaction.atomic
def hear_answer(*, viewer: User, number: int) -> None:
    """Note that a person read what was answered to her. May run twice."""
    mine = SubjectChoice.objects.filter(pk=number, person=viewer.pk, heard_at=None)
    mine.exclude(answered_at=None).update(heard_at=clock.now())


@transaction.atomic
def hear_confirmation(*, viewer: User, number: int) -> None:
    """Note that a person read what a colleague confirmed of her. May run twice."""
    Confirmation.objects.filter(pk=number, person=viewer.pk, heard_at=None).update(heard_at=clock.now())
