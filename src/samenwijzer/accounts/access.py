"""Who is asking, and who is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from samenwijzer.accounts.models import User
from samenwijzer.kernel.errors import NotAllowed

if TYPE_CHECKING:
    import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest


def signed_in(request: HttpRequest) -> User:
    """Return who is signed in. The sign-in middleware lets nobody else through to a page."""
    if not isinstance(request.user, User):
        message = "Nobody is signed in."
        raise NotAllowed(message)
    return request.user


def working_on(people: QuerySet[User], *, day: datetime.date) -> QuerySet[User]:
    """Keep who works on that day and is not absent, as `User.works_on` says it."""
    return people.alias(works=F("working_day_bits").bitand(1 << day.weekday())).filter(
        Q(absent_until__isnull=True) | Q(absent_until__lte=day), works__gt=0
    )
