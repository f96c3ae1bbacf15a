"""The subjects that a person says he can be asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.kernel.errors import Refusal, require
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes
from samenwijzer.people.actions._own import own_row, ref_of
from samenwijzer.people.models import DeclaredSubject, SubjectChoice

if TYPE_CHECKING:
    from samenwijzer.accounts.models import User
    from samenwijzer.subjects.models import Subject

MOST_SUBJECTS = 20


class TooManySubjects(Refusal):
    """Whoever says he knows everything is found for everything, and so for nothing."""


@transaction.atomic
def declare_subject(*, actor: User, subject: Subject) -> DeclaredSubject:
    """Say: you can ask me about this. Saying it again changes nothing. Raises TooManySubjects.

    A subject that was turned away is found again with it.
    """
    person = own_row(actor)
    if SubjectChoice.objects.filter(person=person, subject=subject).delete()[0]:
        changes.append(ref_of(person))
    known = DeclaredSubject.objects.filter(person=person)
    already = known.filter(subject=subject).first()
    if already is not None:
        return already
    if known.count() >= MOST_SUBJECTS:
        raise TooManySubjects(
            _("You have %(number)s subjects, and that is the most. Remove one first.")
            % {"number": MOST_SUBJECTS},
            field="subject",
        )
    declared = DeclaredSubject.objects.create(person=person, subject=subject)
    audit.record(action="people.subject.declared", actor=actor, object=ref_of(person))
    changes.append(ref_of(person))
    return declared


@transaction.atomic
def remove_subject(*, actor: User, declared: DeclaredSubject) -> None:
    """Take back that one can be asked about this."""
    require(declared.person_id == actor.pk, _("Only you can change the subjects on your own profile."))
    removed, _rows = DeclaredSubject.objects.filter(pk=declared.pk).delete()
    if removed:
        audit.record(action="people.subject.removed", actor=actor, object=ref_of(actor))
        changes.append(ref_of(actor))


@transaction.atomic
def forget_declared_subjects(*, person_id: int) -> None:
    """Empty what this app knows of a person. May run twice."""
    DeclaredSubject.objects.filter(person_id=person_id).delete()
    changes.append(Ref("people.person", person_id))
