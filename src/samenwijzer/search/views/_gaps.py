"""The doors to searches that helped nobody, for who keeps the words."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samenwijzer.kernel.paging import page_number
from samenwijzer.search import access, actions, queries
from samenwijzer.search.forms import GapListForm
from samenwijzer.ui.lists import undoable
from samenwijzer.ui.pages import page


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """Show what five people or more searched in a week and did not help them."""
    viewer = access.keeper(request)
    form = GapListForm(request.GET)
    is_settled = form.is_valid() and form.cleaned_data["show"] == "settled"
    number = page_number(request.GET.get("page"))
    found = queries.search_gaps(viewer=viewer, is_settled=is_settled, number=number)
    context = {"form": form, "found": found, "is_settled": is_settled}
    return page(request, "search/gaps.html", context, status=200 if form.is_valid() else 422)


@require_safe
def gap(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one of them, with whom it can be asked: the owner of a subject."""
    viewer = access.keeper(request)
    found = queries.search_gap(pk, viewer=viewer)
    if found is None:
        raise Http404
    owners = queries.subjects_to_ask(found.text, viewer=viewer)
    return page(request, "search/gap.html", {"gap": found, "owners": owners})


@require_POST
def settle_gap(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it away as settled, or take it back with `again`."""
    viewer = access.keeper(request)
    is_settled = request.POST.get("again") != "1"
    actions.settle_gap(number=pk, actor=viewer, is_settled=is_settled)
    if is_settled:
        undoable(request, _("It is settled."), reverse("search:settle_gap", args=[pk]), {"again": 1})
    else:
        messages.success(request, _("It stands in the list again."))
    return redirect("search:gaps")
