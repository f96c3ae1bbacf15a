"""Emptying what spaces know of a person."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from samenwijzer.spaces.models import Member, MembershipRequest


@transaction.atomic
def forget_memberships(*, person_id: int) -> None:
    """Take a person out of every space, with all that he asked and wrote about it. May run twice."""
    Member.objects.filter(person=person_id).delete()
    MembershipRequest.objects.filter(Q(person=person_id) | Q(made_by=person_id)).delete()
    MembershipRequest.objects.filter(decided_by=person_id).update(decided_by=None, reply="")
