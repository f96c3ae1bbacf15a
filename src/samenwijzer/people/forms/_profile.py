"""What people fill in about themselves, and how they look through the directory."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samenwijzer.accounts.access import circle_of
from samenwijzer.accounts.models import (
    BIRTHDAY_YEAR,
    MOST_REQUESTS,
    WEEKDAYS,
    Circle,
    ProfileField,
    User,
    weekday_names,
)
from samenwijzer.kernel import clock, text
from samenwijzer.people import actions, queries
from samenwijzer.people.forms._subject import SubjectField
from samenwijzer.ui.fields import Words
from samenwijzer.ui.guarded import GuardedForm
from samenwijzer.ui.widgets import LongSelect, in_their_language

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from samenwijzer.people.queries import Option

_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]*")
_DATE_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]
_PARTS = [
    ("", pgettext_lazy("working day", "off")),
    ("day", pgettext_lazy("working day", "the whole day")),
    ("morning", pgettext_lazy("working day", "the morning")),
    ("afternoon", pgettext_lazy("working day", "the afternoon")),
]
MOST_LANGUAGES = 12
_ALL = "all"  # Of the municipalities.
_AS_GIVEN = ("phone", "just_call_me", "about", "absent_until", "requests_a_week", "language")


def _half_day(name: StrOrPromise) -> forms.ChoiceField:
    return forms.ChoiceField(label=name, choices=_PARTS, required=False)


def _one_of(label: StrOrPromise) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, required=False, coerce=int, empty_value=None, widget=LongSelect
    )


def _circle(label: StrOrPromise) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[])


class ProfileForm(GuardedForm):
    """One's own profile. The choices of location depend on what there is, the circles on who fills it in."""

    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=gettext_lazy("Colleagues call you on this number."),
    )
    just_call_me = forms.BooleanField(
        label=gettext_lazy("Just call me"),
        required=False,
        help_text=gettext_lazy("Calling then is the first button on your profile."),
    )
    about = Words(
        label=gettext_lazy("Ask me about"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "lang": settings.ORGANISATION_LANGUAGE}),
        help_text=gettext_lazy("In your own words: when should a colleague call you?"),
    )
    languages = Words(
        one_line=True,
        label=gettext_lazy("Languages you speak"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Separated by commas, such as: Dutch, Turkish, sign language."),
    )
    location = _one_of(gettext_lazy("Where you mostly work"))
    mon = _half_day(pgettext_lazy("working day", "Monday"))
    tue = _half_day(pgettext_lazy("working day", "Tuesday"))
    wed = _half_day(pgettext_lazy("working day", "Wednesday"))
    thu = _half_day(pgettext_lazy("working day", "Thursday"))
    fri = _half_day(pgettext_lazy("working day", "Friday"))
    sat = _half_day(pgettext_lazy("working day", "Saturday"))
    sun = _half_day(pgettext_lazy("working day", "Sunday"))
    absent_until = forms.DateField(
        label=gettext_lazy("Absent until"),
        required=False,
        # Not type=date: a browser in English would show a Dutch reader month and day the wrong way round.
        input_formats=_DATE_FORMATS,
        widget=forms.DateInput(format=_DATE_FORMATS[0], attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "Your first day back: day-month-year, such as 24-12-2026. Leave it empty when you are here."
        ),
        error_messages={"invalid": gettext_lazy("Write day, month and year, such as 24-12-2026.")},
    )
    requests_a_week = forms.IntegerField(
        label=gettext_lazy("How many questions by name in a week"),
        required=False,
        min_value=1,
        max_value=MOST_REQUESTS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy(
            "After so many questions in seven days, colleagues see that you are full and others go first. "
            "Nobody sees the number. Empty means five."
        ),
        error_messages={
            "invalid": gettext_lazy("Write a whole number, such as 5."),
            "min_value": gettext_lazy("Choose a number from 1 to 25."),
            "max_value": gettext_lazy("Choose a number from 1 to 25."),
        },
    )
    birthday_day = forms.TypedChoiceField(
        label=gettext_lazy("Day of your birthday"),
        choices=[("", "–"), *((str(day), str(day)) for day in range(1, 32))],
        required=False,
        coerce=int,
        empty_value=None,
    )
    birthday_month = forms.TypedChoiceField(
        label=gettext_lazy("Month of your birthday"),
        choices=[("", "–"), *((str(month), name) for month, name in MONTHS.items())],
        required=False,
        coerce=int,
        empty_value=None,
    )
    phone_for = _circle(gettext_lazy("Who sees your phone number"))
    location_for = _circle(gettext_lazy("Who sees where you work"))
    languages_for = _circle(gettext_lazy("Who sees your languages"))
    birthday_for = _circle(gettext_lazy("Who sees your birthday"))
    picture_for = _circle(gettext_lazy("Who sees your picture"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of this site"),
        choices=[("nl", "Nederlands"), ("en", "English")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, person: User, locations: tuple[Option, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["location"].choices = [  # type: ignore[attr-defined]
            ("", _("Not filled in")),
            *((str(row.id), row.name) for row in locations),
        ]
        for field in ProfileField:
            self.fields[f"{field}_for"].choices = _circles_of(person)  # type: ignore[attr-defined]

    @classmethod
    def of(cls, person: User, *, locations: tuple[Option, ...]) -> ProfileForm:
        """Fill the form with what is stored. An absence that is over is not offered again."""
        absent_until, birthday = person.absent_until, person.birthday
        return cls(
            person=person,
            locations=locations,
            initial={
                "phone": person.phone,
                "just_call_me": person.just_call_me,
                "about": person.about,
                "languages": ", ".join(map(str, person.spoken_languages)),
                "location": person.location_id,
                "absent_until": absent_until if absent_until and absent_until > clock.today() else None,
                "requests_a_week": person.requests_a_week,
                "birthday_day": birthday and birthday.day,
                "birthday_month": birthday and birthday.month,
                "language": person.language,
                **{f"{field}_for": circle_of(person, field).value for field in ProfileField},
                **_week_of(person),
            },
        )

    @property
    def days(self) -> list[forms.BoundField]:
        return [self[day] for day in WEEKDAYS]

    @property
    def said(self) -> dict[str, Any]:
        """Give what was filled in as `actions.change_own_profile` takes it."""
        given = self.cleaned_data
        return {
            **{name: given[name] for name in _AS_GIVEN},
            "spoken_languages": given["languages"],
            "location_id": given["location"],
            "week": {day: given[day] for day in WEEKDAYS if given[day]},
            "birthday": given["birthday"],
            "shown_to": {field: Circle(given[f"{field}_for"]) for field in ProfileField},
            "consent": self.consent,
        }

    def clean_phone(self) -> str:
        phone = " ".join(text.clean(self.cleaned_data["phone"]).split())
        if phone and not (_PHONE.fullmatch(phone) and sum(map(str.isdigit, phone)) >= 3):
            raise forms.ValidationError(_("Write a phone number with digits, such as 0199-100547."))
        return phone

    def clean_languages(self) -> list[str]:
        """Read the names between the commas, each once."""
        words = self.cleaned_data["languages"].replace(";", ",").split(",")
        names = list(dict.fromkeys(name for name in (" ".join(word.split()) for word in words) if name))
        if len(names) > MOST_LANGUAGES or any(len(name) > 40 for name in names):
            raise forms.ValidationError(
                _("Name at most %(number)s languages, with commas between them.") % {"number": MOST_LANGUAGES}
            )
        return names

    def clean_absent_until(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["absent_until"]
        if day is not None and day <= clock.today():
            raise forms.ValidationError(_("Choose a day after today, or leave this empty."))
        return day

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        day, month = given.get("birthday_day"), given.get("birthday_month")
        given["birthday"] = None
        if (day is None) != (month is None):
            self.add_error(
                "birthday_day" if day is None else "birthday_month",
                _("Choose both the day and the month, or neither."),
            )
        elif day is not None and month is not None:
            try:
                given["birthday"] = datetime.date(BIRTHDAY_YEAR, month, day)
            except ValueError:
                self.add_error("birthday_day", _("This month has no such day."))
        if given.get("just_call_me") and "phone" in given and not given["phone"]:
            self.add_error("phone", _("Fill in your number, so that colleagues can call you."))


class PictureForm(forms.Form):
    """A new picture. What is in the file is looked at here, before anything is locked."""

    picture = forms.FileField(
        label=gettext_lazy("Choose a picture"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy("JPEG, PNG or WebP, at most 10 MB. We cut out the middle."),
        error_messages={
            "required": gettext_lazy("Choose a picture first."),
            "empty": gettext_lazy("This file is empty. Choose another."),
            "missing": gettext_lazy("Choose a picture first."),
            "invalid": gettext_lazy("Choose a picture first."),
        },
    )

    def clean_picture(self) -> actions.Portrait:
        upload = self.cleaned_data["picture"]
        try:
            return actions.Portrait.of(upload, size=upload.size)
        except actions.UnusablePicture as refusal:
            raise forms.ValidationError(refusal.sentence) from None


class MunicipalityForm(forms.Form):
    """For which municipality somebody works now."""

    municipality = forms.ChoiceField(
        label=gettext_lazy("Which municipality do you work for now?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a municipality, or all of them.")},
    )

    def __init__(self, *args: Any, municipalities: tuple[Option, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = [  # type: ignore[attr-defined]
            *((str(row.id), in_their_language(row.name)) for row in municipalities),
            (_ALL, _("All municipalities")),
        ]

    @classmethod
    def of(cls, person: User, *, municipalities: tuple[Option, ...]) -> MunicipalityForm:
        return cls(initial={"municipality": person.municipality_id or _ALL}, municipalities=municipalities)

    def clean_municipality(self) -> int | None:
        chosen = self.cleaned_data["municipality"]
        return None if chosen == _ALL else int(chosen)


def _circles_of(person: User) -> list[tuple[str, str]]:
    """Name the circles; who has no team or department is in none."""
    named = {Circle.EVERYONE: _("Everyone"), Circle.NOBODY: _("Nobody")}
    if person.department_id is not None:
        named[Circle.DEPARTMENT] = _("My department")
    if person.team_id is not None:
        named[Circle.TEAM] = _("My team")
    stored = {circle_of(person, field) for field in ProfileField}
    return [
        (circle.value, named.get(circle) or _("Nobody"))
        for circle in Circle
        if circle in named or circle in stored
    ]


def _week_of(person: User) -> dict[str, str]:
    halves = dict.fromkeys(weekday_names(person.working_day_bits), "day")
    halves |= dict.fromkeys(weekday_names(person.morning_only_bits), "morning")
    return halves | dict.fromkeys(weekday_names(person.afternoon_only_bits), "afternoon")


class SubjectForm(forms.Form):
    """Add one subject of the shared vocabulary, by its name or another word for it."""

    subject = SubjectField(label=gettext_lazy("Add a subject"))


class DirectoryForm(forms.Form):
    """Filters of the directory. Names of colleagues may stand in an address."""

    name = forms.CharField(label=gettext_lazy("Name or function"), max_length=100, required=False)
    department = _one_of(gettext_lazy("Department"))
    team = _one_of(gettext_lazy("Team"))
    location = _one_of(gettext_lazy("Location"))
    subject = _one_of(gettext_lazy("Subject"))
    today = forms.BooleanField(label=gettext_lazy("Works today"), required=False)

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "department": (_("All departments"), queries.department_options(viewer=viewer)),
            "team": (_("All teams"), queries.team_options(viewer=viewer)),
            "location": (_("All locations"), queries.location_options(viewer=viewer)),
            "subject": (_("All subjects"), queries.subject_options(viewer=viewer)),
        }
        for name, (words, rows) in offered.items():
            self.fields[name].choices = [  # type: ignore[attr-defined]
                ("", words),
                *((str(row.id), "\u2003" * row.depth + row.name) for row in rows),
            ]

    @property
    def filters(self) -> queries.Filters:
        """What is asked; a filter that says nothing sensible is left out. To be read after is_valid()."""
        cleaned = self.cleaned_data
        return queries.Filters(
            department_id=cleaned.get("department"),
            team_id=cleaned.get("team"),
            location_id=cleaned.get("location"),
            subject_id=cleaned.get("subject"),
            name=cleaned.get("name", ""),
            today=cleaned.get("today", False),
        )

    @property
    def offered(self) -> list[forms.BoundField]:
        """Give the filters in which there is something to choose."""
        return [
            field for field in self if not hasattr(field.field, "choices") or len(field.field.choices) > 1
        ]
