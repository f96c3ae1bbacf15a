"""Doors that stand in front of allauth's own."""

from __future__ import annotations

from typing import NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from samenwijzer.ui.pages import page


@require_safe
def email_address(request: HttpRequest) -> HttpResponse:
    """Show the address. Allauth would let a person change it, and so sign in under another name."""
    return page(request, "account/email.html")


def nothing_here(request: HttpRequest, **given: str) -> NoReturn:
    """Keep shut what allauth opens by itself: confirming addresses and signing in by a code in a mail."""
    raise Http404
