"""The rows of a type in the shape of records: to compare with a file, and to check against."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from samenwijzer.accounts.models import weekday_names
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import FieldKind, RecordField, RecordKind

T = TypeVar("T")
AT_ONCE = 500
# The columns beside that of the days: of which only the morning or only the afternoon is worked.
HALF_DAYS = ("morning_only_bits", "afternoon_only_bits")
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
    paths = {path for field in fields.values() for path in _paths(field)}
    if paths:
        for row in kind.model.objects.filter(pk__in=keys).order_by().values("pk", *paths):
            found[row["pk"]].update(
                (name, _shaped(field, row)) for name, field in fields.items() if field.load is None
            )
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


def _paths(field: RecordField) -> list[str]:
    """Return every column that the value of a field is made of."""
    if field.load is not None:
        return []
    if field.kind == "moment":
        return [field.column, "date_given"]
    if field.kind == "days":
        return [field.column, *HALF_DAYS]
    if field.kind == "target":
        return [f"{name}__external_id" for name in field.targets]
    return [path_of(field)]


def _shaped(field: RecordField, row: dict[str, Any]) -> Any:
    if field.kind == "target":
        return next(
            f"{name}:{row[path]}" for name in field.targets if row[path := f"{name}__external_id"] is not None
        )
    value = row[path_of(field)]
    if field.kind == "moment":
        return row["date_given"] or value.isoformat()
    if field.kind == "days":
        return _days(value, *(row[column] for column in HALF_DAYS))
    if field.kind == "bits":
        return [choice for place, choice in enumerate(field.choices) if value & 1 << place]
    write = _WRITTEN.get(field.kind)
    return value if write is None or value is None else write(value)


_WRITTEN: dict[FieldKind, Callable[[Any], Any]] = {
    "date": datetime.date.isoformat,
    "birthday": lambda day: day.strftime("%m-%d"),
    "instant": clock.utc,
    "map": lambda value: dict(sorted(value.items())),
}


def _days(whole: int, mornings: int, afternoons: int) -> list[str]:
    half = dict.fromkeys(weekday_names(mornings), "-am") | dict.fromkeys(weekday_names(afternoons), "-pm")
    return [f"{day}{half.get(day, '')}" for day in weekday_names(whole)]
