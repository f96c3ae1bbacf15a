"""The doors of the library."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.documents import queries
from samenwijzer.documents.access import page_to_read, version_to_read
from samenwijzer.documents.forms import PageFilterForm
from samenwijzer.spaces.access import space_to_read
from samenwijzer.ui.pages import page


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    chosen = queries.PageFilter.read(request.GET)
    shelf = queries.library(viewer=viewer, chosen=chosen)
    form = PageFilterForm(library=shelf)
    return page(request, "documents/list.html", {"library": shelf, "form": form})


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = page_to_read(viewer=viewer, pk=pk)
    shown = queries.page_to_show(viewer=viewer, page=found)
    own = shown.variants.own_instead(asked_for=request.GET.get("variant"))
    if own is not None:
        return redirect("documents:page", own.id)
    return page(request, "documents/page.html", {"page": shown})


@require_safe
def pages_in_space(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    space = space_to_read(viewer=viewer, pk=pk)
    found = queries.newest_in_space(viewer=viewer, space_id=space.pk)
    return page(request, "documents/in_space.html", {"space": space, "found": found}, part="found")


@require_safe
def related(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = page_to_read(viewer=viewer, pk=pk)
    nearby = queries.related(viewer=viewer, page=found)
    return page(request, "documents/related.html", {"nearby": nearby}, part="items")


@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    viewer = signed_in(request)
    found = version_to_read(viewer=viewer, pk=pk, version=number)
    shown = queries.old_page(viewer=viewer, version=found)
    return page(request, "documents/version.html", {"old": shown})
