"""The doors of the home page and the box."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.accounts.queries import clean_query
from samenwijzer.home import queries
from samenwijzer.home.forms import BoxForm
from samenwijzer.kernel.paging import page_number
from samenwijzer.search.queries import suggest
from samenwijzer.ui.pages import page


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The home page."""
    return page(request, "home/start.html", {"start": queries.start_page(viewer=signed_in(request))})


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Show all that waits for me, when the home page has no room for it."""
    return page(request, "home/asked.html", {"tasks": queries.tasks(viewer=signed_in(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """The results. The box posts, so that the text stands in no log; the answer is an address to share."""
    if request.method == "POST":
        return _to_results(request)
    form = BoxForm(request.GET)
    if not form.is_valid():
        return page(request, "home/search.html", {"form": form}, status=422)
    results = queries.result_page(
        viewer=signed_in(request),
        text=form.cleaned_data["q"],
        type=request.GET.get("type", ""),
        number=page_number(request.GET.get("page")),
    )
    return page(request, "home/search.html", {"form": form, "results": results}, part="results")


def _to_results(request: HttpRequest) -> HttpResponse:
    form = BoxForm(request.POST)
    if not form.is_valid():
        return page(request, "home/search.html", {"form": form}, status=422)
    asked = clean_query(form.cleaned_data["q"], viewer=signed_in(request))
    if asked.sentence:
        messages.info(request, asked.sentence)
    return redirect(queries.box_address(asked.text))


@require_POST
def suggestions(request: HttpRequest) -> JsonResponse:
    """What the box offers while somebody types. A text that is too long gets no suggestions."""
    form, viewer = BoxForm(request.POST), signed_in(request)
    words = clean_query(form.cleaned_data["q"], viewer=viewer).text if form.is_valid() else ""
    found = suggest(words, viewer=viewer)
    return JsonResponse(
        {"suggestions": [{"text": one.title, "note": queries.kind_of(one), "url": one.url} for one in found]}
    )
