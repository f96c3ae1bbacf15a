"""Doors that stand in front of allauth's own."""

from __future__ import annotations

import re
from typing import Any, NoReturn, TypeVar

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_set
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samenwijzer.accounts import actions
from samenwijzer.accounts.forms import PasswordForm
from samenwijzer.accounts.models import User
from samenwijzer.kernel.errors import Refusal
from samenwijzer.ui.pages import page

_SECRET = "samenwijzer-link"  # noqa: S105 - the name of the cookie
_SHAPE = re.compile(r"[\w-]{20,100}", re.ASCII)
_MINUTES = 30
Answer = TypeVar("Answer", bound=HttpResponse)
_MAY_CHOOSE = "may_choose_password"
_TRIES: dict[str, Any] = {
    "app": "samenwijzer.accounts",
    "action": "sign_in_link",
    "config": {"sign_in_link": "20/h/ip"},
}


@require_safe
def email_address(request: HttpRequest) -> HttpResponse:
    """Show the address. Allauth would let a person change it, and so sign in under another name."""
    return page(request, "account/email.html")


def nothing_here(request: HttpRequest, **given: str) -> NoReturn:
    """Keep shut what allauth opens by itself: confirming addresses and signing in by a code in a mail."""
    raise Http404


@login_not_required
@require_safe
def follow_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Keep the secret of a one-time link, and go on to a page whose address holds none.

    Nothing is used up yet: whoever scans a mail for bad links comes here too. The browser keeps the secret:
    in a session it would stand in a table.
    """
    answer = redirect("accounts:use_link")
    answer.set_cookie(
        _SECRET,
        secret if _SHAPE.fullmatch(secret) else "?",
        max_age=_MINUTES * 60,
        path=reverse("accounts:use_link"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def use_link(request: HttpRequest) -> HttpResponse:
    """Ask to come in, and let the person in who holds a link that works."""
    secret = request.COOKIES.get(_SECRET, "")
    if request.method != "POST":
        return page(request, "account/link.html", {"has_secret": bool(secret)})
    context = {"has_secret": False, "refusal": _("Open the link in the message once more.")}
    if not ratelimit.consume(request, **_TRIES):
        context["refusal"] = _("Too many attempts. Try again in an hour.")
    elif secret:
        try:
            person = actions.use_sign_in_link(secret=secret)
        except Refusal as refusal:
            context["refusal"] = str(refusal)
        else:
            get_adapter(request).login(request, person)
            request.session[_MAY_CHOOSE] = person.pk
            return _without_secret(redirect("accounts:choose_password"))
        return _without_secret(page(request, "account/link.html", context, status=422))
    return page(request, "account/link.html", context, status=422)


def _without_secret(answer: Answer) -> Answer:
    answer.delete_cookie(_SECRET, path=reverse("accounts:use_link"), samesite="Lax")
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest) -> HttpResponse:
    """Let who came in by a link choose a password, once."""
    person = request.user
    if not isinstance(person, User) or request.session.get(_MAY_CHOOSE) != person.pk:
        return redirect("account_change_password")
    form = PasswordForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and form.is_valid():
        actions.choose_password(person=person, password=form.cleaned_data["password1"])
        update_session_auth_hash(request, person)
        # The session has another key now, by which signing out everywhere must find it.
        password_set.send(sender=User, request=request, user=person)
        request.session.pop(_MAY_CHOOSE, None)
        messages.success(request, _("Your password is saved. Welcome."))
        return redirect("home:start")
    return page(request, "account/choose_password.html", {"form": form}, status=422 if form.is_bound else 200)
