"""The doors to proposing a synonym, and to deciding about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.kernel.errors import NotAllowed, Refusal
from samenwijzer.kernel.paging import page_number
from samenwijzer.search import access, actions, queries
from samenwijzer.search.forms import ProposalForm
from samenwijzer.search.models import RuleKind
from samenwijzer.ui.forms import done
from samenwijzer.ui.pages import page


@require_http_methods(["GET", "HEAD", "POST"])
def propose_synonym(request: HttpRequest) -> HttpResponse:
    """Propose that words mean the same. The address may say which words begin it, as `words`."""
    viewer = access.proposer(request)
    initial = {"words": request.GET.get("words", "")}
    form = ProposalForm(request.POST if request.method == "POST" else None, initial=initial)
    if done(form, lambda: actions.propose_synonym(proposer=viewer, **form.written)):
        messages.success(request, _("Your proposal is sent. You hear what came of it on your home page."))
        return redirect("home:start")
    return page(request, "search/propose.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Show what colleagues propose."""
    found = queries.proposals(viewer=access.keeper(request), number=page_number(request.GET.get("page")))
    return page(
        request, "search/proposals.html", {"found": found, "kinds": RuleKind.choices, "usual": RuleKind.SAID}
    )


@require_POST
def decide_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal over with the kind that was chosen, or decline it."""
    viewer, kind = access.keeper(request), request.POST.get("kind", "")
    decision = request.POST.get("decision")
    try:
        if decision == "decline":
            actions.decline_proposal(number=pk, actor=viewer)
            messages.success(request, _("The proposal is declined. The proposer hears it."))
        elif decision == "accept" and kind in RuleKind.values:
            actions.accept_proposal(number=pk, kind=kind, actor=viewer)
            messages.success(request, _("The synonym is added. Search knows it now."))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("search:proposals")


@require_POST
def proposal_heard(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody read what came of his proposal."""
    actions.hear_proposal(number=pk, viewer=signed_in(request))
    return redirect("home:start")
