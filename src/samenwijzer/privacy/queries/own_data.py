"""Where a file with somebody's own data stands."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.privacy.models import OwnDataFile
from samenwijzer.privacy.queries.terms import term_days


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDataPage:
    """The file that the viewer asked for, if he did. `file_url` is empty while there is none."""

    person_id: int
    name: str
    is_own: bool
    is_busy: bool
    has_failed: bool
    percent: int
    file_url: str
    until: datetime.datetime | None


def own_data_page(*, viewer: User, person: User) -> OwnDataPage:
    """Return how far the file is. The person is the viewer, or was fetched through `access`."""
    asked = OwnDataFile.objects.filter(person=person, asked_by=viewer).first()
    own = person.pk == viewer.pk
    ready = asked is not None and asked.ready_at is not None
    url = reverse("privacy:own_data_file") if own else reverse("privacy:own_data_file_of", args=[person.pk])
    return OwnDataPage(
        person_id=person.pk,
        name=person.name,
        is_own=own,
        is_busy=asked is not None and asked.ready_at is None and asked.failed_at is None,
        has_failed=asked is not None and asked.failed_at is not None,
        percent=0 if asked is None else asked.percent,
        file_url=url if ready else "",
        until=asked.asked_at + timedelta(days=term_days("own_data")) if ready and asked else None,
    )
