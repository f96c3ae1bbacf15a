"""What the doors of the forum have in common."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpResponseRedirect
from django.urls import reverse

from samenwijzer.kernel.errors import Refusal


def to_question(pk: int, place: str = "") -> HttpResponseRedirect:
    """Lead to the page of a question, at an element with that id."""
    return HttpResponseRedirect(reverse("forum:question", args=[pk]) + (f"#{place}" if place else ""))


def show_refusal(form: Form, refusal: Refusal, *, beside: str | None = None) -> None:
    """Put the sentence beside its field, or beside `beside` when the form has no such field."""
    field = refusal.field if refusal.field in form.fields else beside
    form.add_error(field if field in form.fields else None, str(refusal))
