"""The pages that `live` answers itself, because `web` is not asked or gives no answer."""

from __future__ import annotations

from html import escape
from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_from_request, gettext, override

Header = tuple[bytes, bytes]


def sentence(status: int) -> tuple[str, str]:
    """Return the title and the sentence for the screen, in the active language."""
    return {
        400: (gettext("Not understood"), gettext("The request could not be read. Go back and try again.")),
        404: (gettext("Not found"), gettext("There is nothing at this address.")),
        405: (gettext("Not possible"), gettext("This cannot be done at this address.")),
        408: (
            gettext("Took too long"),
            gettext("Sending took too long and was stopped. Check your connection and try again."),
        ),
        413: (
            gettext("Too large"),
            gettext("What you send is larger than %(limit)s MB, the most that is accepted here.")
            % {"limit": settings.MAX_REQUEST_BYTES // 1_000_000},
        ),
        414: (gettext("Address too long"), gettext("The address of this page is too long.")),
        502: (
            gettext("No answer"),
            gettext(
                "Something went wrong while this page was made. If you were saving something, "
                "look whether it is there before you try again."
            ),
        ),
        503: (
            gettext("Back in a moment"),
            gettext("The site is just being restarted. Nothing was saved; try again in a few seconds."),
        ),
        504: (
            gettext("Took too long"),
            gettext(
                "This page took too long. If you were saving something, "
                "look whether it is there before you try again."
            ),
        ),
    }[status]


def page(status: int, headers: list[Header]) -> tuple[list[Header], bytes]:
    """Return headers and body of the page, in the language of who asks."""
    language = _language(headers)
    with override(language):
        title, text = sentence(status)
        home = gettext("To the home page")
    body = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{escape(title)} · Samenwijzer</title></head>'
        f"<body><main><h1>{escape(title)}</h1><p>{escape(text)}</p>"
        f'<p><a href="/">{escape(home)}</a></p></main></body></html>'
    ).encode()
    answer = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
    ]
    if status == 503:
        answer.append((b"retry-after", b"5"))
    return answer, body


def _language(headers: list[Header]) -> str:
    request = HttpRequest()
    for name, value in headers:
        text = value.decode("latin-1")
        if name == b"accept-language":
            request.META["HTTP_ACCEPT_LANGUAGE"] = text
        elif name == b"cookie":
            try:
                request.COOKIES.update({key: morsel.value for key, morsel in SimpleCookie(text).items()})
            except CookieError:
                continue
    return get_language_from_request(request)
