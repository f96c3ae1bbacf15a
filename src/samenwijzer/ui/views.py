"""The frame's own pages: statements, help, the parts on show, and the language switch."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samenwijzer.kernel.errors import Refusal
from samenwijzer.ui import actions, gallery, organisation, statements
from samenwijzer.ui.failures import frame_of
from samenwijzer.ui.pages import page

YEAR = 365 * 24 * 3600


@login_not_required
@require_safe
def statement(request: HttpRequest, name: str) -> HttpResponse:
    """Show one of the texts about the site itself, in the reader's language."""
    text = statements.statement(name, request.LANGUAGE_CODE)
    return page(request, "ui/statement.html", {"frame": frame_of(request), "statement": text})


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of this browser, and of the person when signed in."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        raise Refusal(_("Choose Dutch or English."))
    if request.user.is_authenticated:
        actions.keep_language(person=request.user, language=code)
    target = request.POST.get("next", "/")
    if not (target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)):
        target = "/"
    response = HttpResponseRedirect(target)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@login_not_required
@require_safe
def theme(request: HttpRequest, version: str) -> HttpResponse:
    """Give the style sheet that an administrator made or uploaded. Its address changes when it does.

    A page that another process drew a moment ago may name an older one; it gets the present, unkept.
    """
    css, present = organisation.own_theme()
    if not css:
        raise Http404
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    response.headers["Vary"] = ""
    if version == present:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        response.headers["ETag"] = f'"{present}"'
    return response


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Show every component in every state; what is not on this page does not exist."""
    return page(request, "ui/gallery.html", gallery.samples())
