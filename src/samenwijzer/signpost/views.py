"""The doors of the signpost."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.signpost import queries
from samenwijzer.signpost.access import service_to_read
from samenwijzer.signpost.forms import ServiceFilterForm
from samenwijzer.ui.pages import page


@require_safe
def service_list(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    chosen = queries.ServiceFilter.read(request.GET)
    services = queries.service_list(viewer=viewer, chosen=chosen)
    form = ServiceFilterForm(services=services)
    context = {"services": services, "form": form, "is_guest": viewer.is_guest}
    return page(request, "signpost/list.html", context)


@require_safe
def service(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = service_to_read(viewer=viewer, pk=pk)
    shown = queries.service_page(viewer=viewer, service=found)
    own = shown.variants.own_instead(asked_for=request.GET.get("variant"))
    if own is not None:
        return redirect("signpost:service", own.id)
    return page(request, "signpost/service.html", {"service": shown})


@require_safe
def related(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = service_to_read(viewer=viewer, pk=pk)
    nearby = queries.related(viewer=viewer, service=found)
    return page(request, "signpost/related.html", {"nearby": nearby}, part="items")
