"""Sample values for the page that shows every component in every state."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer import guard
from samenwijzer.kernel import clock
from samenwijzer.kernel.paging import Page
from samenwijzer.ui.days import week
from samenwijzer.ui.fields import Words
from samenwijzer.ui.found import FoundInForm, found_in
from samenwijzer.ui.guarded import GuardedForm
from samenwijzer.ui.markdown import render
from samenwijzer.ui.templatetags.ui import NOTICES, STATES

# Written by a colleague, so in the organisation's language whatever the reader chose.
TEXT = """De termijn is **acht weken**. Lees [de werkinstructie](page:1) of [de wet](https://wetten.overheid.nl/).

## Een kop in de tekst

1. Bel de inwoner binnen twee dagen.
2. Spreek af wie de vaste collega is.

| Huishouden | Norm |
|---|---|
| Alleen | € 1.345 |
| Samen | € 1.922 |
"""

CASE = "Het gaat om BSN 123456782.\nBel terug op 06-12345678."


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePerson:
    """A colleague who does not exist, with all that a card can show."""

    name: str
    initials: str
    role: str
    presence_text: str = ""
    presence_kind: str = "off"
    why: tuple[str, ...] = ()
    phone: str = ""
    url: str = "#colleagues"


class SampleForm(forms.Form):
    """One field of each kind."""

    filled = forms.CharField(
        label=gettext_lazy("A field"), help_text=gettext_lazy("The explanation stands below the question.")
    )
    wrong = forms.CharField(label=gettext_lazy("A field with an error"))
    longer = forms.CharField(label=gettext_lazy("A longer text"), widget=forms.Textarea, required=False)
    chosen = forms.ChoiceField(
        label=gettext_lazy("Department"), choices=[("1", "Inkomen"), ("2", "Wmo")], required=False
    )
    ways = forms.ChoiceField(
        label=gettext_lazy("How do we answer?"),
        choices=[("call", gettext_lazy("By phone")), ("mail", gettext_lazy("In writing"))],
        widget=forms.RadioSelect,
    )
    several = forms.MultipleChoiceField(
        label=gettext_lazy("Subjects"),
        choices=[("1", "Bbz 2004"), ("2", "Participatiewet")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    day = forms.DateField(
        label=gettext_lazy("A date"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    agreed = forms.BooleanField(label=gettext_lazy("Tell me when there is an answer"), required=False)


class GuardedSample(GuardedForm):
    """A text in which the guard found something."""

    written_text = Words(label=gettext_lazy("A longer text"), required=False, widget=forms.Textarea)

    @classmethod
    def filled(cls) -> GuardedSample:
        form = cls(initial={"written_text": CASE}, prefix="guarded")
        name = form["written_text"].html_name
        form.found = FoundInForm(places=found_in({name: CASE}, {name: guard.find(CASE)}))
        return form


def _people() -> list[SamplePerson]:
    return [
        SamplePerson(
            name="Yasemin Kaya",
            initials="YK",
            role=_("Income consultant, Self-employed"),
            presence_text=_("Works today"),
            presence_kind="here",
            why=(_("Gave 6 answers about Bbz."), _("Wrote the instruction.")),
            phone="+31 00 000 00 00",
        ),
        SamplePerson(
            name="Kees van Dam",
            initials="KD",
            role=_("Legal expert"),
            presence_text=_("Does not work today, tomorrow again"),
            why=(_("Named this subject as his own."),),
        ),
        SamplePerson(name="Oud-collega", initials="OC", role=""),
    ]


def samples() -> dict[str, Any]:
    """Return all that the gallery shows."""
    today = clock.today()
    monday = today - datetime.timedelta(days=today.weekday())
    return {
        "form": SampleForm({"filled": _("filled in"), "wrong": "", "agreed": "on", "several": ["1"]}),
        "filter_form": SampleForm(prefix="filter"),
        "guarded_form": GuardedSample.filled(),
        "states": list(STATES),
        "notice_kinds": list(NOTICES),
        "people": _people(),
        "days": week(working_days=["mon", "tue", "thu"], today=monday),
        "text": render(TEXT, resolve=lambda _kind, _id: None, first_heading=3),
        "page_in_middle": Page(items=(), number=2, size=10, total=45),
        "moment": clock.now(),
        "bulk_choices": [("block", _("Block")), ("move", _("Move to another department"))],
        "yesterday": today - datetime.timedelta(days=1),
    }
