"""What may be said when something passes on."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel import text


class SaysForm(forms.Form):
    """What somebody says to a thing that came to him."""

    says = forms.ChoiceField(
        choices=[
            ("keep", _("I keep this")),
            ("take", _("I take this over")),
            ("give_back", _("Not me")),
        ],
        error_messages={
            "required": _("Choose what you want to say."),
            "invalid_choice": _("Choose what you want to say."),
        },
    )


class LookUpForm(forms.Form):
    """Looks up a colleague by name. Any text will do."""

    name = forms.CharField(label=_("Name of a colleague"), max_length=100, required=False)

    def clean_name(self) -> str:
        return " ".join(text.clean(self.cleaned_data["name"]).split())
