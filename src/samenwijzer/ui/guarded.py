"""A form whose texts pass the guard."""

from __future__ import annotations

import json
from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.guard import Consent, Traceable
from samenwijzer.kernel import text
from samenwijzer.ui.fields import Words
from samenwijzer.ui.found import FoundInForm, found_in, replaced

ALL = "all"


class GuardedForm(forms.Form):
    """A form in which people write. `<c-guard :form="form" />` stands before its button.

    After a refusal `traceable` says where citizens' data stands, and `found` the same in words; what was
    typed is kept in the form. Without JavaScript a button in that list posts `guard_replace`: then the words
    are replaced, and the form is not valid, so that the writer reads his text before it is saved.
    """

    not_traceable = forms.BooleanField(
        label=gettext_lazy("Nobody can be recognised in my text"), required=False
    )
    traceable_reason = Words(
        label=gettext_lazy("Why may it stay?"), max_length=300, one_line=True, required=False
    )
    # Whether what it is filled with stands there already, and so is not looked at again.
    changes_what_stands = True
    # Fields in which a name or a number belongs, so that it is not pointed at while somebody types.
    not_looked_at: frozenset[str] = frozenset()
    traceable: Traceable | None = None
    found = FoundInForm()
    is_replaced = False

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        for name in ("not_traceable", "traceable_reason"):  # They stand below the texts.
            self.fields[name] = self.fields.pop(name)
        if self.is_bound and "guard_replace" in self.data:
            self._replace(self.data["guard_replace"])

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        if given.get("not_traceable") and not given.get("traceable_reason", "x"):
            self.add_error("traceable_reason", _("Say in a few words why nobody can be recognised."))

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.is_replaced:
            self.add_error(None, _("The words are replaced. Read your text once more, and then save it."))

    @property
    def written(self) -> dict[str, Any]:
        """What was filled in, as an action takes it, with the consent. To be read when the form is valid."""
        asked = {"not_traceable", "traceable_reason"}
        given = {name: value for name, value in self.cleaned_data.items() if name not in asked}
        return {**given, "consent": self.consent}

    @property
    def consent(self) -> Consent:
        """What the writer says to a warning. To be read when the form is valid."""
        given = self.cleaned_data
        return Consent(
            not_traceable=bool(given.get("not_traceable")), reason=given.get("traceable_reason", "")
        )

    def show_traceable(self, refusal: Traceable) -> None:
        """Put what was found beside its fields. To be called when the form is valid."""
        self.traceable = refusal
        texts = {name: self._typed(name) for name in self._guarded}
        findings = {
            self.add_prefix(name): [place.finding for place in refusal.places if place.field == name]
            for name in texts
        }
        by_name = {self.add_prefix(name): text for name, text in texts.items()}
        self.found = FoundInForm(places=found_in(by_name, findings))
        for name, sentence in refusal.sentences.items():
            self.add_error(name if name in self.fields else None, sentence)

    @property
    def guarded_fields(self) -> str:
        """The names and labels of the fields that are looked at, as the form carries them along."""
        names = [(self.add_prefix(name), str(self[name].label)) for name in self._guarded]
        return json.dumps(names)

    @property
    def stood_before(self) -> str:
        """What is not looked at again, as the form carries it along."""
        if self.is_bound:
            return str(self.data.get("guard_before", ""))
        if not self.changes_what_stands:
            return ""
        return "\n".join(str(value) for name in self._guarded if (value := self[name].value()))

    @property
    def _guarded(self) -> list[str]:
        words = [name for name, field in self.fields.items() if isinstance(field, Words)]
        return [name for name in words if name not in self.not_looked_at]

    def _typed(self, name: str) -> str:
        """What was typed, as the action judged it."""
        given = self.cleaned_data.get(name)
        if isinstance(given, list):
            return "\n".join(given)
        return str(given or text.clean(str(self[name].value() or "")).strip())

    def _replace(self, which: str) -> None:
        typed = {key: text.clean(str(value)) for key, value in self.data.items()}
        carried = FoundInForm.carried(typed.get("guard_found", ""), texts=typed)
        chosen = [one for number, one in enumerate(carried.places) if which in {ALL, str(number)}]
        changed: Any = copy(self.data)
        for name in {one.field for one in chosen}:
            changed[name] = typed[name] = replaced(typed[name], [one for one in chosen if one.field == name])
        self.data = changed
        self.found = FoundInForm.carried(typed.get("guard_found", ""), texts=typed)
        self.is_replaced = True
