"""What the doors of the forum have in common."""

from __future__ import annotations

from django.http import HttpResponseRedirect
from django.urls import reverse


def to_question(pk: int, place: str = "") -> HttpResponseRedirect:
    """Lead to the page of a question, at an element with that id."""
    return HttpResponseRedirect(reverse("forum:question", args=[pk]) + (f"#{place}" if place else ""))
