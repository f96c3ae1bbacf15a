"""The first look at a file: each line by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from samenwijzer.exchange.importing.kinds import kept_fields, kinds
from samenwijzer.exchange.importing.lines import LineRefused, lines, parse, quoted
from samenwijzer.exchange.importing.spool import Entry, Spool
from samenwijzer.exchange.importing.values import Products, check_id, check_values
from samenwijzer.kernel.modules import RecordKind


def read(paths: Iterable[Path], spool: Spool, products: Products) -> Iterator[Entry]:
    """Give every line of the files.

    What can be used of a line stands in the spool. Raises OSError for a file.
    """
    for path in paths:
        for number, line in lines(path):
            entry = Entry(path=path, number=number)
            try:
                _read_line(entry, parse(line), spool, products)
            except LineRefused as error:
                entry.refuse(error.sentence)
            yield entry


def _read_line(entry: Entry, record: dict[str, Any], spool: Spool, products: Products) -> None:
    kind = _kind(record)
    entry.type = kind.type
    if "id" not in record:
        raise LineRefused("id: is missing")
    try:
        entry.id = check_id(record["id"])
    except LineRefused as error:
        raise LineRefused(f"id: {error.sentence}") from None
    values, faults = check_values(record, kind, products)
    entry.kept = {name: values[name] for name in kept_fields(kind) if name in values}
    if kind.type == "subject" and "name" in values:
        entry.kept["name"] = values["name"]
    entry.subjects = tuple(values.get("subjects", ()))
    if faults:
        raise LineRefused("; ".join(faults))
    entry.references = tuple(_references(kind, values))
    entry.missing = tuple(
        name for name, field in kind.fields.items() if field.required and name not in values
    )
    entry.offset = spool.add(values)


def _kind(record: dict[str, Any]) -> RecordKind:
    if "type" not in record:
        raise LineRefused("type: is missing")
    known = kinds()
    name = record["type"]
    if not isinstance(name, str) or name not in known:
        raise LineRefused(f"type: {quoted(name)} is not one of {', '.join(known)}")
    return known[name]


def _references(kind: RecordKind, values: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, field in kind.fields.items():
        if field.kind == "reference" and values.get(name) is not None:
            yield name, field.to, values[name]
        for part_name, part in field.parts.items():
            if part.kind == "reference":
                for item in values.get(name, ()):
                    yield name, part.to, item[part_name]
