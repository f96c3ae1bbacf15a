"""Who may read a service: every colleague."""

from __future__ import annotations

from django.http import Http404

from samenwijzer.accounts.access import require_shown
from samenwijzer.accounts.models import User
from samenwijzer.signpost.models import Service


def service_to_read(*, viewer: User | None, pk: int) -> Service:
    """Fetch a service with its product and department. Raises Http404 when there is none, and Withheld."""
    rows = Service.objects.within_reach_of(viewer).select_related("product", "department")
    try:
        service = rows.get(pk=pk)
    except Service.DoesNotExist:
        raise Http404 from None
    require_shown(viewer, withheld_at=service.withheld_at)
    return service
