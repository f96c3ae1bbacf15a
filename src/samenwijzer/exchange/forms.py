"""What may be sent to importing and exporting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.ui.fields import Sending

# Of all files of one import together, in bytes.
MOST_BYTES = 500_000_000
MOST_FILES = 20


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """One or more files; none of them is empty, and together they are not too large."""

    def clean(self, chosen: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = (chosen or [None]) if isinstance(chosen, list | tuple) else [chosen]
        found = [super(_FilesField, self).clean(one, initial) for one in given]
        if len(found) > MOST_FILES:
            raise forms.ValidationError(_("Choose at most %(most)s files.") % {"most": MOST_FILES})
        if sum(one.size or 0 for one in found) > MOST_BYTES:
            raise forms.ValidationError(
                _("These files are larger than %(most)s MB together. Use the command on the server.")
                % {"most": MOST_BYTES // 1_000_000}
            )
        return found


class ImportForm(forms.Form):
    """The files of an import. `sending` names one sending, so that a double click makes one import."""

    records = _FilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy("One or more files of exchange records (JSON Lines, .jsonl)."),
        widget=_Files(attrs={"accept": ".jsonl,.json,.ndjson"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "missing": gettext_lazy("Choose a file."),
            "invalid": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty."),
            "max_length": gettext_lazy("The name of this file is too long."),
        },
    )
    guard = forms.ChoiceField(
        label=gettext_lazy("Lines in which something of a citizen may stand"),
        choices=[
            ("list", gettext_lazy("Bring them in, and list them")),
            ("strict", gettext_lazy("Refuse them")),
        ],
        help_text=gettext_lazy("A line with a BSN or an account number is always refused."),
        required=False,
    )
    sending = Sending()


class ExportForm(forms.Form):
    """The button of the export, with its sending."""

    sending = Sending()
