"""What people fill in about themselves, and how they look through the directory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samenwijzer.accounts.models import User
from samenwijzer.kernel import clock, text
from samenwijzer.subjects.models import Subject

if TYPE_CHECKING:
    import datetime

    from samenwijzer.people.queries import Option

_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]*")
_DATE_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]
_DAYS = [
    ("mon", pgettext_lazy("working day", "Monday")),
    ("tue", pgettext_lazy("working day", "Tuesday")),
    ("wed", pgettext_lazy("working day", "Wednesday")),
    ("thu", pgettext_lazy("working day", "Thursday")),
    ("fri", pgettext_lazy("working day", "Friday")),
    ("sat", pgettext_lazy("working day", "Saturday")),
    ("sun", pgettext_lazy("working day", "Sunday")),
]


class ProfileForm(forms.Form):
    """One's own profile."""

    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=gettext_lazy("Colleagues call you on this number."),
    )
    about = forms.CharField(
        label=gettext_lazy("Ask me about"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "lang": settings.ORGANISATION_LANGUAGE}),
        help_text=gettext_lazy("In your own words: when should a colleague call you?"),
    )
    working_days = forms.MultipleChoiceField(
        label=gettext_lazy("Working days"),
        choices=_DAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "utrecht-checkbox utrecht-checkbox--html-input"}),
        help_text=gettext_lazy("Colleagues who work today are shown first."),
    )
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
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("nl", "Nederlands"), ("en", "English")],
        widget=forms.RadioSelect,
    )

    @classmethod
    def of(cls, person: User) -> ProfileForm:
        """Fill the form with what is stored. An absence that is over is not offered again."""
        absent_until = person.absent_until
        return cls(
            initial={
                "phone": person.phone,
                "about": person.about,
                "working_days": person.working_days,
                "absent_until": absent_until if absent_until and absent_until > clock.today() else None,
                "language": person.language,
            }
        )

    def clean_phone(self) -> str:
        phone = " ".join(text.clean(self.cleaned_data["phone"]).split())
        if phone and not (_PHONE.fullmatch(phone) and sum(map(str.isdigit, phone)) >= 3):
            raise forms.ValidationError(_("Write a phone number with digits, such as 0199-100547."))
        return phone

    def clean_about(self) -> str:
        return text.clean(self.cleaned_data["about"]).strip()

    def clean_absent_until(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["absent_until"]
        if day is not None and day <= clock.today():
            raise forms.ValidationError(_("Choose a day after today, or leave this empty."))
        return day


class SubjectForm(forms.Form):
    """Add one subject of the shared vocabulary, by its name or another word for it."""

    subject = forms.CharField(
        label=gettext_lazy("Add a subject"),
        max_length=200,
        widget=forms.TextInput(
            attrs={
                "list": "subject-names",
                "autocomplete": "off",
                "lang": settings.ORGANISATION_LANGUAGE,
            }
        ),
        help_text=gettext_lazy("Type a few letters and choose from the list."),
        error_messages={"required": gettext_lazy("Choose a subject from the list.")},
    )

    def clean_subject(self) -> Subject:
        words = " ".join(text.clean(self.cleaned_data["subject"]).split())
        found = (
            Subject.objects.filter(name=words).first()
            or Subject.objects.filter(name__iexact=words).order_by("pk").first()
            or Subject.objects.filter(synonyms__term__iexact=words).order_by("pk").first()
        )
        if found is None:
            raise forms.ValidationError(
                _("We do not know the subject ‘%(words)s’ yet. Choose one from the list.")
                % {"words": text.shorten(words, length=60)}
            )
        return found


class DirectoryForm(forms.Form):
    """Filters of the directory. Names of colleagues may stand in an address."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100, required=False)
    department = forms.TypedChoiceField(
        label=gettext_lazy("Department"), required=False, coerce=int, empty_value=None
    )
    subject = forms.TypedChoiceField(
        label=gettext_lazy("Subject"), required=False, coerce=int, empty_value=None
    )
    today = forms.BooleanField(label=gettext_lazy("Works today"), required=False)

    def __init__(
        self,
        *args: Any,
        departments: tuple[Option, ...] = (),
        subjects: tuple[Option, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("All departments"))
        self.fields["department"].choices = [  # type: ignore[attr-defined]
            every,
            *((str(row.id), "\u2003" * row.depth + row.name) for row in departments),
        ]
        self.fields["subject"].choices = [  # type: ignore[attr-defined]
            ("", _("All subjects")),
            *((str(row.id), row.name) for row in subjects),
        ]
