"""What colleagues confirm of a person, and the subjects that a person turns away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.actions import pass_guard
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal, require
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes
from samenwijzer.people.access import colleagues_to_see
from samenwijzer.people.actions._own import let_tasks_know, own_row, ref_of
from samenwijzer.people.actions._text import read
from samenwijzer.people.models import (
    EXAMPLE_LENGTH,
    NOTE_LENGTH,
    Confirmation,
    DeclaredSubject,
    SubjectChoice,
)

if TYPE_CHECKING:
    from samenwijzer.accounts.models import User
    from samenwijzer.subjects.models import Subject

Choice = Literal["hidden", "contested", "removed"]
LEAST_WORDS = 4
"""*Is heel goed hierin* says nothing that the person, or a reader, could hold to the light."""


class CannotConfirm(Refusal):
    """Somebody confirms what he cannot know, about himself or who is not here, or what she took away."""


@transaction.atomic
def confirm_subject(
    *, actor: User, person: User, subject: Subject, example: str, consent: Consent = NO_CONSENT
) -> Confirmation:
    """Say that a colleague knows a subject, with an example. Said again, the new example takes its place.

    It counts at once, and the person reads it under *Asked to you*, where she can take it away. When she
    turned the subject away it is kept and shown to nobody: that is hers alone to know.
    Raises CannotConfirm, and Refusal without an example.
    """
    by = own_row(actor)
    if person.pk == by.pk:
        raise CannotConfirm(_("Colleagues confirm what you know. You say it yourself on your profile."))
    if not colleagues_to_see(viewer=by).filter(pk=person.pk).exists():
        raise CannotConfirm(_("This colleague does not work here any more."))
    example = read(example, field="example", longest=EXAMPLE_LENGTH)
    said = Confirmation.objects.select_for_update().filter(person=person, subject=subject, by=by)
    before = said.first()
    if before is not None and before.taken_away_at is not None:
        raise CannotConfirm(
            _("%(name)s took away what you confirmed of this subject, so you cannot confirm it again.")
            % {"name": person.name},
            field="subject",
        )
    passed = pass_guard(
        writer=by, texts={"example": example}, before=(before.example,) if before else (), consent=consent
    )
    if len(example.split()) < LEAST_WORDS:
        raise Refusal(_("Give an example in a few words: when did this colleague show it?"), field="example")
    if before is not None and before.example == example:
        return before
    given, _is_new = Confirmation.objects.update_or_create(
        person=person,
        subject=subject,
        by=by,
        defaults={"example": example, "made_at": clock.now(), "heard_at": None},
    )
    ref = Ref("people.confirmation", given.pk)
    audit.record(action="people.subject.confirmed", actor=actor, object=ref)
    passed.note(ref)
    changes.append(ref_of(person))
    let_tasks_know()
    return given


@transaction.atomic
def take_back_confirmation(*, actor: User, confirmation: Confirmation) -> None:
    """Take a confirmation away: who gave it may, and the person it is about. May run twice.

    When it is the person, the example is gone, and who gave it cannot confirm that subject of her again.
    """
    require(
        actor.pk in (confirmation.by_id, confirmation.person_id),
        _("Only who gave it, and the colleague it is about, can take this away."),
    )
    rows = Confirmation.objects.standing().filter(pk=confirmation.pk)
    if actor.pk == confirmation.person_id:
        now = clock.now()
        removed = rows.update(example="", taken_away_at=now, heard_at=now)
    else:
        removed, _deleted = rows.delete()
    if removed:
        ref = Ref("people.confirmation", confirmation.pk)
        audit.record(action="people.confirmation.taken_back", actor=actor, object=ref)
        changes.append(Ref("people.person", confirmation.person_id))


@transaction.atomic
def turn_subject_away(
    *,
    actor: User,
    subject: Subject,
    state: Choice,
    note: str = "",
    consent: Consent = NO_CONSENT,
) -> SubjectChoice:
    """Let nobody find the actor for a subject, whatever evidence there is or still comes. May run twice.

    Of a subject that is removed the declaration goes too. What colleagues confirmed stays, unseen, so that
    it can be undone. To contest takes a note. Raises Refusal.
    """
    person = own_row(actor)
    note = read(note, field="note", longest=NOTE_LENGTH)
    if state == "contested" and not note:
        raise Refusal(_("Say in a few words what is not right."), field="note")
    before = SubjectChoice.objects.filter(person=person, subject=subject).first()
    passed = pass_guard(
        writer=person, texts={"note": note}, before=(before.note,) if before else (), consent=consent
    )
    if state == "removed":
        DeclaredSubject.objects.filter(person=person, subject=subject).delete()
    if before is not None and (before.state, before.note) == (state, note):
        return before
    choice, _is_new = SubjectChoice.objects.update_or_create(
        person=person,
        subject=subject,
        defaults={
            "state": state,
            "note": note,
            "chosen_at": clock.now(),
            "answer": "",
            "answered_by": None,
            "answered_at": None,
            "heard_at": None,
        },
    )
    ref = Ref("people.choice", choice.pk)
    audit.record(action=f"people.subject.{state}", actor=actor, object=ref)
    passed.note(ref)
    changes.append(ref_of(person))
    let_tasks_know()
    return choice


@transaction.atomic
def take_subject_back(*, actor: User, subject: Subject) -> None:
    """Let the actor be found for a subject again. May run twice."""
    person = own_row(actor)
    for choice in SubjectChoice.objects.filter(person=person, subject=subject):
        audit.record(action="people.subject.shown_again", actor=actor, object=Ref("people.choice", choice.pk))
        choice.delete()
        changes.append(ref_of(person))
        let_tasks_know()


@transaction.atomic
def forget_evidence(*, person_id: int) -> None:
    """Empty what was confirmed of a person and by him, and what he turned away. May run twice."""
    given = Confirmation.objects.filter(by=person_id)
    about = [Ref("people.person", pk) for pk in given.order_by().values_list("person", flat=True).distinct()]
    given.delete()
    Confirmation.objects.filter(person=person_id).delete()
    SubjectChoice.objects.filter(person=person_id).delete()
    SubjectChoice.objects.filter(answered_by=person_id).update(answered_by=None)
    changes.append(*about)
