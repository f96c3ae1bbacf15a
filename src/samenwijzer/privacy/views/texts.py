"""The doors to texts in which somebody can be recognised: reporting, deciding, and taking words out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.accounts.models import User
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.paging import page_number
from samenwijzer.privacy import actions, queries
from samenwijzer.privacy.text_forms import RedactForm, ReportTextForm
from samenwijzer.ui.forms import done, show_refusal
from samenwijzer.ui.pages import page


@require_safe
def text(request: HttpRequest, reference: str) -> HttpResponse:
    """Lead to where a text stands."""
    found = queries.text_to_report(viewer=signed_in(request), reference=reference)
    if not found.url:
        raise Http404
    return redirect(found.url)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that somebody can be recognised in a text."""
    viewer = signed_in(request)
    found = queries.text_to_report(viewer=viewer, reference=reference)
    form = ReportTextForm(request.POST or None)
    if request.method == "POST" and done(
        form,
        lambda: actions.report_text(
            reporter=viewer, reference=reference, note=form.cleaned_data["note"], consent=form.consent
        ),
    ):
        messages.success(
            request,
            _("Thank you. Others do not see the text now. You hear what comes of it on your home page."),
        )
        return redirect(found.url.partition("#")[0] or "home:start")
    status = 422 if form.is_bound else 200
    return page(request, "privacy/report.html", {"found": found, "form": form}, status=status)


@require_POST
def text_heard(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody read what came of his report."""
    actions.mark_heard(person=signed_in(request), pk=min(pk, 2**63 - 1))
    return redirect("home:start")


@require_safe
def withheld(request: HttpRequest) -> HttpResponse:
    """Which texts are hidden now."""
    found = queries.withheld_list(viewer=signed_in(request), number=page_number(request.GET.get("page")))
    return page(request, "privacy/withheld.html", {"found": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withheld_text(request: HttpRequest, reference: str) -> HttpResponse:
    """Look at a text that was reported, or show it again."""
    viewer = signed_in(request)
    if request.method == "POST":
        if actions.show_again(reference=reference, actor=viewer):
            messages.success(request, _("The text is visible again. Who reported it hears so."))
        else:
            messages.info(request, _("This text was visible already."))
        return redirect("privacy:withheld")
    shown = queries.judged_text(viewer=viewer, reference=reference)
    actions.note_look(reference=reference, actor=viewer)
    reports = queries.reports_of(viewer=viewer, reference=shown.ref)
    return page(request, "privacy/withheld_text.html", {"shown": shown, "reports": reports})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def redact(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose what must go from a text, see how it becomes, and take it out."""
    viewer = signed_in(request)
    shown = queries.judged_text(viewer=viewer, reference=reference)
    chosen = request.POST if request.POST.get("act") in {"look", "change", "take_out"} else None
    form = RedactForm(chosen, found=shown.found)
    context: dict[str, Any] = {"shown": shown, "form": form}
    if chosen is None:
        actions.note_look(reference=reference, actor=viewer)
    if chosen is None or chosen["act"] == "change" or not form.is_valid():
        return page(request, "privacy/redact.html", context, status=_status(request, chosen))
    try:
        if chosen["act"] == "take_out":
            return _taken_out(request, viewer, shown.ref, form)
        context["texts"] = queries.without_words(
            viewer=viewer, reference=shown.ref, marked=form.cleaned_data["marked"], typed=form.lines
        )
    except Refusal as refusal:
        show_refusal(form, refusal)
        return page(request, "privacy/redact.html", context, status=422)
    return page(request, "privacy/redact_preview.html", context)


def _status(request: HttpRequest, chosen: Any) -> int:
    return 422 if request.method == "POST" and (chosen is None or chosen["act"] != "change") else 200


def _taken_out(request: HttpRequest, viewer: User, reference: str, form: RedactForm) -> HttpResponse:
    actions.redact_text(
        reference=reference, marked=form.cleaned_data["marked"], typed=form.lines, actor=viewer
    )
    messages.success(request, _("The words are gone from the text and from all its earlier versions."))
    return redirect("privacy:withheld")
