"""What lies near a service: instructions, questions and other services."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.kernel.refs import Ref
from samenwijzer.search import queries as search
from samenwijzer.search.found import Hit
from samenwijzer.signpost.models import Service

NEARBY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """What lies near a service, nearest first."""

    title: str
    url: str
    items: tuple[Hit, ...]


def related(*, viewer: User | None, service: Service) -> Nearby:
    """Find what the viewer may read on the same subject, nearest first, without the service itself."""
    words = [service.name, *service.subjects.values_list("name", flat=True)]
    found = search.similar(
        " ".join(words), viewer=viewer, types=("page", "question", "service"), limit=NEARBY + 1
    )
    own = Ref("signpost.service", service.pk)
    return Nearby(
        title=service.shown_name,
        url=reverse("signpost:service", args=[service.pk]),
        items=tuple(hit for hit in found if hit.ref != own)[:NEARBY],
    )
