"""The door to asking."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samenwijzer.accounts.access import signed_in
from samenwijzer.forum import actions, queries
from samenwijzer.forum.forms import AskForm
from samenwijzer.forum.models import TITLE_LENGTH
from samenwijzer.forum.views.door import to_question
from samenwijzer.kernel import text
from samenwijzer.ui.forms import made
from samenwijzer.ui.pages import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samenwijzer.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Show the form, or ask. With step=start the posted text only fills it: it may stand in no address."""
    viewer = signed_in(request)
    if request.method != "POST":
        return page(request, "forum/ask.html", {"form": _form_of_address(request)})
    people = queries.people_to_ask(viewer=viewer, ids=request.POST.getlist("asked"))
    if request.POST.get("step") == "start":
        return _started_page(request, people)
    form = AskForm(request.POST, viewer=viewer, asked=people)
    question = made(form, lambda: actions.ask_question(author=viewer, **form.written), beside="asked")
    if question is None:
        return page(request, "forum/ask.html", {"form": form}, status=422)
    messages.success(request, _("Your question is placed. You see the answers here."))
    return to_question(question.pk)


@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """Show questions like the text that is being typed. It posts, so that the text stands in no log."""
    found = queries.similar_questions(request.POST.get("title", ""), viewer=signed_in(request))
    return page(request, "forum/similar.html", {"similar": found}, part="found")


def _form_of_address(request: HttpRequest) -> AskForm:
    """Fill the form with the numbers in the address: a colleague, a space, subjects."""
    viewer = signed_in(request)
    people = queries.people_to_ask(viewer=viewer, ids=request.GET.getlist("asked"))
    initial: dict[str, object] = {"asked": [person.pk for person in people]}
    if space := request.GET.get("space"):
        initial["space"] = space[:20]
    subjects = [int(value) for value in request.GET.getlist("subject")[:5] if _is_number(value)]
    return AskForm(initial=initial, viewer=viewer, asked=people, subjects=subjects)


def _started_page(request: HttpRequest, people: Sequence[User]) -> HttpResponse:
    """Show the form with the text of the box in it, and the questions that are like it."""
    viewer, started = signed_in(request), _started(request)
    context = {
        "form": AskForm(initial=started, viewer=viewer, asked=people),
        "similar": queries.similar_questions(str(started["title"]), viewer=viewer),
        "address": _address_of(started, people),
    }
    return page(request, "forum/ask.html", context)


def _started(request: HttpRequest) -> dict[str, object]:
    """Turn the text of the box into a title; one that is too long stands whole in the details."""
    typed = text.clean(request.POST.get("title", "")).strip()
    title = text.shorten(typed, length=TITLE_LENGTH)
    more = text.clean(request.POST.get("body", "")).strip()
    whole = typed if len(" ".join(typed.split())) > TITLE_LENGTH else ""
    return {
        "title": title,
        "body": "\n\n".join(filter(None, [whole, more])),
        "asked": request.POST.getlist("asked"),
        **({"space": request.POST["space"]} if request.POST.get("space") else {}),
    }


def _address_of(started: dict[str, object], people: Sequence[User]) -> str:
    """Give this form an address to come back to, with numbers alone: the words stay in the browser."""
    numbers = [("asked", str(person.pk)) for person in people]
    space = str(started.get("space", ""))
    if _is_number(space):
        numbers.append(("space", space))
    return f"{reverse('forum:ask')}{'?' if numbers else ''}{urlencode(numbers)}"


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 19
