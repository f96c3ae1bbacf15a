"""What is filled in about texts in which somebody can be recognised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.privacy.queries import Markable
from samenwijzer.privacy.redacting import LONGEST
from samenwijzer.ui.fields import Words
from samenwijzer.ui.guarded import GuardedForm

MOST_LINES = 30
_SHORTEST = 2


class ReportTextForm(GuardedForm):
    """A word with a report."""

    note = Words(
        label=gettext_lazy("What should the privacy officer look at?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RedactForm(forms.Form):
    """What must go from a text: ticked, or typed by hand, each on a line. Neither is kept anywhere."""

    marked = forms.MultipleChoiceField(
        label=gettext_lazy("What we recognise"), required=False, widget=forms.CheckboxSelectMultiple
    )
    typed = Words(
        label=gettext_lazy("Other words that must go"),
        help_text=gettext_lazy("Exactly as they stand in the text, each on a line of its own."),
        max_length=MOST_LINES * LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *given: Any, found: Sequence[Markable], **options: Any) -> None:
        super().__init__(*given, **options)
        field: Any = self.fields["marked"]
        if not found:
            self.fields["typed"].label = _("Words that must go")
        field.initial = [one.digest for one in found if one.is_likely]
        field.choices = [
            (one.digest, _("%(words)s (%(label)s) becomes %(instead)s") % _words(one)) for one in found
        ]
        # A text that was changed meanwhile may hold less.
        field.error_messages["invalid_choice"] = _("The text was changed meanwhile. Look once more.")

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["typed"].split("\n") if line.strip()]

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"]
        lines = [line.strip() for line in typed.split("\n") if line.strip()]
        if len(lines) > MOST_LINES or any(len(line) > LONGEST for line in lines):
            raise forms.ValidationError(
                _("At most %(lines)s lines, each of at most %(longest)s characters.")
                % {"lines": MOST_LINES, "longest": LONGEST}
            )
        if any(len(line) < _SHORTEST for line in lines):
            raise forms.ValidationError(_("One letter is too little to find it by."))
        return typed


def _words(one: Markable) -> dict[str, str]:
    return {"words": one.words, "label": one.label, "instead": one.instead}
