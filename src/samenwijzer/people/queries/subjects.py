"""The subjects that people declare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Lower

from samenwijzer.people.models import Confirmation, DeclaredSubject

if TYPE_CHECKING:
    from samenwijzer.accounts.models import User


@dataclass(frozen=True, slots=True)
class Declared:
    """A subject on somebody's profile. `id` is of the declaration, `subject_id` of the subject."""

    id: int
    subject_id: int
    name: str


def declared_subjects(*, viewer: User | None, person_id: int) -> tuple[Declared, ...]:
    """Return what a person declares, by name. One query."""
    rows = DeclaredSubject.objects.filter(person_id=person_id).order_by(Lower("subject__name"))
    return tuple(Declared(*row) for row in rows.values_list("pk", "subject_id", "subject__name"))


def known_for(subject_id: int) -> Q:
    """Keep who declares a subject or was confirmed to know it, and did not turn it away."""
    declared = DeclaredSubject.objects.shown().filter(subject=subject_id)
    confirmed = Confirmation.objects.shown().filter(subject=subject_id, withheld_at=None)
    return Q(pk__in=declared.values("person")) | Q(pk__in=confirmed.order_by().values("person"))


def subject_ids_of(*, viewer: User | None) -> tuple[int, ...]:
    """Return the ids of the subjects that the viewer declares. One query at most."""
    if viewer is None:
        return ()
    rows = DeclaredSubject.objects.filter(person=viewer).order_by("pk")
    return tuple(rows.values_list("subject_id", flat=True))
