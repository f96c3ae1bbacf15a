"""What is put on the allow list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer import guard
from samenwijzer.accounts.models import AllowedKind
from samenwijzer.guard import Label, Level
from samenwijzer.ui.fields import Words
from samenwijzer.ui.guarded import GuardedForm


class AllowListFilterForm(forms.Form):
    """Which entries stand in the list."""

    words = Words(one_line=True, label=gettext_lazy("Search the list"), max_length=100, required=False)


class AllowedTextForm(GuardedForm):
    """One entry."""

    use_required_attribute = False
    not_looked_at = frozenset({"value"})

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=AllowedKind.choices,
        error_messages={"invalid_choice": gettext_lazy("Choose from the list.")},
    )
    value = Words(
        one_line=True,
        label=gettext_lazy("What may stand in a text"),
        max_length=200,
        help_text=gettext_lazy(
            "Such as: Jan Steenlaan; 0199-100500 (with * at the end: all that begin so); post@example.org; "
            "example.org. Of a dossier number the form: Z-####-######, where # is a digit and @ a letter."
        ),
    )
    note = Words(one_line=True, label=gettext_lazy("Why?"), max_length=200, required=False)

    def clean(self) -> None:
        super().clean()
        kind, value = self.cleaned_data.get("kind"), self.cleaned_data.get("value")
        if not kind or not value:
            return
        digits = sum(map(str.isdigit, value))
        if kind == AllowedKind.TEXT:
            self._check_words(value)
        if kind == AllowedKind.NUMBER and digits < 3:
            self.add_error("value", _("Write a number of at least three digits."))
        elif kind == AllowedKind.EMAIL and ("@" not in value.strip("@") or " " in value):
            self.add_error("value", _("Write an address such as naam@example.org."))
        elif kind == AllowedKind.DOMAIN and ("." not in value.strip(".") or {"@", " "} & set(value)):
            self.add_error("value", _("Write a domain such as example.org, without @."))
        elif kind == AllowedKind.DOSSIER and value.count("#") < 3:
            self.add_error("value", _("Write the form with at least three # for digits: Z-####-######."))

    def _check_words(self, value: str) -> None:
        """Refuse what is more than the one thing that may stand, or is no words."""
        found = [one.label for one in guard.find(value) if one.level is not Level.HINT]
        if Label.ADDRESS in found:
            found = [label for label in found if label is not Label.POSTCODE]
        if len(found) > 1 or {Label.BSN, Label.IBAN} & set(found):
            self.add_error("value", _("Put here only what may stand in a text, not a whole sentence."))
        elif found == [Label.PHONE]:
            sentence = _("This looks like a telephone number. Choose ‘%(kind)s’ for what it is.")
            self.add_error("value", sentence % {"kind": AllowedKind.NUMBER.label})


class TryTextForm(forms.Form):
    """A text to try, which is kept nowhere."""

    use_required_attribute = False

    tried = Words(
        label=gettext_lazy("Your text"),
        max_length=2_000,
        widget=forms.Textarea,
        help_text=gettext_lazy("It is not kept. Use made-up data, not that of a citizen."),
    )
