"""What may be typed into the box."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel import text
from samenwijzer.kernel.refs import Ref

LONGEST = 400


class BoxForm(forms.Form):
    """The one box. Anything longer than LONGEST characters is refused with a sentence, not cut."""

    q = forms.CharField(
        label=_("What does your citizen ask?"),
        max_length=LONGEST,
        required=False,
        error_messages={
            "max_length": _("This is too long to search for. Use at most %(limit_value)d characters.")
        },
    )

    def clean_q(self) -> str:
        return " ".join(text.clean(self.cleaned_data["q"]).split())


class OpenedForm(BoxForm):
    """A result that was opened: the text it was found for, and its address within the house."""

    ref = forms.CharField(max_length=100)

    def clean_ref(self) -> Ref:
        try:
            ref = Ref.parse(self.cleaned_data["ref"])
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem
        if ref.id >= 2**63:
            raise forms.ValidationError(str(ref))
        return ref
