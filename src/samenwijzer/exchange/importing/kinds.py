"""All types of record that the installed apps describe, each with every app's fields."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from samenwijzer.kernel.modules import RecordField, RecordKind, installed


@cache
def kinds() -> dict[str, RecordKind]:
    """Return the types in the order in which they are written."""
    described = [kind for module in installed() for kind in module.records]
    own = {kind.type: kind for kind in described if kind.model is not None}
    for kind in described:
        if kind.model is None:
            base = own[kind.type]
            own[kind.type] = replace(
                base,
                fields={**base.fields, **kind.fields},
                searched_as=(*base.searched_as, *kind.searched_as),
                reread={**base.reread, **kind.reread},
            )
    return {kind.type: kind for kind in sorted(own.values(), key=lambda kind: kind.order)}


def late_fields(kind: RecordKind) -> list[str]:
    """Return the names of the fields that are written when all else has been."""
    return [name for name, field in kind.fields.items() if field.late]


def is_kept(kind: RecordKind, name: str) -> bool:
    """Say whether the value of a field is needed when records are checked together."""
    field = kind.fields[name]
    return (
        field.kept
        or field.unique
        or field.chain
        or field.fixed
        or name in kind.unique_together
        or bool(field.one_per)
        or bool(field.default_space_of)
        or any(name in {other.one_per, other.default_space_of, other.among} for other in kind.fields.values())
    )


def kept_fields(kind: RecordKind) -> dict[str, RecordField]:
    """Return the fields whose values are needed when records are checked together."""
    return {name: field for name, field in kind.fields.items() if is_kept(kind, name)}
