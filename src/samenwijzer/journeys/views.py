"""The doors to leaving, handing over, and what one says to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samenwijzer.accounts.access import signed_in
from samenwijzer.accounts.models import User
from samenwijzer.journeys import access, leaver, ownership, queries
from samenwijzer.journeys.forms import LookUpForm, SaysForm
from samenwijzer.journeys.models import Outcome
from samenwijzer.journeys.things import Thing
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal
from samenwijzer.ui.pages import page


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something to what came to me. Who comes here without a word, finds it on the home page."""
    viewer = signed_in(request)
    found = access.ownership_to_answer(viewer=viewer, pk=pk)
    form = SaysForm(request.POST)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("home:start"))
    if not form.is_valid():
        raise Refusal(_("Choose what you want to say."))
    outcome = ownership.answer(person=viewer, ownership=found, says=form.cleaned_data["says"])
    messages.success(request, _said(outcome))
    return _back(request)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, ref: str) -> HttpResponse:
    """Look up a colleague who may read this, and ask him to take it over."""
    viewer = signed_in(request)
    thing = access.thing_to_hand_over(viewer=viewer, ref=ref)
    if request.method != "POST":
        return _choose(request, thing)
    person = queries.colleague_chosen(viewer=viewer, value=request.POST.get("person", ""))
    if person is None:
        return _choose(request, thing, sentence=_("Choose the colleague who takes this over."))
    try:
        ownership.offer(actor=viewer, thing=thing, person=person)
    except Refusal as refusal:
        return _choose(request, thing, sentence=str(refusal))
    messages.success(
        request,
        _("%(name)s is asked to take this over. Until then nothing changes.") % {"name": person.name},
    )
    return HttpResponseRedirect(thing.url)


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what goes to whom when somebody leaves, and let him leave. Afterwards, show where it went."""
    viewer = signed_in(request)
    person = access.person_to_leave(viewer=viewer, pk=pk)
    if request.method == "POST":
        leaver.person_leaves(person=person, actor=viewer)
        messages.success(request, _("%(name)s left. All sessions have ended.") % {"name": person.name})
        return HttpResponseRedirect(reverse("journeys:leave", args=[person.pk]))
    return _leaving(request, person, viewer)


def _leaving(request: HttpRequest, person: User, viewer: User) -> HttpResponse:
    """Show what goes to whom, and of who left how much went already."""
    plan = leaver.plan_leaving(viewer=viewer, person=person)
    went = queries.where_it_went(viewer=viewer, person=person) if person.left_at else ()
    passed = sum(one.count for one in went)
    context = {
        "person": person,
        "today": clock.today(),
        "plan": plan,
        "went": went,
        "went_total": passed,
        "all_things": passed + plan.total,
        "finished": not plan.total,
        "back_url": reverse("accounts:person", args=[person.pk]),
    }
    return page(request, "journeys/leave.html", context, part="progress")


def _choose(request: HttpRequest, thing: Thing, *, sentence: str = "") -> HttpResponse:
    """Show who can take it over. `sentence` says why the last choice did not work."""
    form = LookUpForm(request.POST if request.method == "POST" else request.GET)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    context = {
        "thing": thing,
        "form": form,
        "name": name,
        "colleagues": queries.colleagues_to_ask(viewer=signed_in(request), thing=thing, name=name),
        "sentence": sentence,
    }
    is_fine = form.is_valid() and not sentence
    return page(request, "journeys/hand_over.html", context, status=200 if is_fine else 422)


def _said(outcome: Outcome) -> str:
    return {
        Outcome.KEPT: _("You keep it."),
        Outcome.TAKEN: _("It is yours now."),
        Outcome.GIVEN_BACK: _("You do not take it over. Your colleague hears it."),
        Outcome.HANDED_ON: _("You handed this on already."),
        Outcome.WITHDRAWN: _("This is not asked of you any more."),
    }[outcome]


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Lead back to the own page that the form came from, else home."""
    address = request.POST.get("next", "")
    if address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return HttpResponseRedirect(address)
    return HttpResponseRedirect(reverse("home:start"))
