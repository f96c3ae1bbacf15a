"""Pages of importing and exporting, and the page about the demo."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.exchange import about_demo, actions, queries
from samenwijzer.exchange.access import export_to_fetch, export_to_see, import_to_see, may_exchange
from samenwijzer.exchange.forms import ExportForm, ImportForm
from samenwijzer.ui.failures import frame_of
from samenwijzer.ui.pages import page

_FORM = "exchange/imports.html"


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """List imports; take in files, of which the check begins at once."""
    viewer = signed_in(request)
    may_exchange(viewer)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and form.is_valid():
        sending = form.cleaned_data["sending"] or uuid.uuid4()
        run = actions.start_import(
            person=viewer,
            files=form.cleaned_data["records"],
            sending=sending,
            strict=form.cleaned_data["guard"] == "strict",
        )
        return redirect("exchange:import", run.pk)
    context = {"form": form, "imports": queries.import_list(viewer=viewer)}
    return page(request, _FORM, context, status=422 if form.is_bound else 200)


@require_safe
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what an import would do, how far it is, or what it did."""
    viewer = signed_in(request)
    run = queries.import_page(viewer=viewer, run=import_to_see(viewer=viewer, pk=pk))
    return page(request, "exchange/import.html", {"run": run}, part="progress")


@require_POST
def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    actions.carry_out_import(person=viewer, run=import_to_see(viewer=viewer, pk=pk))
    return redirect("exchange:import", pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    actions.drop_import(person=viewer, run=import_to_see(viewer=viewer, pk=pk))
    return redirect("exchange:imports")


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Offer the button, and list the viewer's own exports."""
    viewer = signed_in(request)
    may_exchange(viewer)
    form = ExportForm(request.POST) if request.method == "POST" else ExportForm()
    if form.is_bound:
        sending = form.cleaned_data.get("sending") if form.is_valid() else None
        run = actions.start_export(person=viewer, sending=sending or uuid.uuid4())
        return redirect("exchange:export_run", run.pk)
    context = {"form": form, "exports": queries.own_exports(viewer=viewer)}
    return page(request, "exchange/export.html", context)


@require_safe
def export_run(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    run = queries.export_page(viewer=viewer, run=export_to_see(viewer=viewer, pk=pk))
    return page(request, "exchange/export_run.html", {"run": run}, part="progress")


@never_cache
@require_safe
def export_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the file to who made it, for a day."""
    viewer = signed_in(request)
    run = export_to_fetch(viewer=viewer, pk=pk)
    try:
        file = default_storage.open(run.file, "rb")
    except FileNotFoundError:
        raise Http404 from None
    actions.note_fetched(person=viewer, run=run)
    name = f"samenwijzer-{run.made_at:%Y-%m-%d}.jsonl"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/jsonl")


@login_not_required
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Say what of the demo is real, and as whom to look around. Without the demo it leads to the start."""
    found = about_demo.page(request.LANGUAGE_CODE)
    if found is None:
        return redirect("home:start")
    return page(request, "exchange/demo.html", {"frame": frame_of(request), "about": found})
