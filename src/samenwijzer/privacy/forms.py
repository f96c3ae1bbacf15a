"""What is typed before somebody is forgotten, and for how long things are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.privacy.queries import TermRow


class ForgetForm(forms.Form):
    """The name, typed by hand."""

    name = forms.CharField(
        label=gettext_lazy("Type the name of this person"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class GoneForm(forms.Form):
    """Whom one looks for among who left."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)


class TermsForm(forms.Form):
    """A number of days for each term."""

    def __init__(self, *given: Any, terms: Sequence[TermRow], **options: Any) -> None:
        super().__init__(*given, **options)
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
