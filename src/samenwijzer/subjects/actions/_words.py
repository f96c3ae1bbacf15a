"""Words that come with other things, and owners who go."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from samenwijzer.accounts.models import User
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.subjects.models import Subject


@transaction.atomic
def find_or_add_subjects(*, names: Iterable[str], actor: User | None) -> dict[str, int]:
    """Give the number of the subject of each name.

    A name nobody used yet becomes a subject. May run twice.
    """
    wanted = sorted(set(names))
    known = dict(Subject.objects.filter(name__in=wanted).order_by().values_list("name", "pk"))
    fresh = [name for name in wanted if name not in known]
    if fresh:
        # Another writer may add the same name at the same moment; the constraint lets one of both in.
        Subject.objects.bulk_create([Subject(name=name) for name in fresh], ignore_conflicts=True)
        added = dict(Subject.objects.filter(name__in=fresh).order_by().values_list("name", "pk"))
        for pk in added.values():
            audit.record(action="subjects.subject.added", actor=actor, object=Ref("subjects.subject", pk))
        known |= added
    return known


@transaction.atomic
def hand_over_subjects(
    *, subjects: Iterable[int], former: User | None, heir: User, actor: User | None
) -> list[int]:
    """Give those of these subjects that `former` owns another owner, and return their numbers.

    It is called when somebody leaves, and when an heir hands on what he got: who may do that, the caller
    states. May run twice.
    """
    theirs = Subject.objects.select_for_update(of=("self",)).filter(pk__in=list(subjects), owner=former)
    found = list(theirs.order_by("pk").values_list("pk", flat=True))
    Subject.objects.filter(pk__in=found).update(owner=heir)
    for pk in found:
        audit.record(action="subjects.subject.handed_over", actor=actor, object=Ref("subjects.subject", pk))
    return found


@transaction.atomic
def forget_ownership(*, person_id: int) -> None:
    """Leave the subjects that a person kept right without an owner. May run twice."""
    Subject.objects.filter(owner=person_id).update(owner=None)
