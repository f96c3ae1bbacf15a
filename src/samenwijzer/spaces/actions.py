"""What is done to spaces."""

from __future__ import annotations

from django.db import transaction

from samenwijzer.spaces.models import Member


@transaction.atomic
def forget_memberships(*, person_id: int) -> None:
    """Take a person out of every space. May run twice."""
    Member.objects.filter(person=person_id).delete()
