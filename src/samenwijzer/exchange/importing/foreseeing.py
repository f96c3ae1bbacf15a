"""What an import would do, said before it does anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from samenwijzer.exchange.importing.kinds import kinds
from samenwijzer.exchange.importing.redacted import without_redacted
from samenwijzer.exchange.importing.spool import Entry, Spool
from samenwijzer.exchange.importing.stored import numbers, parts, stored_values
from samenwijzer.kernel.modules import RecordKind


def foresee(entries: Sequence[Entry], spool: Spool) -> dict[str, int]:
    """Count how many of the accepted entries would be created, changed and unchanged. Writes nothing."""
    found = {"created": 0, "changed": 0, "unchanged": 0}
    for kind in kinds().values():
        mine = [entry for entry in entries if entry.type == kind.type and not entry.reason]
        for chunk in parts(mine, 100):
            keys = numbers(kind, [entry.id for entry in chunk])
            names = {name for entry in chunk for name in entry.given.split()}
            stored = stored_values(kind, list(keys.values()), names) if keys else {}
            given = without_redacted(kind, {entry.id: spool.read(entry.offset) for entry in chunk})
            for entry in chunk:
                if entry.id not in keys:
                    found["created"] += 1
                elif _differs(kind, entry, given[entry.id], stored[keys[entry.id]]):
                    found["changed"] += 1
                else:
                    found["unchanged"] += 1
    return found


def _differs(kind: RecordKind, entry: Entry, values: dict[str, Any], stored: dict[str, Any]) -> bool:
    """Null for a space stands for the default one, which it may be already."""
    return any(
        value != stored.get(name)
        for name, value in values.items()
        if name not in entry.leaves and not (value is None and kind.fields[name].default_space_of)
    )
