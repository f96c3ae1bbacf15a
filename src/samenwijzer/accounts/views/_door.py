"""What these doors share."""

from __future__ import annotations

from django.forms import Form
from django.urls import NoReverseMatch, reverse

from samenwijzer.kernel.errors import Refusal


def show_refusal(form: Form, refusal: Refusal) -> None:
    """Put the sentence beside its field, or on top when the form has no such field."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def address_if_any(name: str, *args: int) -> str:
    """Give an address of a part above this one, or nothing when that is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
