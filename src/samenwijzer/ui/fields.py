"""Form fields that several apps have."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from samenwijzer.kernel import text

_TOO_LONG = gettext_lazy("This is too long: %(show_value)d characters. At most %(limit_value)d fit.")


class Words(forms.CharField):
    """Text as it is stored: composed, without control characters, on one line when `one_line`."""

    def __init__(self, *, one_line: bool = False, missing: Any = None, **options: Any) -> None:
        usual = gettext_lazy("Fill this in.") if one_line else gettext_lazy("Write something first.")
        errors = {"max_length": _TOO_LONG, "required": missing or usual}
        super().__init__(error_messages=errors, **options)
        self.widget.attrs.setdefault("lang", settings.ORGANISATION_LANGUAGE)
        self.one_line = one_line

    def to_python(self, value: Any) -> str:
        cleaned = text.clean(super().to_python(value) or "").strip()
        return " ".join(cleaned.split()) if self.one_line else cleaned


class Sending(forms.UUIDField):
    """Names one sending of a form, so that a double click makes one. A wrong value counts as none."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self, value: Any) -> uuid.UUID | None:
        try:
            found: uuid.UUID | None = super().clean(value)
        except forms.ValidationError:
            return None
        return found
