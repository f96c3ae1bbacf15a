"""The doors of privacy."""

from __future__ import annotations

from typing import TypeVar

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samenwijzer.accounts.access import require_right, signed_in
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.paging import page_number
from samenwijzer.privacy import access, actions, queries
from samenwijzer.privacy.forms import ForgetForm, GoneForm, TermsForm
from samenwijzer.privacy.own_data import TakesLong
from samenwijzer.ui.forms import done, show_refusal
from samenwijzer.ui.pages import page

Answer = TypeVar("Answer", bound=HttpResponseBase)


@require_http_methods(["GET", "HEAD", "POST"])
def own_data(request: HttpRequest) -> HttpResponse:
    """One's own data: what is kept, and a file with all of it."""
    viewer = access.oneself(viewer=signed_in(request))
    return _own_data(request, viewer, viewer)


@require_http_methods(["GET", "HEAD", "POST"])
def own_data_of(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for somebody who asks the privacy officer for it."""
    viewer = signed_in(request)
    return _own_data(request, viewer, access.person_to_forget(viewer=viewer, pk=pk))


@require_safe
def own_data_file(request: HttpRequest) -> HttpResponseBase:
    """The file that a job made."""
    viewer = access.oneself(viewer=signed_in(request))
    return _own_data_file(viewer, viewer)


@require_safe
def own_data_file_of(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file that a job made for the privacy officer."""
    viewer = signed_in(request)
    return _own_data_file(viewer, access.person_to_forget(viewer=viewer, pk=pk))


def _own_data(request: HttpRequest, viewer: User, person: User) -> HttpResponse:
    if request.method == "POST":
        try:
            return _as_zip(HttpResponse(actions.own_data_now(person=person, actor=viewer)))
        except TakesLong:
            actions.ask_own_data(person=person, actor=viewer)
        return redirect(request.path)
    shown = queries.own_data_page(viewer=viewer, person=person)
    return page(request, "privacy/own_data.html", {"shown": shown}, part="progress")


def _own_data_file(viewer: User, person: User) -> HttpResponseBase:
    file = access.own_data_to_read(viewer=viewer, person=person)
    return _as_zip(FileResponse(file.open("rb")))


def _as_zip(response: Answer) -> Answer:
    response["Content-Type"] = "application/zip"
    response["Content-Disposition"] = 'attachment; filename="mijn-gegevens.zip"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget somebody, after the name was typed."""
    viewer = signed_in(request)
    person = access.person_to_forget(viewer=viewer, pk=pk)
    form = ForgetForm(request.POST or None)
    if done(
        form,
        lambda: actions.forget_colleague(person=person, typed_name=form.cleaned_data["name"], actor=viewer),
    ):
        messages.success(request, _("This person is forgotten. What was written stays, by Oud-collega."))
        return redirect("privacy:erasures")
    shown = queries.forget_page(viewer=viewer, person=person)
    status = 422 if form.is_bound else 200
    return page(request, "privacy/forget.html", {"shown": shown, "form": form}, status=status)


@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """Who left and was not forgotten yet."""
    form = GoneForm(request.GET)
    valid = form.is_valid()
    name = form.cleaned_data.get("name", "")
    number = page_number(request.GET.get("page"))
    found = queries.gone_people(viewer=signed_in(request), name=name, number=number)
    return page(request, "privacy/gone.html", {"gone": found, "form": form}, status=200 if valid else 422)


@require_safe
def erasures(request: HttpRequest) -> HttpResponse:
    """Who was forgotten, as opaque numbers."""
    found = queries.erasure_list(viewer=signed_in(request), number=page_number(request.GET.get("page")))
    return page(request, "privacy/erasures.html", {"erasures": found})


@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """For how long things are kept."""
    viewer = signed_in(request)
    require_right(viewer, Right.SET_RETENTION)
    terms = queries.retention_page(viewer=viewer)
    form = TermsForm(request.POST or None, terms=terms)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_terms(days=form.cleaned_data, actor=viewer)
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            said = _("The terms are kept.") if changed else _("Nothing was changed.")
            messages.success(request, said)
            return redirect("privacy:retention")
    rows = [(term, form[term.kind]) for term in terms]
    status = 422 if form.is_bound else 200
    return page(request, "privacy/retention.html", {"rows": rows, "form": form}, status=status)
