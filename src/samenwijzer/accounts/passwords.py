"""What a password must be."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Says in words of our own what is too short: the catalogues of Django 5.2 do not know its text."""

    def get_error_message(self) -> str:
        return _("This password is too short. Use at least %(number)d characters.") % {
            "number": self.min_length
        }
