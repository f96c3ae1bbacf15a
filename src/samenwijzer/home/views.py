"""The doors of the home page and the box."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.accounts.queries import clean_query
from samenwijzer.home import queries
from samenwijzer.home.forms import BoxForm, OpenedForm
from samenwijzer.kernel.paging import page_number
from samenwijzer.privacy.pace import Pace
from samenwijzer.search import actions as engine
from samenwijzer.search.queries import recent_searches
from samenwijzer.ui.pages import page

# Faster than anybody opens results.
OPENINGS = Pace(times=60, seconds=60)
log = logging.getLogger(__name__)


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
    viewer = signed_in(request)
    results = queries.result_page(
        viewer=viewer,
        text=form.cleaned_data["q"],
        wish=queries.Wish.read(request.GET),
        number=page_number(request.GET.get("page")),
    )
    recent = () if results.text else recent_searches(viewer=viewer)
    context = {"form": form, "results": results, "recent": recent}
    return page(request, "home/search.html", context)


def _to_results(request: HttpRequest) -> HttpResponse:
    form = BoxForm(request.POST)
    if not form.is_valid():
        return page(request, "home/search.html", {"form": form}, status=422)
    viewer = signed_in(request)
    asked = clean_query(form.cleaned_data["q"], viewer=viewer)
    if asked.sentence:
        messages.info(request, asked.sentence)
    outcome = queries.outcome(asked.text, viewer=viewer)
    _noted(lambda: engine.note_search(viewer=viewer, text=asked.text, outcome=outcome))
    return redirect(queries.Wish().address(asked.text))


@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """Count a result that was opened. The answer is the same whatever it counts."""
    viewer, form = signed_in(request), OpenedForm(request.POST)
    if form.is_valid() and OPENINGS.allows(viewer.pk):
        text, ref = form.cleaned_data["q"], form.cleaned_data["ref"]
        _noted(lambda: engine.note_opened(viewer=viewer, text=text, ref=ref))
    return HttpResponse(status=204)


@require_POST
def forget_recent(request: HttpRequest) -> HttpResponse:
    """Remove one of the viewer's own last searches, or with `all` every one."""
    viewer, number = signed_in(request), request.POST.get("number", "")
    if request.POST.get("all"):
        engine.forget_recent(viewer=viewer)
        messages.success(request, _("Your recent searches are gone."))
    elif number.isascii() and number.isdigit() and len(number) < 19:
        engine.forget_recent(viewer=viewer, number=int(number))
    return redirect("home:search")


def _noted(note: Callable[[], None]) -> None:
    """Search goes on when nothing can be written now."""
    try:
        note()
    except DatabaseError as problem:
        log.warning("A search could not be counted: %s", type(problem).__name__)


@require_POST
def suggestions(request: HttpRequest) -> JsonResponse:
    """What the box offers while somebody types, and empty his own last searches.

    A text that is too long gets no suggestions.
    """
    form, viewer = BoxForm(request.POST), signed_in(request)
    found: Sequence[queries.Suggested] = ()
    if form.is_valid() and form.cleaned_data["q"]:
        found = queries.suggestions(clean_query(form.cleaned_data["q"], viewer=viewer).text, viewer=viewer)
    elif form.is_valid():
        found = queries.searched_before(viewer=viewer)
    return JsonResponse({"suggestions": [asdict(one) for one in found]})
