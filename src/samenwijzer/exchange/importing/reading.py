"""The first look at a file: each line by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from sys import intern
from typing import Any

from django.utils.translation import gettext as _

from samenwijzer.exchange.importing.html import markdown_of
from samenwijzer.exchange.importing.kinds import kept_fields, kinds
from samenwijzer.exchange.importing.lines import LineRefused, lines, parse, quoted
from samenwijzer.exchange.importing.spool import Entry, Spool
from samenwijzer.exchange.importing.values import Products, check_id, check_value
from samenwijzer.kernel.modules import RecordField, RecordKind

HEADING = "exchange"
VERSION = 1
_FORMATS = ("markdown", "html")
_Reference = tuple[str, str, str]


def read(paths: Iterable[Path], spool: Spool, products: Products) -> Iterator[Entry]:
    """Give every line of the files that is no heading.

    What can be used of a line stands in the spool. Of a file whose heading names a version that is not known
    here only that line is given, refused. Raises OSError for a file.
    """
    for file, path in enumerate(paths, start=1):
        for number, line in lines(path):
            entry = Entry(path=path, number=number, file=file)
            try:
                record = parse(line)
                if record.get("type") == HEADING:
                    _check_heading(record)
                    continue
                _read_line(entry, record, spool, products)
            except LineRefused as error:
                entry.refuse(error.sentence)
                if error.rest:
                    yield entry
                    break
            yield entry


def _check_heading(record: Mapping[str, Any]) -> None:
    if set(record) != {"type", "version"} or record["version"] != VERSION:
        raise LineRefused(
            _("version: only version %(version)s is known here, so nothing of this file is imported")
            % {"version": VERSION},
            rest=True,
        )


def _read_line(entry: Entry, record: dict[str, Any], spool: Spool, products: Products) -> None:
    kind = _kind(record)
    entry.type = kind.type
    if "id" not in record:
        raise LineRefused(_("id: is missing"))
    try:
        entry.id = check_id(record["id"])
    except LineRefused as error:
        raise LineRefused(f"id: {error.sentence}") from None
    values, faults = check_values(record, kind, products)
    kept = {name: values[name] for name in kept_fields(kind) if name in values}
    if kind.type == "subject" and "name" in values:
        kept["name"] = values["name"]
    if kept:
        entry.kept = kept
    if values.get("subjects"):
        entry.subjects = tuple(map(intern, values["subjects"]))
    if faults:
        raise LineRefused("; ".join(faults))
    entry.references = tuple(_references(kind, values))
    if not values.get(kind.stub):
        entry.missing = tuple(
            name for name, field in kind.fields.items() if field.required and name not in values
        )
    entry.given = intern(" ".join(sorted(values)))
    entry.offset, entry.size = spool.add(values)


def check_values(
    record: Mapping[str, Any], kind: RecordKind, products: Products
) -> tuple[dict[str, Any], list[str]]:
    """Give the values that may be used, each in its one shape, and a sentence for each field that may not."""
    values: dict[str, Any] = {}
    faults = []
    may_be_html = any(field.markup for field in kind.fields.values())
    for name, given in record.items():
        if name in {"type", "id"}:
            continue
        if name == "format" and may_be_html:
            if given not in _FORMATS:
                faults.append(
                    _("%(name)s: %(given)s is not one of %(choices)s")
                    % {"name": name, "given": quoted(given), "choices": ", ".join(_FORMATS)}
                )
            continue
        field = kind.fields.get(name)
        if field is None:
            faults.append(_("unknown field %(name)s") % {"name": quoted(name)})
            continue
        if given is None and field.kind == "moment":
            continue  # A thing always has a date, so nothing is cleared.
        try:
            values[name] = check_value(_as_markdown(given, field, record), field, products)
        except LineRefused as error:
            faults.append(f"{name}: {error.sentence}")
    return values, faults


def _as_markdown(given: Any, field: RecordField, record: Mapping[str, Any]) -> Any:
    if field.markup and record.get("format") == "html" and isinstance(given, str):
        return markdown_of(given)
    return given


def _kind(record: Mapping[str, Any]) -> RecordKind:
    if "type" not in record:
        raise LineRefused(_("type: is missing"))
    known = kinds()
    name = record["type"]
    if not isinstance(name, str) or name not in known:
        raise LineRefused(
            _("type: %(given)s is not one of %(choices)s")
            % {"given": quoted(name), "choices": ", ".join(known)}
        )
    return known[name]


def _references(kind: RecordKind, values: Mapping[str, Any]) -> Iterator[_Reference]:
    for name, field in kind.fields.items():
        value = values.get(name)
        if value is None:
            continue
        if field.kind in {"reference", "references"}:
            for external_id in [value] if field.kind == "reference" else value:
                yield name, field.to, intern(external_id)
        elif field.kind == "target":
            to, _colon, external_id = value.partition(":")
            yield name, intern(to), intern(external_id)
        for part_name, part in field.parts.items():
            if part.kind == "reference":
                for item in value:
                    if part_name in item:
                        yield name, part.to, intern(item[part_name])
