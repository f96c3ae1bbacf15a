"""The doors to evidence: turning a subject away, confirming one, and where knowledge is thin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.kernel.paging import page_number
from samenwijzer.people import access, actions, queries
from samenwijzer.people.forms import AnswerForm, ConfirmForm, ContestForm, CoverageForm
from samenwijzer.subjects.queries import subject_choices
from samenwijzer.ui.forms import done
from samenwijzer.ui.lists import undoable
from samenwijzer.ui.pages import page

if TYPE_CHECKING:
    from samenwijzer.people.models import Confirmation


@require_POST
def turn_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide or remove a subject of the viewer. The notice that says so can undo it."""
    viewer, subject = access.somebody(signed_in(request)), access.subject_named(pk)
    is_removed = request.POST.get("state") == "removed"
    before = queries.declares(viewer=viewer, subject_id=pk)
    actions.turn_subject_away(actor=viewer, subject=subject, state="removed" if is_removed else "hidden")
    words = (
        _("‘%(name)s’ is taken away. Nobody finds you for it.")
        if is_removed
        else _("‘%(name)s’ is hidden. Nobody finds you for it.")
    )
    fields = {"declared": "1"} if is_removed and before else {}
    undoable(request, words % {"name": subject.name}, reverse("people:show_again", args=[pk]), fields)
    return redirect("people:own")


@require_POST
def show_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Let colleagues find the viewer for a subject again; `declared` puts it back on the profile as well."""
    viewer, subject = access.somebody(signed_in(request)), access.subject_named(pk)
    if request.POST.get("declared"):
        actions.declare_subject(actor=viewer, subject=subject)
    actions.take_subject_back(actor=viewer, subject=subject)
    messages.success(request, _("Colleagues can find you for ‘%(name)s’ again.") % {"name": subject.name})
    return redirect("people:own")


@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is not right about a subject of the viewer."""
    viewer, subject = access.somebody(signed_in(request)), access.subject_named(pk)
    form = ContestForm(request.POST or None)
    act = actions.turn_subject_away
    if done(form, lambda: act(actor=viewer, subject=subject, state="contested", **form.written)):
        messages.success(request, _("It is sent. Nobody finds you for it until you take this back."))
        return redirect("people:own")
    context = {"form": form, "subject": subject, "answerer": queries.who_answers(subject, viewer=viewer)}
    return page(request, "people/contest.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_contest(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a colleague who says that a subject is not right."""
    viewer = access.somebody(signed_in(request))
    choice = access.contest_to_answer(pk, viewer=viewer)
    form = AnswerForm(request.POST or None)
    if done(form, lambda: actions.answer_contest(actor=viewer, choice=choice, **form.written)):
        messages.success(request, _("%(name)s reads your answer.") % {"name": choice.person.name})
        return redirect("home:start")
    context = {"form": form, "choice": choice}
    return page(request, "people/answer_contest.html", context, status=422 if form.is_bound else 200)


@require_POST
def answer_heard(request: HttpRequest, pk: int) -> HttpResponse:
    actions.hear_answer(viewer=signed_in(request), number=min(pk, access.MAX_ID))
    return redirect("home:start")


@require_POST
def confirmation_heard(request: HttpRequest, pk: int) -> HttpResponse:
    actions.hear_confirmation(viewer=signed_in(request), number=min(pk, access.MAX_ID))
    return redirect("home:start")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a subject of a colleague; the address may name it, as `subject`."""
    viewer = access.somebody(signed_in(request))
    person = access.colleague_to_confirm(pk, viewer=viewer)
    given = queries.given_to(person, viewer=viewer)
    choices = subject_choices(viewer=viewer)
    asked = request.GET.get("subject", "")
    initial = {
        "subject": next((one.name for one in choices if str(one.id) == asked), ""),
        "example": next((one.example for one in given if str(one.subject_id) == asked), ""),
    }
    form = ConfirmForm(request.POST or None, initial=initial)
    if done(form, lambda: actions.confirm_subject(actor=viewer, person=person, **form.written)):
        said = _("Thank you. %(name)s reads your example, and may take it away.")
        messages.success(request, said % {"name": person.name})
        return redirect("people:person", pk=person.pk)
    context = {"form": form, "person": person, "given": given, "choices": choices}
    return page(request, "people/confirm.html", context, status=422 if form.is_bound else 200)


@require_POST
def take_back_confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a confirmation away, of the viewer or about him."""
    viewer = access.somebody(signed_in(request))
    confirmation = access.confirmation_to_take_back(pk, viewer=viewer)
    actions.take_back_confirmation(actor=viewer, confirmation=confirmation)
    messages.success(request, _("The confirmation is taken away."))
    if request.POST.get("refused"):
        return redirect("home:start")
    return _to_person(confirmation)


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Show how many colleagues know each subject."""
    viewer = signed_in(request)
    access.require_organisation(viewer)
    form = CoverageForm(request.GET, viewer=viewer)
    status = 200 if form.is_valid() else 422
    number = page_number(request.GET.get("page"))
    found = queries.coverage(viewer=viewer, number=number, filters=form.filters)
    return page(request, "people/coverage.html", {"form": form, "found": found}, part="found", status=status)


def _to_person(confirmation: Confirmation) -> HttpResponse:
    return redirect("people:person", pk=confirmation.person_id)
