"""The filter of the catalogue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenwijzer.signpost.queries import ServiceList
from samenwijzer.ui.widgets import LongSelect


class ServiceFilterForm(forms.Form):
    """Shows which filters are chosen; reading them is the task of the query."""

    department = forms.ChoiceField(widget=LongSelect, label=_("Department"), required=False)
    subject = forms.ChoiceField(widget=LongSelect, label=_("Subject"), required=False)

    def __init__(self, *, services: ServiceList) -> None:
        chosen = {"department": services.department, "subject": services.subject}
        super().__init__(initial=chosen)
        self._offer(
            "department",
            [
                ("", _("All departments")),
                *((choice.value, choice.label) for choice in services.departments),
                ("none", _("No department yet")),
            ],
        )
        self._offer(
            "subject",
            [("", _("All subjects")), *((choice.value, choice.label) for choice in services.subjects)],
        )

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
