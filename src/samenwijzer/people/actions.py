"""What a person says about himself: the subjects to ask about, and how and when to be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import User, weekday_bits
from samenwijzer.kernel.errors import Refusal, require
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes
from samenwijzer.people.models import DeclaredSubject

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from samenwijzer.subjects.models import Subject

MOST_SUBJECTS = 20


class TooManySubjects(Refusal):
    """Whoever says he knows everything is found for everything, and so for nothing."""


@transaction.atomic
def declare_subject(*, actor: User, subject: Subject) -> DeclaredSubject:
    """Say: you can ask me about this. Saying it again changes nothing. Raises TooManySubjects."""
    require(actor.is_active, _("You can only do this while you work here."))
    person = User.objects.select_for_update().get(pk=actor.pk)
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
    audit.record(action="people.subject.declared", actor=actor, object=_ref(person))
    changes.append(_ref(person))
    return declared


@transaction.atomic
def remove_subject(*, actor: User, declared: DeclaredSubject) -> None:
    """Take back that one can be asked about this."""
    require(declared.person_id == actor.pk, _("Only you can change the subjects on your own profile."))
    removed, _rows = DeclaredSubject.objects.filter(pk=declared.pk).delete()
    if removed:
        audit.record(action="people.subject.removed", actor=actor, object=_ref(actor))
        changes.append(_ref(actor))


@transaction.atomic
def change_own_profile(
    *,
    actor: User,
    phone: str,
    about: str,
    working_days: Sequence[str],
    absent_until: datetime.date | None,
    language: str,
) -> None:
    """Write what a person says about himself. `working_days` are names of `accounts.models.WEEKDAYS`."""
    require(actor.is_active, _("You can only do this while you work here."))
    person = User.objects.select_for_update().get(pk=actor.pk)
    person.phone = phone
    person.about = about
    person.working_day_bits = weekday_bits(list(working_days))
    person.absent_until = absent_until
    person.language = language
    person.save(update_fields=["phone", "about", "working_day_bits", "absent_until", "language"])
    audit.record(action="people.profile.changed", actor=actor, object=_ref(person))
    changes.append(_ref(person))


@transaction.atomic
def forget_declared_subjects(*, person_id: int) -> None:
    """Empty what this app knows of a person. May run twice."""
    DeclaredSubject.objects.filter(person_id=person_id).delete()
    changes.append(Ref("people.person", person_id))


def _ref(person: User) -> Ref:
    return Ref("people.person", person.pk)
