"""The rows of a type in the shape of records: to compare with a file, and to check against."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from samenwijzer.accounts.models import weekday_names
from samenwijzer.kernel.modules import RecordField, RecordKind

T = TypeVar("T")
AT_ONCE = 500
# How `kernel.text.new_external_id` looks: an id that no record gave.
MADE_HERE = re.compile(r"[0-9a-f]{32}")


def parts(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """Cut into lists of at most `size`: a query names only so many ids."""
    remaining = iter(items)
    while part := list(islice(remaining, size)):
        yield part


def existing(kind: RecordKind, ids: Collection[str]) -> set[str]:
    """Return those of the external ids that have a row."""
    found: set[str] = set()
    for part in parts(ids):
        rows = kind.model.objects.filter(external_id__in=part).order_by()
        found.update(rows.values_list("external_id", flat=True))
    return found


def numbers(kind: RecordKind, ids: Collection[str]) -> dict[str, int]:
    """Give the primary key of each external id that has a row."""
    return {
        external_id: pk
        for part in parts(ids)
        for external_id, pk in kind.model.objects.filter(external_id__in=part)
        .order_by()
        .values_list("external_id", "pk")
    }


def stored_values(kind: RecordKind, keys: Sequence[int], names: Collection[str]) -> dict[int, dict[str, Any]]:
    """Give, by primary key, the values of these fields in the shape of a record."""
    fields = {name: kind.fields[name] for name in names}
    found: dict[int, dict[str, Any]] = {key: {} for key in keys}
    columns = {name: path_of(field) for name, field in fields.items() if field.column}
    paths = set(columns.values())
    if any(fields[name].kind == "moment" for name in columns):
        paths.add("date_given")
    for row in kind.model.objects.filter(pk__in=keys).order_by().values("pk", *paths):
        for name, path in columns.items():
            found[row["pk"]][name] = _shaped(fields[name], row[path], row)
    for name, field in fields.items():
        if field.load is not None:
            for key, value in field.load(keys).items():
                found[key][name] = value
    return found


def path_of(field: RecordField) -> str:
    """Return the path from a row to what a record says of that field."""
    if field.kind == "reference":
        return f"{field.column}__external_id"
    return f"{field.column}__uri" if field.kind == "product" else field.column


def _shaped(field: RecordField, value: Any, row: dict[str, Any]) -> Any:
    if field.kind == "moment":
        return row["date_given"] or value.isoformat()
    if field.kind == "date":
        return None if value is None else value.isoformat()
    if field.kind == "days":
        return weekday_names(value)
    return value
