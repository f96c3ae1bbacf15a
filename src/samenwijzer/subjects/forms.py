"""What a knowledge manager fills in about a subject."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.accounts.models import User
from samenwijzer.kernel import text
from samenwijzer.subjects import queries
from samenwijzer.subjects.models import Subject
from samenwijzer.ui.fields import Words
from samenwijzer.ui.guarded import GuardedForm
from samenwijzer.ui.widgets import LongSelect, in_their_language

LONGEST = 200
MOST_SYNONYMS = 100


class ListForm(forms.Form):
    """Search and filter of the list."""

    q = forms.CharField(label=gettext_lazy("Search a subject or synonym"), max_length=LONGEST, required=False)
    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", gettext_lazy("All subjects")),
            ("no_owner", gettext_lazy("Without an owner")),
            ("no_synonyms", gettext_lazy("Without synonyms")),
            ("unused", gettext_lazy("Not in use")),
        ],
    )

    def clean_q(self) -> str:
        return " ".join(text.clean(self.cleaned_data["q"]).split())


class SubjectForm(GuardedForm):
    """A subject. `owner` is an address, or a name that only one colleague has."""

    name = Words(
        one_line=True,
        label=gettext_lazy("Name of the subject"),
        max_length=LONGEST,
        missing=gettext_lazy("Write the name of the subject."),
    )
    synonyms = Words(
        label=gettext_lazy("Synonyms and abbreviations"),
        max_length=LONGEST * MOST_SYNONYMS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One on each line. Whoever searches one of these words finds this subject."),
    )
    product = forms.TypedChoiceField(
        label=gettext_lazy("Product of the national list (UPL)"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=LongSelect,
    )
    owner = forms.CharField(
        label=gettext_lazy("Owner"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Name or e-mail address of the colleague who keeps this subject right."),
        widget=forms.TextInput(attrs={"list": "owner-options", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["product"].choices = [  # type: ignore[attr-defined]
            ("", _("No product")),
            *queries.product_choices(viewer=viewer),
        ]

    def clean_synonyms(self) -> list[str]:
        lines = self.cleaned_data["synonyms"].split("\n")
        terms = [term for term in (" ".join(line.split()) for line in lines) if term]
        if len(terms) > MOST_SYNONYMS or any(len(term) > LONGEST for term in terms):
            raise forms.ValidationError(_("At most 100 synonyms, each at most 200 characters."))
        return terms

    def clean_owner(self) -> int | None:
        words = " ".join(text.clean(self.cleaned_data["owner"]).split())
        if not words:
            return None
        found = queries.owners_like(words, viewer=self.viewer)
        named = [one for one in found if one.name.casefold() == words.casefold()]
        if len(found) != 1 and len(named) == 1:
            found = named
        if not found:
            raise forms.ValidationError(_("No colleague with this name or address. Check how it is spelled."))
        if len(found) > 1:
            addresses = ", ".join(f"{one.name} ({one.email})" for one in found[:5])
            raise forms.ValidationError(
                _("Several colleagues fit. Write the e-mail address of one: %(people)s.")
                % {"people": addresses}
            )
        return found[0].id


class MergeForm(forms.Form):
    """Which of the chosen subjects remains."""

    into = forms.TypedChoiceField(
        label=gettext_lazy("Which name remains?"), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, subjects: list[Subject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [(row.pk, in_their_language(row.name)) for row in subjects]  # type: ignore[attr-defined]
