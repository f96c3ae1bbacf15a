"""The doors to changing a text, and to what it said before."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.forum import access, actions, queries
from samenwijzer.forum.forms import AnswerForm, EditQuestionForm
from samenwijzer.forum.views.door import to_question
from samenwijzer.ui.forms import done
from samenwijzer.ui.pages import page


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.question_to_edit(viewer=viewer, pk=pk)
    chosen = queries.subject_ids_of(viewer=viewer, question=found)
    if request.method != "POST":
        form = EditQuestionForm.of(found, viewer=viewer, subjects=chosen)
        return page(request, "forum/edit.html", {"form": form, "question": found})
    form = EditQuestionForm(request.POST, viewer=viewer, subjects=chosen)
    if done(form, lambda: actions.edit_question(editor=viewer, question=found, **form.written)):
        messages.success(request, _("Your change is saved."))
        return to_question(found.pk)
    return page(request, "forum/edit.html", {"form": form, "question": found}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_answer(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.answer_to_edit(viewer=viewer, pk=pk)
    context = {"answer": found, "question": found.question}
    if request.method != "POST":
        form = AnswerForm(initial={"body": found.body})
        return page(request, "forum/edit_answer.html", {"form": form, **context})
    form = AnswerForm(request.POST)
    if done(form, lambda: actions.edit_answer(editor=viewer, answer=found, **form.changed)):
        messages.success(request, _("Your change is saved."))
        return to_question(found.question_id, f"antwoord-{found.pk}")
    return page(request, "forum/edit_answer.html", {"form": form, **context}, status=422)


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.question_to_read(viewer=viewer, pk=pk)
    shown = queries.question_history(viewer=viewer, question=found)
    return page(request, "forum/history.html", {"question": found, "history": shown})


@require_safe
def answer_history(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.answer_to_read(viewer=viewer, pk=pk)
    shown = queries.answer_history(viewer=viewer, answer=found)
    context = {"question": found.question, "answer": found, "history": shown}
    return page(request, "forum/history.html", context)
