"""The doors to one's own data."""

from __future__ import annotations

from typing import TypeVar

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.accounts.models import User
from samenwijzer.privacy import access, actions, queries
from samenwijzer.privacy.own_data import TakesLong
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
    return _own_data(request, viewer, access.person_with_data(viewer=viewer, pk=pk))


@require_safe
def own_data_file(request: HttpRequest) -> HttpResponseBase:
    """The file that a job made."""
    viewer = access.oneself(viewer=signed_in(request))
    return _own_data_file(viewer, viewer)


@require_safe
def own_data_file_of(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file that a job made for the privacy officer."""
    viewer = signed_in(request)
    return _own_data_file(viewer, access.person_with_data(viewer=viewer, pk=pk))


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
