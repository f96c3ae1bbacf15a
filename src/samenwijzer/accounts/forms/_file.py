"""A table of people as a file: what Excel saves as CSV, and what others do."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.accounts.queries import FIELDS
from samenwijzer.kernel import text

LARGEST = 5_000_000  # Bytes.
MOST_ROWS = 20_000
MOST_COLUMNS = 60
_LONGEST_CELL = 500
MAPPING_FIELDS = tuple(FIELDS)


class UploadForm(forms.Form):
    """The file. Afterwards `columns` and `rows` hold its cells."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=gettext_lazy("A CSV file with a head, as Excel saves it. At most 5 MB and 20,000 people."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty."),
            "invalid": gettext_lazy("Choose a file."),
        },
    )

    columns: list[str]
    rows: list[list[str]]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 5 MB."))
        table = read_table(file.read())
        if len(table) < 2:
            raise forms.ValidationError(_("This file has no head with rows under it."))
        if len(table) > MOST_ROWS + 1:
            raise forms.ValidationError(_("This file has more than 20,000 rows. Cut it up."))
        self.columns, self.rows = table[0], table[1:]
        return file


def read_table(content: bytes) -> list[list[str]]:
    """Read the cells of a file, whatever its encoding and separator. Raises ValidationError for no table.

    Rows stay at their place, also empty ones, so that a line can be found back.
    """
    words = _decoded(content)
    if "\x00" in words:
        raise forms.ValidationError(_("This is no CSV file. Save it in Excel as ‘CSV (separated by ;)’."))
    first = words.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    try:
        table = list(csv.reader(io.StringIO(words), delimiter=separator))
    except csv.Error:
        raise forms.ValidationError(
            _("This is no CSV file. Save it in Excel as ‘CSV (separated by ;)’.")
        ) from None
    while table and not any(cell.strip() for cell in table[-1]):
        table.pop()
    return [[text.clean(cell).strip()[:_LONGEST_CELL] for cell in row[:MOST_COLUMNS]] for row in table]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


class MappingForm(forms.Form):
    """Which column holds which field."""

    def __init__(self, *args: Any, columns: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbered = [(str(number), name or str(number + 1)) for number, name in enumerate(columns)]
        for field, label in FIELDS.items():
            needed = field in {"name", "email"}
            self.fields[field] = forms.TypedChoiceField(
                label=str(label),
                required=needed,
                coerce=int,
                empty_value=None,
                choices=[("", _("Choose a column") if needed else _("Not in this file")), *numbered],
            )

    def clean(self) -> dict[str, Any] | None:
        chosen: dict[int, str] = {}
        for field in FIELDS:
            number = self.cleaned_data.get(field)
            if number is None:
                continue
            if number in chosen:
                self.add_error(field, _("This column is chosen twice."))
            chosen[number] = field
        return self.cleaned_data

    @property
    def mapping(self) -> dict[str, int]:
        return {field: number for field in FIELDS if (number := self.cleaned_data.get(field)) is not None}
