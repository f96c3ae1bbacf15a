"""The doors to questions: reading, answering, and choosing what helped."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reswap, retarget

from samenwijzer.accounts.access import signed_in
from samenwijzer.forum import access, actions, queries
from samenwijzer.forum.forms import AnswerForm, CommentForm
from samenwijzer.forum.models import Answer, Question
from samenwijzer.forum.views.door import to_question
from samenwijzer.kernel.paging import page_number
from samenwijzer.ui.forms import made
from samenwijzer.ui.pages import page, wants_part

TABS = (
    ("all", gettext_lazy("Everything")),
    ("open", gettext_lazy("Open")),
    ("answered", gettext_lazy("Answered")),
    ("mine", gettext_lazy("Asked by me")),
    ("asked", gettext_lazy("Asked to me")),
)


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    found = queries.question_list(
        viewer=signed_in(request),
        filters=queries.Filters.read(
            show=request.GET.get("show"),
            subject=request.GET.get("subject"),
            space=request.GET.get("space"),
        ),
        number=page_number(request.GET.get("page")),
    )
    tabs = [{"show": show, "label": label, "current": show == found.filters.show} for show, label in TABS]
    return page(request, "forum/questions.html", {"found": found, "tabs": tabs})


@require_safe
def question(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.question_to_read(viewer=signed_in(request), pk=pk)
    return _question_page(request, found)


@require_safe
def similar_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the questions like this one. The page of the question fetches it once it is there."""
    viewer = signed_in(request)
    found = access.question_to_read(viewer=viewer, pk=pk)
    similar = queries.similar_questions(found.title, viewer=viewer, besides=found.pk)
    return page(request, "forum/similar_to.html", {"question": found, "similar": similar}, part="found")


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer. Who comes here without an answer, as after signing in again, finds the form on the page."""
    if request.method != "POST":
        return to_question(pk, "answer")
    viewer = signed_in(request)
    found = access.question_to_answer(viewer=viewer, pk=pk)
    form = AnswerForm(request.POST)
    given = made(form, lambda: actions.answer_question(author=viewer, question=found, **form.written))
    if given is None:
        template = "forum/thread.html" if wants_part(request) else "forum/question.html"
        return _question_page(request, found, template=template, form=form, status=422)
    if wants_part(request):
        return _question_page(request, found, template="forum/thread_changed.html", new_answer=given.pk)
    messages.success(request, _("Your answer is placed."))
    return to_question(found.pk, f"antwoord-{given.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the form for a comment, or comment."""
    viewer = signed_in(request)
    found = access.question_to_answer(viewer=viewer, pk=pk)
    sent = request.POST if request.method == "POST" else request.GET
    under = _answer_of(request, found, sent.get("answer", ""))
    if request.method != "POST":
        form = CommentForm(initial={"answer": under.pk if under else None}, auto_id="comment-%s")
        return _comment_form(request, found, form, under=under)
    form = CommentForm(request.POST, auto_id="comment-%s")
    written = made(form, lambda: actions.comment(author=viewer, question=found, answer=under, **form.written))
    if written is None:
        return _comment_form(request, found, form, under=under, status=422)
    if wants_part(request):
        return _question_page(request, found, template="forum/thread_changed.html", new_comment=written.pk)
    return to_question(found.pk, f"reactie-{written.pk}")


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.answer_to_accept(viewer=viewer, pk=pk)
    actions.accept_answer(person=viewer, answer=found)
    messages.success(request, _("This answer now stands on top. Colleagues find it by searching."))
    return to_question(found.question_id, f"antwoord-{found.pk}")


@require_POST
def unaccept(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.answer_to_accept(viewer=viewer, pk=pk)
    actions.take_back_acceptance(person=viewer, answer=found)
    messages.success(request, _("The question is open again."))
    return to_question(found.question_id, f"antwoord-{found.pk}")


@require_POST
def helped(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.answer_to_read(viewer=viewer, pk=pk)
    actions.say_helped(person=viewer, answer=found)
    return _answer_again(request, found)


@require_POST
def not_helped(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.answer_to_read(viewer=viewer, pk=pk)
    actions.take_back_helped(person=viewer, answer=found)
    return _answer_again(request, found)


def _question_page(
    request: HttpRequest,
    found: Question,
    *,
    template: str = "forum/question.html",
    form: AnswerForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    shown = queries.question_page(viewer=signed_in(request), question=found)
    context = {"question": shown, "form": form or AnswerForm(), **more}
    return page(request, template, context, status=status)


def _comment_form(
    request: HttpRequest, found: Question, form: CommentForm, *, under: Answer | None, status: int = 200
) -> HttpResponse:
    """Give htmx the form alone, which it puts in its place; others get the page with the form open."""
    place: dict[str, Any] = {"comment_form": form, "comment_under": under.pk if under else 0}
    if wants_part(request):
        context = {"question_id": found.pk, **place}
        answer = page(request, "forum/comment_form.html", context, status=status)
        return reswap(retarget(answer, f"#comment-place-{place['comment_under']}"), "innerHTML")
    return _question_page(request, found, status=status, **place)


def _answer_of(request: HttpRequest, found: Question, number: str) -> Answer | None:
    """Fetch the answer of this question with that number; anything else means the question itself."""
    pk = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    if not pk:
        return None
    under = access.answer_to_read(viewer=signed_in(request), pk=pk)
    return under if under.question_id == found.pk else None


def _answer_again(request: HttpRequest, found: Answer) -> HttpResponse:
    if not wants_part(request):
        return to_question(found.question_id, f"antwoord-{found.pk}")
    viewer = signed_in(request)
    whole = access.question_to_read(viewer=viewer, pk=found.question_id)
    shown = queries.question_page(viewer=viewer, question=whole)
    answers = [one for one in shown.answers if one.id == found.pk]
    return page(request, "forum/answer.html", {"question": shown, "answer": answers[0]})
