"""What is typed before somebody is forgotten, and for how long things are kept."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.guard import Label
from samenwijzer.kernel import text
from samenwijzer.privacy.queries import TermRow
from samenwijzer.ui.found import LABEL_NAMES

_PLACE = re.compile(r"[a-z_]{1,60}:[a-z_]{1,100}")
_MOST_FIELDS = 30
_THREE_YEARS = 3 * 365
_DAYS = ["%Y-%m-%d", "%d-%m-%Y"]


class ForgetForm(forms.Form):
    """The name, typed by hand."""

    name = forms.CharField(
        label=gettext_lazy("Type the name of this person"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Fill in a name.")},
    )


class GoneForm(forms.Form):
    """Whom one looks for among who left."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OverridesForm(forms.Form):
    """Which of the warnings that were let stand are shown; all may be left empty."""

    label = forms.ChoiceField(label=gettext_lazy("What was found"), required=False)
    since = forms.DateField(label=gettext_lazy("From"), required=False, input_formats=_DAYS, widget=_day())
    until = forms.DateField(
        label=gettext_lazy("Up to and including"), required=False, input_formats=_DAYS, widget=_day()
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        label: Any = self.fields["label"]
        label.choices = [("", _("All")), *((one.value, LABEL_NAMES[one]) for one in Label)]

    def clean(self) -> None:
        super().clean()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day lies before the first."))


class TermsForm(forms.Form):
    """A number of days for each term."""

    def __init__(self, *given: Any, terms: Sequence[TermRow], **options: Any) -> None:
        super().__init__(*given, **options)
        self._audit_days = next(term.days for term in terms if term.kind == "audit")
        for term in terms:
            self.fields[term.kind] = forms.IntegerField(
                label=_("%(title)s: days") % {"title": term.title},
                initial=term.days,
                min_value=term.least,
                max_value=term.most,
                help_text=_("Between %(least)s and %(most)s days; usual is %(usual)s.")
                % {"least": term.least, "most": term.most, "usual": term.usual},
                error_messages={
                    "required": _("Fill in a number of days."),
                    "invalid": _("Fill in a number of days."),
                    "min_value": _("At least %(least)s days.") % {"least": term.least},
                    "max_value": _("At most %(most)s days.") % {"most": term.most},
                },
            )

    @property
    def shortens_audit(self) -> bool:
        """Whether the log would from now on be kept for less than three years."""
        return int(self.cleaned_data["audit"]) < min(self._audit_days, _THREE_YEARS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The texts of any form with a `<c-guard>`, by the names of their fields, and what it says of itself.

    `place` is the name of the page ("forum:ask"), `labels` what its fields are called, `before` what stood
    there already. Nothing that is sent is a mistake: what is not understood counts as no text.
    """

    place: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    before: str = ""

    @classmethod
    def read(cls, posted: QueryDict) -> Written:
        try:
            rows = json.loads(posted.get("guard_fields", ""))
            labels = {str(name): str(label)[:60] for name, label in rows[:_MOST_FIELDS]}
        except (ValueError, TypeError, KeyError, RecursionError):
            labels = {}
        place = posted.get("guard_place", "")
        return cls(
            place=place if _PLACE.fullmatch(place) else "",
            texts={name: text.clean(typed) for name in labels if (typed := posted.get(name))},
            labels=labels,
            before=text.clean(posted.get("guard_before", "")),
        )
