"""Asking to come in, and what is said to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samenwijzer.accounts.access import signed_in
from samenwijzer.accounts.models import User
from samenwijzer.kernel.errors import Refusal
from samenwijzer.spaces import access, actions, queries
from samenwijzer.spaces.forms import AnswerForm, AskForm
from samenwijzer.spaces.models import MembershipRequest, RequestKind, Role, Space
from samenwijzer.ui.forms import show_refusal
from samenwijzer.ui.pages import page


@require_http_methods(["GET", "HEAD", "POST"])
def ask_access(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the owner of a closed space for a place; its page shows how the request stands."""
    viewer = signed_in(request)
    space = access.space_to_ask(viewer=viewer, pk=pk)
    form = AskForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _ask_page(request, viewer, space, form)
    try:
        given = {**form.written, "kind": RequestKind(form.cleaned_data["kind"])}
        asked = actions.ask_to_enter(actor=viewer, space=space, **given)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _ask_page(request, viewer, space, form)
    if asked is None:
        return redirect("spaces:space", pk=pk)
    messages.success(request, _("Your request is sent. The owner of the space finds it on the home page."))
    return redirect("spaces:request", pk=asked.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def request(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.request_to_see(viewer=viewer, pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _request_page(request, viewer, found, form, status=422 if form.is_bound else 200)
    try:
        said = _answered(viewer, found, form)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _request_page(request, viewer, found, form, status=refusal.status)
    messages.success(request, said)
    return _onward(
        request,
        "spaces:space" if access.may_still_read(viewer=viewer, request=found) else "home:start",
        found,
    )


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.request_to_see(viewer=viewer, pk=pk)
    actions.withdraw_request(actor=viewer, request=found)
    messages.success(request, _("The request is taken back."))
    return _onward(request, "home:start", found)


@require_POST
def request_heard(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody read what came of his request."""
    actions.mark_answer_heard(actor=signed_in(request), pk=min(pk, 2**63 - 1))
    return redirect("home:start")


def _answered(viewer: User, found: MembershipRequest, form: AnswerForm) -> str:
    given = {"reply": form.cleaned_data["reply"], "consent": form.consent}
    if form.cleaned_data["answer"] == "accept":
        actions.accept_request(actor=viewer, request=found, **given)
        role = queries.ROLE_NAMES[Role(found.role)]
        words = {"name": found.person.name, "space": found.space.name, "role": role}
        if found.kind == RequestKind.MANAGEMENT:
            return _("You are an owner of ‘%(space)s’ now.") % words
        if found.person_id == viewer.pk:
            return _("You are %(role)s in ‘%(space)s’ now.") % words
        return _("%(name)s can come into ‘%(space)s’ now.") % words
    actions.decline_request(actor=viewer, request=found, **given)
    return _("You said no. Who asked reads it with the request.")


def _ask_page(request: HttpRequest, viewer: User, space: Space, form: AskForm) -> HttpResponse:
    context = {"form": form, "state": access.no_access(viewer=viewer, space=space)}
    return page(request, "spaces/ask.html", context, status=422 if form.is_bound else 200)


def _request_page(
    request: HttpRequest, viewer: User, found: MembershipRequest, form: AnswerForm, *, status: int
) -> HttpResponse:
    shown = queries.request_page(viewer=viewer, request=found)
    return page(request, "spaces/request.html", {"asked": shown, "form": form}, status=status)


def _onward(request: HttpRequest, name: str, found: MembershipRequest) -> HttpResponse:
    """Go back to the page of this site that posted, such as the home page, else to a page that fits."""
    after = request.POST.get("next", "")
    if after.startswith("/") and url_has_allowed_host_and_scheme(after, allowed_hosts=None):
        return redirect(after)
    return redirect(name, pk=found.space_id) if name == "spaces:space" else redirect(name)
