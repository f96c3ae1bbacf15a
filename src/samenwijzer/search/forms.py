"""What a knowledge manager fills in about the words that mean the same."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from samenwijzer.kernel import text
from samenwijzer.search.models import RuleKind
from samenwijzer.search.synonyms import Rule
from samenwijzer.ui.fields import Words
from samenwijzer.ui.guarded import GuardedForm

LONGEST = 200
LONGEST_SEARCH = 400

KINDS = [
    (
        RuleKind.BOTH,
        gettext_lazy("The same, both ways. Who searches the one also finds the other."),
    ),
    (
        RuleKind.SAID,
        gettext_lazy(
            "Citizens say this. Who searches these words also finds our word, not the other way round."
        ),
    ),
    (
        RuleKind.ABBREVIATION,
        gettext_lazy("Abbreviation. The short and the full form find each other."),
    ),
    (
        RuleKind.ONE_WAY,
        gettext_lazy("One way. Who searches the first also finds the second, not the other way round."),
    ),
]


class RuleListForm(forms.Form):
    """Search and filter of the list."""

    q = forms.CharField(label=gettext_lazy("Search a word"), max_length=LONGEST, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("All kinds")), *RuleKind.choices],
    )

    def clean_q(self) -> str:
        return " ".join(text.clean(self.cleaned_data["q"]).split())


class RuleForm(GuardedForm):
    """A rule, and a search to try it with. `seen` is what the rule said when the form was made."""

    words = Words(
        one_line=True,
        label=gettext_lazy("What somebody searches"),
        max_length=LONGEST,
        missing=gettext_lazy("Write the word or words that somebody searches."),
        help_text=gettext_lazy("For example: new washing machine"),
    )
    meaning = Words(
        one_line=True,
        label=gettext_lazy("What must be found as well"),
        max_length=LONGEST,
        missing=gettext_lazy("Write the word or words that must be found as well."),
        help_text=gettext_lazy("For example: special assistance"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How do they belong together?"),
        choices=KINDS,
        initial=RuleKind.BOTH,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the words belong together.")},
    )
    tried = forms.CharField(
        label=gettext_lazy("A search to try"),
        max_length=LONGEST_SEARCH,
        required=False,
        help_text=gettext_lazy("You see what it finds now, and what it finds with this synonym."),
    )
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def clean_tried(self) -> str:
        return " ".join(text.clean(self.cleaned_data["tried"]).split())

    @property
    def rule(self) -> Rule:
        """What the rule would say. To be read when the form is valid."""
        return self.cleaned_data["words"], self.cleaned_data["meaning"], self.cleaned_data["kind"]


class GapListForm(forms.Form):
    """Which searches without result are shown."""

    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[("", gettext_lazy("What is open")), ("settled", gettext_lazy("What is settled"))],
    )


class ProposalForm(GuardedForm):
    """A proposal that words mean the same."""

    words = Words(
        one_line=True,
        label=gettext_lazy("What you searched"),
        max_length=LONGEST,
        missing=gettext_lazy("Write the word or words that you searched."),
    )
    meaning = Words(
        one_line=True,
        label=gettext_lazy("What does it mean, in our words?"),
        max_length=LONGEST,
        missing=gettext_lazy("Write the word or words that must be found."),
        help_text=gettext_lazy("For example: special assistance"),
    )
