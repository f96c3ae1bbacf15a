"""What every answer has in common: language, headers, refusals as pages, and sign-in for htmx."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from samenwijzer.kernel import modules
from samenwijzer.kernel.errors import Refusal
from samenwijzer.ui import failures, organisation

SAFE = {"GET", "HEAD", "OPTIONS"}
Answer = Callable[[HttpRequest], HttpResponseBase]

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-create",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
)


def language_of(request: HttpRequest) -> str:
    """Say in which language to answer: this browser's choice, else the person's, else the organisation's.

    The browser's own list is not asked: an English browser is no wish for English at a Dutch desk.
    """
    codes = {code for code, _ in settings.LANGUAGES}
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in codes:
        return chosen
    user = getattr(request, "user", None)
    own = getattr(user, "language", "") if user is not None and user.is_authenticated else ""
    return own if own in codes else settings.LANGUAGE_CODE


class OnlyUtf8:
    """Reads what is sent as UTF-8: Django takes any codec that the sender names, also one that is no text."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.encoding = "utf-8"
        return self.get_response(request)


class Language:
    """Answers in the chosen language. Stands below sign-in, because a person may have chosen one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        code = language_of(request)
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ["Cookie"])
        return response


class Headers:
    """Adds what the security and CSP middleware do not: permissions, no storing, and what answers vary on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "private, no-store")
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["HX-Request"])
        return response


METHOD_NOT_ALLOWED = 405


class Organisation:
    """Keeps name, theme and switched-off modules at most two seconds old; what is off is not there: 404.

    Stands below sign-in, so that a visitor learns nothing of it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        organisation.refresh()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Let no page of a switched-off module be opened."""
        match = request.resolver_match
        if match is not None and match.namespaces and not modules.is_active(match.namespaces[0]):
            raise Http404


class Refusals:
    """Turns a refusal that no view caught into its page: 422, or 403 when the person may not.

    Someone who opens the address of a button gets a page too, and not the empty one of Django.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_empty = isinstance(response, HttpResponse) and not response.content
        if response.status_code != METHOD_NOT_ALLOWED or not is_empty:
            return response
        page = failures.failure_page(request, METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a refusal; leave every other exception to Django."""
        return failures.refused(request, exception) if isinstance(exception, Refusal) else None


class SignedIn(LoginRequiredMiddleware):
    """Sends a visitor to the sign-in page; a request by htmx gets 401 and the address to go to.

    A redirect would make htmx put the sign-in page inside the page, and lose what was typed. After a POST he
    comes back to the page that held the form: the address of the button itself is no page.
    """

    def handle_no_permission(  # type: ignore[override]  # Django's types know its own redirect alone.
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        htmx: Any = getattr(request, "htmx", None)
        if not htmx and request.method not in SAFE:
            return HttpResponseRedirect(_sign_in(_path_of(failures.own_address(request))))
        if not htmx:
            return super().handle_no_permission(request, view_func)
        response = HttpResponse(status=401)
        response["HX-Redirect"] = _sign_in(_page_behind(htmx))
        return response


def _page_behind(htmx: Any) -> str:
    """Give the page that htmx says it stands on; what a browser never sends counts as the home page."""
    try:
        return _path_of(htmx.current_url_abs_path or "/")
    except ValueError:
        return "/"


def _path_of(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _sign_in(after: str) -> str:
    return f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': after})}"
