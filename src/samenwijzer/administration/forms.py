"""What a reader of the audit filters on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.administration.queries import Filters, area_choices, kind_choices

_DAYS = ["%Y-%m-%d", "%d-%m-%Y"]


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AuditForm(forms.Form):
    """The filters of the audit; all may be left empty."""

    area = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    person = forms.CharField(label=gettext_lazy("Done by"), max_length=100, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Object"), required=False)
    number = forms.IntegerField(
        label=gettext_lazy("Its number"), min_value=1, max_value=2**62, required=False
    )
    result = forms.ChoiceField(
        label=gettext_lazy("Result"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            ("ok", gettext_lazy("Done")),
            ("refused", gettext_lazy("Refused")),
        ],
    )
    since = forms.DateField(label=gettext_lazy("From"), required=False, input_formats=_DAYS, widget=_day())
    until = forms.DateField(
        label=gettext_lazy("Up to and including"), required=False, input_formats=_DAYS, widget=_day()
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, choices in (("area", area_choices()), ("kind", kind_choices())):
            field: Any = self.fields[name]
            field.choices = [("", _("All")), *choices]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("number") and not given.get("kind") and "kind" not in self.errors:
            self.add_error("kind", _("Choose what the number belongs to."))
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day lies before the first."))
        return given

    @property
    def filters(self) -> Filters:
        """What was filled in well; what was not filters nothing."""
        given = self.cleaned_data
        return Filters(
            area=given.get("area") or "",
            person=(given.get("person") or "").strip(),
            kind=given.get("kind") or "",
            number=given.get("number"),
            result=given.get("result") or "",
            since=given.get("since"),
            until=given.get("until"),
        )
