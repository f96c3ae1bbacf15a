"""What someone sees when a page cannot be given: a sentence, and always a way on."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel.errors import Refusal
from samenwijzer.ui import organisation
from samenwijzer.ui.pages import wants_part


@dataclass(frozen=True, slots=True)
class Failure:
    """The words of one kind of failure; `searches` offers the box, otherwise a link leads on."""

    icon: str
    title: str | Promise
    text: str | Promise
    searches: bool = False


FAILURES = {
    400: Failure(
        "circle-alert",
        _("We do not understand this request"),
        _("Perhaps the address was cut off, or the text was too long. Go back and try again."),
    ),
    403: Failure(
        "lock",
        _("You may not see or do this"),
        _("You did nothing wrong by coming here. Ask a colleague of the department it belongs to."),
    ),
    404: Failure(
        "signpost",
        _("This page is not here"),
        _("Perhaps it moved, or the address is not quite right. We do not send you from pillar to post:"),
        searches=True,
    ),
    405: Failure(
        "signpost",
        _("There is no page at this address"),
        _("It belongs to a button. Go back and use the button on the page."),
    ),
    413: Failure("circle-alert", _("This is too much at once"), _("Shorten the text, or send it in parts.")),
    422: Failure("circle-alert", _("This cannot be done now"), ""),
    429: Failure(
        "clock",
        _("This went a little too fast"),
        _("There were many attempts in a short time. Wait a few minutes and try again."),
    ),
    500: Failure(
        "rotate-cw",
        _("Something went wrong on our side"),
        _("It is not your fault. What you typed is kept in this tab. Load the page again in a moment."),
    ),
}
EXPIRED_FORM = Failure(
    "clock",
    _("This page was open for a long time"),
    _("Go back, load the page again and send it once more. What you typed is kept in this tab."),
)


def frame_of(request: HttpRequest) -> str:
    """Name the frame that fits: with menu for someone signed in, without it for a visitor."""
    user = getattr(request, "user", None)
    return "ui/page.html" if user is not None and user.is_authenticated else "ui/frame_of_visitor.html"


def failure_page(
    request: HttpRequest, status: int, *, failure: Failure | None = None, sentence: str = ""
) -> HttpResponse:
    """Answer with the page of a failure. `sentence` takes the place of its standard text."""
    context = {
        "failure": failure or FAILURES[status],
        "sentence": sentence,
        "frame": frame_of(request),
        "back": own_address(request),
    }
    return render(request, "ui/failure.html", context, status=status)


def own_address(request: HttpRequest) -> str:
    """Give the page someone came from when it is ours, else the home page."""
    referer = request.headers.get("Referer", "")
    here = f"{request.scheme}://{request.get_host()}/"
    return referer if referer.startswith(here) and referer != request.build_absolute_uri() else "/"


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Show a refusal that no view caught: to htmx as a notice on top of the page, else as a page."""
    if refusal.template:  # It brings a page of its own, as a closed space does.
        return render(request, refusal.template, {"refusal": refusal}, status=refusal.status)
    if wants_part(request) and refusal.status != FORBIDDEN:
        response = render(request, "ui/refusal.html", {"sentence": refusal.sentence}, status=refusal.status)
        response["HX-Retarget"] = "#notices"
        response["HX-Reswap"] = "innerHTML show:window:top"
    else:
        response = failure_page(request, refusal.status, sentence=refusal.sentence)
    patch_vary_headers(response, ["HX-Request"])
    return response


FORBIDDEN = 403


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400 without looking at the request again: its host or its body may be what is wrong."""
    return _bare_failure(400, back="/")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403; Django calls this."""
    return failure_page(request, FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 in the same words for what is hidden and for what never was; Django calls this."""
    return failure_page(request, 404)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when a form came without a valid token; Django calls this."""
    return failure_page(request, FORBIDDEN, failure=EXPIRED_FORM)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without database or session, which may be what is broken; Django calls this."""
    return _bare_failure(500, back=request.path if request.method == "GET" else "/")


def _bare_failure(status: int, *, back: str) -> HttpResponse:
    current = organisation.current()
    context = {
        "failure": FAILURES[status],
        "organisation_name": current.name,
        "theme": current.theme,
        "theme_address": current.theme_address,
        "back": back,
    }
    return render(None, "ui/broken.html", context, status=status)
