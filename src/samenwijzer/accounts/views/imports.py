"""The doors to taking people from a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenwijzer.accounts import access, actions, queries
from samenwijzer.accounts.access import require_right, signed_in
from samenwijzer.accounts.forms import MappingForm, UploadForm
from samenwijzer.accounts.models import OVER, Right
from samenwijzer.accounts.views._door import address_if_any
from samenwijzer.kernel.paging import page_number
from samenwijzer.ui.pages import page

_SHOWN = 100  # Rows of each kind that stand on the page; the number says how many there are.
_MOST_LEAVING = 5_000


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Show the imports so far, and take a file."""
    viewer = signed_in(request)
    require_right(viewer, Right.ADMINISTER)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        made = actions.start_import(
            actor=viewer,
            columns=form.columns,
            rows=form.rows,
            mapping=queries.guessed_mapping(form.columns, viewer=viewer),
        )
        return redirect("accounts:import_mapping", pk=made.pk)
    history = queries.import_history(viewer=viewer, number=page_number(request.GET.get("page")))
    context = {"form": form, "history": history}
    return page(request, "accounts/imports.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def import_mapping(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    made = access.import_to_see(pk, viewer=viewer)
    if made.state or not made.rows:
        return redirect("accounts:import_report", pk=made.pk)
    form = MappingForm(
        request.POST if request.method == "POST" else None, columns=made.columns, initial=made.mapping
    )
    if form.is_bound and form.is_valid():
        actions.map_import(actor=viewer, made=made, mapping=form.mapping)
        return redirect("accounts:import_plan", pk=made.pk)
    context = {"form": form, "made": made, "preview": made.rows[:5]}
    return page(request, "accounts/import_mapping.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def import_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would happen, and do it when that is agreed."""
    viewer = signed_in(request)
    made = access.import_to_see(pk, viewer=viewer)
    if made.state or not made.rows:
        return redirect("accounts:import_report", pk=made.pk)
    if not {"name", "email"} <= set(made.mapping):
        return redirect("accounts:import_mapping", pk=made.pk)
    if request.method == "POST":
        sent = [
            int(pk)
            for pk in request.POST.getlist("leaving")
            if pk.isascii() and pk.isdigit() and len(pk) < 16
        ]
        leaving = access.people_to_administer(sent[:_MOST_LEAVING], viewer=viewer)
        actions.confirm_import(actor=viewer, made=made, leaving=[person.pk for person in leaving])
        return redirect("accounts:import_report", pk=made.pk)
    context = {"made": made, "plan": queries.import_plan(made, viewer=viewer), "shown": f":{_SHOWN}"}
    return page(request, "accounts/import_plan.html", context)


@require_safe
def import_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far it is, and what came of it."""
    viewer = signed_in(request)
    made = access.import_to_see(pk, viewer=viewer)
    if not made.state and made.rows:
        return redirect("accounts:import_mapping", pk=made.pk)
    finished = made.state in OVER
    leaving = [
        (person, address_if_any("journeys:leave", person.id))
        for person in (queries.leaving_people(viewer=viewer, made=made) if finished else ())
    ]
    context = {"made": made, "finished": finished, "leaving": leaving}
    return page(request, "accounts/import_report.html", context, part="progress")


@require_POST
def stop_import(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    made = access.import_to_see(pk, viewer=viewer)
    if actions.stop_import(actor=viewer, made=made):
        messages.success(request, _("The import is thrown away. Nothing has changed."))
    else:
        messages.success(request, _("The import is stopped."))
    return redirect("accounts:imports")
