"""A form whose texts pass the guard."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.guard import Consent, Traceable
from samenwijzer.ui.fields import Words


class GuardedForm(forms.Form):
    """A form in which people write. `<c-guard :form="form" />` stands before its button.

    After a refusal `traceable` says where citizens' data stands; what was typed is kept in the form.
    """

    not_traceable = forms.BooleanField(
        label=gettext_lazy("Nobody can be recognised in my text"), required=False
    )
    traceable_reason = Words(
        label=gettext_lazy("Why may it stay?"), max_length=300, one_line=True, required=False
    )
    traceable: Traceable | None = None

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        if given.get("not_traceable") and not given.get("traceable_reason", "x"):
            self.add_error("traceable_reason", _("Say in a few words why nobody can be recognised."))

    @property
    def consent(self) -> Consent:
        """What the writer says to a warning. To be read when the form is valid."""
        given = self.cleaned_data
        return Consent(
            not_traceable=bool(given.get("not_traceable")), reason=given.get("traceable_reason", "")
        )
