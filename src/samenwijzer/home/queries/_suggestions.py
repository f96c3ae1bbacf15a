"""What the box offers while somebody types, as plain values."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samenwijzer.search import queries as engine


def kind_of(suggestion: engine.Suggestion) -> str:
    """Name what a suggestion is, for the line beside it. What is no longer current says so."""
    if suggestion.state == "expired":
        return _("Expired")
    if suggestion.state == "replaced":
        return _("Replaced")
    return {
        "service": _("Service"),
        "page": pgettext("one result", "Page"),
        "question": _("Question"),
        "answer": _("Answer"),
        "person": _("Colleague"),
    }[suggestion.type]
