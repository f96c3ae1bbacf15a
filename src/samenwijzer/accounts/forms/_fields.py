"""Fields that several of these forms have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from samenwijzer.accounts.models import WEEKDAYS
from samenwijzer.accounts.queries import Week
from samenwijzer.kernel import text
from samenwijzer.ui.widgets import LongSelect

DATE_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]
_DAY_NAMES = {
    "mon": pgettext_lazy("working day", "Monday"),
    "tue": pgettext_lazy("working day", "Tuesday"),
    "wed": pgettext_lazy("working day", "Wednesday"),
    "thu": pgettext_lazy("working day", "Thursday"),
    "fri": pgettext_lazy("working day", "Friday"),
    "sat": pgettext_lazy("working day", "Saturday"),
    "sun": pgettext_lazy("working day", "Sunday"),
}
_HALVES = [
    ("", gettext_lazy("not")),
    ("whole", gettext_lazy("whole day")),
    ("morning", gettext_lazy("morning")),
    ("afternoon", gettext_lazy("afternoon")),
]


class Address(forms.EmailField):
    """An e-mail address, in lower case as it is stored."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("E-mail address"),
            max_length=254,
            error_messages={
                "invalid": gettext_lazy("Write an address such as naam@example.org."),
                "required": gettext_lazy("Fill in an e-mail address."),
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        return text.clean(str(super().to_python(value) or "")).strip().lower()


class Day(forms.DateField):
    """A date, written the Dutch way: a browser in English would show it the wrong way round."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Day-month-year, such as 24-12-2026."))
        super().__init__(
            input_formats=DATE_FORMATS,
            widget=forms.DateInput(format=DATE_FORMATS[0], attrs={"autocomplete": "off"}),
            error_messages={"invalid": gettext_lazy("Write day, month and year, such as 24-12-2026.")},
            **kwargs,
        )


class Choice(forms.TypedChoiceField):
    """A choice by number from a list that is given when the form is made."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            coerce=int,
            empty_value=None,
            widget=LongSelect,
            error_messages={"invalid_choice": gettext_lazy("This is gone. Choose another.")},
            **kwargs,
        )

    def offer(self, choices: Sequence[tuple[str, str]], *, empty: object) -> None:
        self.choices = [("", empty), *choices]


class WeekFields(forms.Form):
    """Seven fields, one for each day: not, whole, morning or afternoon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in WEEKDAYS:
            self.fields[f"day_{day}"] = forms.ChoiceField(
                label=_DAY_NAMES[day], choices=_HALVES, required=False
            )

    @property
    def day_fields(self) -> list[forms.BoundField]:
        return [self[f"day_{day}"] for day in WEEKDAYS]

    @property
    def week(self) -> Week:
        """What was chosen, once the form is valid."""
        week = Week()
        for number, day in enumerate(WEEKDAYS):
            chosen, bit = self.cleaned_data.get(f"day_{day}"), 1 << number
            week = Week(
                week.whole | (bit if chosen else 0),
                week.mornings | (bit if chosen == "morning" else 0),
                week.afternoons | (bit if chosen == "afternoon" else 0),
            )
        return week


def days_of(whole: int, mornings: int, afternoons: int) -> dict[str, str]:
    """Turn stored bits into what the seven fields hold."""
    chosen = {}
    for number, day in enumerate(WEEKDAYS):
        bit = 1 << number
        half = "morning" if mornings & bit else "afternoon" if afternoons & bit else "whole"
        chosen[f"day_{day}"] = half if whole & bit else ""
    return chosen
