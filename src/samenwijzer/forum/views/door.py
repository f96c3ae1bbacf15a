"""What the doors of the forum have in common."""

from __future__ import annotations

from typing import cast

from django.forms import Form
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.kernel.errors import Refusal


def viewer_of(request: HttpRequest) -> User:
    """Return who is signed in: the sign-in middleware lets nobody else through."""
    return cast("User", request.user)


def to_question(pk: int, place: str = "") -> HttpResponseRedirect:
    """Lead to the page of a question, at an element with that id."""
    return HttpResponseRedirect(reverse("forum:question", args=[pk]) + (f"#{place}" if place else ""))


def show_refusal(form: Form, refusal: Refusal, *, beside: str | None = None) -> None:
    """Put the sentence beside its field, or beside `beside` when the form has no such field."""
    field = refusal.field if refusal.field in form.fields else beside
    form.add_error(field if field in form.fields else None, str(refusal))
