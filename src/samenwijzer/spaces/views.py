"""The doors to spaces."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.spaces import access, queries
from samenwijzer.ui.pages import page


@require_safe
def spaces(request: HttpRequest) -> HttpResponse:
    rows = queries.space_list(viewer=signed_in(request))
    return page(request, "spaces/spaces.html", {"spaces": rows})


@require_safe
def space(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.space_to_read(viewer=viewer, pk=pk)
    shown = queries.space_page(viewer=viewer, space=found)
    return page(request, "spaces/space.html", {"space": shown})
