"""The doors to asking a colleague by name, and to what he says."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samenwijzer.accounts.access import signed_in
from samenwijzer.accounts.models import User
from samenwijzer.forum import access, actions, queries
from samenwijzer.forum.forms import NameForm, ReactionForm
from samenwijzer.forum.models import Question, Request
from samenwijzer.forum.views.door import to_question
from samenwijzer.kernel.errors import Refusal
from samenwijzer.ui.pages import page


@require_http_methods(["GET", "HEAD", "POST"])
def ask_colleague(request: HttpRequest, pk: int) -> HttpResponse:
    """Look somebody up by name, and ask."""
    viewer = signed_in(request)
    found = access.question_to_answer(viewer=viewer, pk=pk)
    if request.method != "POST":
        return _choose(request, found)
    person = _posted_person(request)
    if person is None:
        return _choose(request, found, sentence=_("Choose the colleague you want to ask."))
    try:
        actions.ask_colleague(asker=viewer, question=found, person=person)
    except Refusal as refusal:
        return _choose(request, found, sentence=str(refusal))
    messages.success(request, _("%(name)s is asked to help.") % {"name": person.name})
    return to_question(found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def react(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what I do with a question I was asked, or look up who can help instead."""
    viewer = signed_in(request)
    asked = access.request_to_react(viewer=viewer, pk=pk)
    if request.method != "POST":
        return _choose(request, asked.question, asked=asked)
    form = ReactionForm(request.POST)
    if not form.is_valid():
        return _choose(request, asked.question, asked=asked, sentence=_("Choose what you want to say."))
    reaction = form.cleaned_data["reaction"]
    named = _posted_person(request) if reaction == "named" else None
    try:
        actions.react_to_request(person=viewer, request=asked, reaction=reaction, named=named)
    except Refusal as refusal:
        return _choose(request, asked.question, asked=asked, sentence=str(refusal))
    messages.success(request, _said(reaction, asked, named))
    if reaction == "accepted":
        return to_question(asked.question_id, "answer")
    return _back(request, asked.question_id)


def _choose(
    request: HttpRequest, found: Question, *, asked: Request | None = None, sentence: str = ""
) -> HttpResponse:
    """Show who can be asked. `sentence` says why the last choice did not work."""
    form = NameForm(request.POST if request.method == "POST" else request.GET)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    colleagues = queries.colleagues_to_ask(viewer=signed_in(request), question=found, name=name)
    context = {
        "question": found,
        "asked": asked,
        "form": form,
        "name": name,
        "colleagues": colleagues,
        "sentence": sentence,
    }
    is_fine = form.is_valid() and not sentence
    return page(request, "forum/choose.html", context, part="found", status=200 if is_fine else 422)


def _posted_person(request: HttpRequest) -> User | None:
    people = queries.people_to_ask(viewer=signed_in(request), ids=[request.POST.get("person", "")])
    return people[0] if people else None


def _said(reaction: str, asked: Request, named: User | None) -> str:
    asker = asked.asked_by.name
    if reaction == "accepted":
        return _("%(name)s sees that you take it.") % {"name": asker}
    if named is not None:
        return _("%(named)s is asked now. %(name)s sees that you named a colleague.") % {
            "named": named.name,
            "name": asker,
        }
    return _("%(name)s sees that it does not suit you now. That is fine.") % {"name": asker}


def _back(request: HttpRequest, question_id: int) -> HttpResponseRedirect:
    """Lead back to the own page that the form came from, else to the question."""
    address = request.POST.get("next", "")
    if address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return HttpResponseRedirect(address)
    return to_question(question_id)
