"""The filter of the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenwijzer.documents.queries import Choice, Library
from samenwijzer.ui.widgets import LongSelect

STATES = (
    ("", _("Every state")),
    ("current", _("Current")),
    ("review", _("Review needed")),
    ("expired", _("Expired")),
    ("replaced", _("Replaced")),
)
SORTS = (("title", _("By title")), ("date", _("Newest first")), ("review", _("Review date first")))


class PageFilterForm(forms.Form):
    """Shows which filters are chosen; reading them is the task of the query. Law has its own few."""

    department = forms.ChoiceField(widget=LongSelect, label=_("Department"), required=False)
    space = forms.ChoiceField(widget=LongSelect, label=_("Space"), required=False)
    law = forms.ChoiceField(widget=LongSelect, label=_("Law"), required=False)
    subject = forms.ChoiceField(widget=LongSelect, label=_("Subject"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    def __init__(self, *, library: Library) -> None:
        names = ("department", "space", "law", "subject", "state", "sort")
        super().__init__(initial={name: getattr(library, name) for name in names})
        self._offer("department", _("All departments"), library.departments)
        self._offer("space", _("All spaces"), library.spaces)
        self._offer("law", _("All laws"), library.law_names)
        self._offer("subject", _("All subjects"), library.subjects)
        for name in ("department", "space", "state", "sort") if library.shows_law else ("law",):
            del self.fields[name]
        if library.shows_law and not library.subjects:
            del self.fields["subject"]

    def _offer(self, name: str, everything: Any, choices: Sequence[Choice]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", everything), *((choice.value, choice.label) for choice in choices)]
