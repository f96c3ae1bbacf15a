"""The doors of the guard: what it sees while somebody writes, and that it is wrong."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.accounts.models import User
from samenwijzer.kernel.errors import NotAllowed, Refusal
from samenwijzer.kernel.paging import page_number
from samenwijzer.privacy import access, actions, queries
from samenwijzer.privacy.forms import Written
from samenwijzer.privacy.pace import CHECKS
from samenwijzer.ui.pages import page


@never_cache
@sensitive_post_parameters()
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Show what stands in texts that are being typed. It posts, so that they stand in no address or log.

    Who asks faster than anybody types is not answered: his text is looked at when he saves it.
    """
    viewer = signed_in(request)
    if not CHECKS.allows(viewer.pk):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    written = Written.read(request.POST)
    found = queries.check_texts(viewer=viewer, texts=written.texts, before=written.before)
    fields = [(name, found.of(name)) for name in written.texts]
    return page(request, "privacy/check.html", {"found": found, "fields": fields})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def report_block(request: HttpRequest) -> HttpResponse:
    """Report that a text is blocked wrongly. Without JavaScript the page gives the text back, to copy."""
    if request.method != "POST":
        return redirect("home:start")
    viewer, written = signed_in(request), Written.read(request.POST)
    sentence = _reported(viewer, written, request.POST)
    context = {
        "written": written,
        "sentence": sentence,
        "reason": request.POST.get("block_reason", ""),
        "officers": queries.who_releases(viewer=viewer),
    }
    return page(request, "privacy/block_reported.html", context, part="said", status=422 if sentence else 200)


@require_safe
def block_reports(request: HttpRequest) -> HttpResponse:
    """What writers say is blocked wrongly."""
    found = queries.block_report_list(viewer=signed_in(request), number=page_number(request.GET.get("page")))
    return page(request, "privacy/block_reports.html", {"found": found})


@require_POST
def decide_block(request: HttpRequest, pk: int) -> HttpResponse:
    """Release it, or not."""
    viewer = signed_in(request)
    report = access.block_report_to_decide(viewer=viewer, pk=pk)
    decision = request.POST.get("decision")
    if decision not in {"release", "decline"}:
        raise Refusal(_("Choose whether you release it."))
    decided = actions.decide_block_report(officer=viewer, report=report, release=decision == "release")
    if decided.state == decided.State.RELEASED:
        messages.success(request, _("Allowed. The writer hears it, and can place the text for one day."))
    else:
        messages.success(request, _("Not allowed. The writer hears it, and replaces it in the text."))
    return redirect("privacy:block_reports")


@require_POST
def block_heard(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the writer read what came of his report."""
    viewer = signed_in(request)
    actions.hear_block_report(author=viewer, report=access.own_block_report(viewer=viewer, pk=pk))
    return redirect("home:start")


def _reported(viewer: User, written: Written, posted: QueryDict) -> str:
    """Report it, and return nothing, or the sentence that says why not."""
    try:
        actions.report_block(
            author=viewer,
            place=written.place,
            texts=written.texts,
            labels=written.labels,
            reason=posted.get("block_reason", ""),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return refusal.sentence
    return ""
