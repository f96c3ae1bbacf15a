"""What a view does with a form and the action behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.forms import Form

from samenwijzer.guard import Traceable
from samenwijzer.kernel.errors import NotAllowed, Refusal
from samenwijzer.ui.guarded import GuardedForm

Made = TypeVar("Made")


def made(form: Form, make: Callable[[], Made], *, beside: str | None = None) -> Made | None:
    """Make it when the form is right, and return it; None when it is not, or when a refusal stands in it."""
    if not form.is_valid():
        return None
    try:
        return make()
    except Refusal as refusal:
        show_refusal(form, refusal, beside=beside)
        return None


def done(form: Form, act: Callable[[], object], *, beside: str | None = None) -> bool:
    """Do it when the form is right, and say whether it was done; a refusal stands in the form then."""
    return made(form, lambda: (act(),), beside=beside) is not None


def show_refusal(form: Form, refusal: Refusal, *, beside: str | None = None) -> None:
    """Put the sentence beside its field, else beside `beside`, else on top.

    Raises it again when it is NotAllowed: a right that is missing is no mistake in a form.
    """
    if isinstance(refusal, NotAllowed):
        raise refusal
    if isinstance(refusal, Traceable) and isinstance(form, GuardedForm):
        form.show_traceable(refusal)
        return
    field = refusal.field if refusal.field in form.fields else beside
    form.add_error(field if field in form.fields else None, refusal.sentence)
