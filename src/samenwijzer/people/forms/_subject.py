"""A field that takes a subject of the shared vocabulary by its name or another word for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.kernel import text
from samenwijzer.subjects.models import Subject

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class SubjectField(forms.CharField):
    """Beside it stands a `datalist` with the id `subject-names`."""

    def __init__(self, *, label: StrOrPromise) -> None:
        super().__init__(
            label=label,
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

    def clean(self, value: Any) -> Any:
        """Give the Subject. Raises ValidationError for what the vocabulary does not have."""
        words = " ".join(text.clean(super().clean(value)).split())
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
