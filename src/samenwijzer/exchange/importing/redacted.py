"""What was taken out of a text stays out, also when a file from before brings it in again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from samenwijzer.kernel.modules import RecordField, RecordKind, installed, text_kinds

_TEXTS = {"line", "text", "lines", "texts", "url"}


def without_redacted(kind: RecordKind, values: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Give the values of records, by external id, without what was taken out of their texts before.

    One query. An import wins over what colleagues changed, and not over this.
    """
    text = text_kinds().get(kind.audit_kind)
    if text is None:
        return dict(values)
    found = dict(values)
    for module in installed():
        change = module.redactor(text.kind, list(values)) if module.redactor is not None else None
        if change is not None:
            found = {
                external_id: _record(kind, text.columns, record, external_id, change)
                for external_id, record in found.items()
            }
    return found


def _record(
    kind: RecordKind,
    columns: Collection[str],
    record: Mapping[str, Any],
    external_id: str,
    change: Callable[[str, str], str],
) -> dict[str, Any]:
    def changed(field: RecordField, value: Any) -> Any:
        if field.parts and isinstance(value, list):
            return [{name: changed(field.parts[name], one) for name, one in item.items()} for item in value]
        if field.kind not in _TEXTS or value is None:
            return value
        if isinstance(value, list):
            return [change(external_id, one)[: field.length] for one in value]
        return change(external_id, value)[: field.length]

    fields = {name: kind.fields[name] for name in record}
    holds = {name for name, field in fields.items() if field.parts or field.column in columns}
    return {name: changed(fields[name], value) if name in holds else value for name, value in record.items()}
