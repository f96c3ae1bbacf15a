"""Forms about people."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.accounts.actions import GIVEN_ROLES, PersonValues
from samenwijzer.accounts.forms._fields import Address, Choice, Day, WeekFields, days_of
from samenwijzer.accounts.models import Role, User, WeekPattern
from samenwijzer.accounts.queries import ROLE_NAMES, ROLE_SENTENCES
from samenwijzer.kernel import clock
from samenwijzer.ui.fields import Words
from samenwijzer.ui.guarded import GuardedForm

Choices = Sequence[tuple[str, str]]
_SEEN = "accounts.person.seen"
_STATES = [
    ("", gettext_lazy("Everybody")),
    ("active", gettext_lazy("May sign in")),
    ("blocked", gettext_lazy("Blocked")),
    ("left", gettext_lazy("Has left")),
    ("guest", gettext_lazy("Guests")),
    ("new", gettext_lazy("Never signed in")),
]


class PeopleFilterForm(forms.Form):
    """Which people stand in the list. Names of colleagues may stand in an address."""

    words = Words(
        one_line=True, label=gettext_lazy("Name, address or function"), max_length=100, required=False
    )
    department = Choice(label=gettext_lazy("Department"), required=False)
    team = Choice(label=gettext_lazy("Team"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=_STATES, required=False)

    def __init__(self, *args: Any, places: Mapping[str, Choices], roles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].offer(places["department"], empty=_("All departments"))  # type: ignore[attr-defined]
        self.fields["team"].offer(places["team"], empty=_("All teams"))  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", _("All roles")), *roles]  # type: ignore[attr-defined]


class PersonForm(WeekFields, GuardedForm):
    """Somebody who works here."""

    use_required_attribute = False
    not_looked_at = frozenset({"name", "phone"})

    name = Words(
        one_line=True, label=gettext_lazy("Name"), max_length=200, missing=gettext_lazy("Fill in a name.")
    )
    email = Address()
    department = Choice(label=gettext_lazy("Department"), required=False)
    team = Choice(label=gettext_lazy("Team"), required=False)
    location = Choice(label=gettext_lazy("Location"), required=False)
    function = Words(one_line=True, label=gettext_lazy("Function"), max_length=200, required=False)
    phone = Words(one_line=True, label=gettext_lazy("Phone"), max_length=40, required=False)
    pattern = Choice(
        label=gettext_lazy("Week pattern"),
        required=False,
        help_text=gettext_lazy("Choosing one fills in its days. Leave it to use the days below."),
    )
    starts_on = Day(label=gettext_lazy("First working day"), required=False)
    leaves_on = Day(label=gettext_lazy("Last working day"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[("nl", "Nederlands"), ("en", "English")], initial="nl"
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Mapping[str, Choices], patterns: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, empty in (
            ("department", _("No department")),
            ("team", _("No team")),
            ("location", _("No location")),
        ):
            self.fields[name].offer(places[name], empty=empty)  # type: ignore[attr-defined]
        self.fields["pattern"].offer(patterns, empty=_("The days below"))  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        starts, leaves = self.cleaned_data.get("starts_on"), self.cleaned_data.get("leaves_on")
        if starts and leaves and leaves < starts:
            self.add_error("leaves_on", _("The last day comes before the first."))

    def values(self, *, pattern: WeekPattern | None) -> PersonValues:
        """Give what was filled in; the days are those of the pattern when one was chosen."""
        cleaned, week = self.cleaned_data, self.week
        if pattern is not None:
            days = (pattern.working_day_bits, pattern.morning_only_bits, pattern.afternoon_only_bits)
        else:
            days = (week.whole, week.mornings, week.afternoons)
        plain = ("name", "email", "department", "team", "location", "function", "phone")
        return PersonValues(
            **{name: cleaned[name] for name in plain},
            starts_on=cleaned["starts_on"],
            leaves_on=cleaned["leaves_on"],
            language=cleaned["language"],
            working_day_bits=days[0],
            morning_only_bits=days[1],
            afternoon_only_bits=days[2],
        )

    def seen_values(self) -> PersonValues | None:
        """Give what stood in the form when it was opened, or None when that was lost."""
        try:
            opened = signing.loads(self.cleaned_data["seen"], salt=_SEEN)
        except signing.BadSignature:
            return None
        for name in ("starts_on", "leaves_on"):
            opened[name] = datetime.date.fromisoformat(opened[name]) if opened[name] else None
        return PersonValues(**opened)

    @staticmethod
    def filled(person: User) -> dict[str, Any]:
        """Give what the form begins with."""
        values = PersonValues.of(person)
        bits = (values.working_day_bits, values.morning_only_bits, values.afternoon_only_bits)
        return {**asdict(values), **days_of(*bits), "seen": seen_of(values)}


def seen_of(values: PersonValues) -> str:
    """Sign what stood in a form, to compare it when the form comes back."""
    plain = {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in asdict(values).items()
    }
    return signing.dumps(plain, salt=_SEEN)


class GuestForm(GuardedForm):
    """Somebody from outside."""

    use_required_attribute = False
    not_looked_at = frozenset({"name"})

    name = Words(
        one_line=True, label=gettext_lazy("Name"), max_length=200, missing=gettext_lazy("Fill in a name.")
    )
    email = Address()
    function = Words(
        one_line=True,
        label=gettext_lazy("Function and organisation"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Colleagues see this beside the word ‘guest’, such as: trainer, Bureau Veer."),
    )
    until = Day(
        label=gettext_lazy("Guest until"),
        help_text=gettext_lazy("The last day, at most a year from now: day-month-year, such as 24-12-2026."),
    )

    def clean_until(self) -> datetime.date:
        until: datetime.date = self.cleaned_data["until"]
        if until < clock.today() and until != self.initial.get("until"):
            raise forms.ValidationError(_("Choose a day from today, and within a year."))
        return until


class RolesForm(forms.Form):
    """What somebody is beside an employee."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        required=False,
        choices=[(role.value, ROLE_NAMES[role]) for role in GIVEN_ROLES],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "utrecht-checkbox utrecht-checkbox--html-input"}),
    )

    @property
    def offered(self) -> list[tuple[Any, Any]]:
        """Give each choice with the sentence that says what it allows."""
        sentences = {role.value: ROLE_SENTENCES[role] for role in GIVEN_ROLES}
        return [(choice, sentences[str(choice.data["value"])]) for choice in self["roles"]]

    @property
    def chosen(self) -> set[Role]:
        return {Role(name) for name in self.cleaned_data["roles"]}


class TargetForm(forms.Form):
    """Where to, or which role: what a change of many people still asks. Without `choices` it asks nothing."""

    def __init__(self, *args: Any, choices: Choices | None, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices is not None:
            self.fields["target"] = forms.ChoiceField(label=label, choices=[("", _("Choose")), *choices])

    @property
    def target(self) -> str:
        return str(self.cleaned_data.get("target", ""))


class PasswordForm(forms.Form):
    """One's own password, by who came in with a link."""

    password1 = forms.CharField(
        label=gettext_lazy("New password"),
        max_length=4_096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=gettext_lazy("The same password once more"),
        max_length=4_096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any] | None:
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ."))
        return self.cleaned_data
