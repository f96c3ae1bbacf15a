"""All lines of an import beside what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from samenwijzer.exchange.importing.kinds import kept_fields, kinds
from samenwijzer.exchange.importing.spool import Entry
from samenwijzer.exchange.importing.stored import existing, numbers, parts, stored_values
from samenwijzer.kernel.modules import RecordKind
from samenwijzer.subjects.models import Subject


class Beside:
    """What each line says, and what will be known of a record when all have come in."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.by_id: dict[tuple[str, str], Entry] = {}
        self.by_type: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            if not entry.id:
                continue
            first = self.by_id.setdefault(entry.key, entry)
            if first is not entry:
                entry.refuse(
                    _("id: the %(type)s with this id stands already in %(place)s")
                    % {"type": entry.type, "place": first.place()}
                )
            else:
                self.by_type[entry.type].append(entry)
        self.pointed_at = {(to, target) for entry in entries for _field, to, target in entry.references}
        self.existing: dict[str, set[str]] = {}
        self.stored: dict[str, dict[str, dict[str, Any]]] = {}
        self._look_up(entries)

        named = {entry.kept["name"] for entry in self.by_type["subject"] if "name" in entry.kept}
        self.subject_names = {
            name: external_id
            for part in parts(named)
            for name, external_id in Subject.objects.filter(name__in=part)
            .order_by()
            .values_list("name", "external_id")
        }

    def _refused(self) -> int:
        return sum(1 for entry in self.by_id.values() if entry.reason)

    def _all_accepted(self) -> list[Entry]:
        return [entry for entry in self.by_id.values() if not entry.reason]

    def _accepted(self, kind: RecordKind) -> list[Entry]:
        return [entry for entry in self.by_type[kind.type] if not entry.reason]

    def _look_up(self, entries: Sequence[Entry]) -> None:
        wanted: dict[str, set[str]] = {name: set() for name in kinds()}
        for entry in entries:
            if entry.id:
                wanted[entry.type].add(entry.id)
            for _field, to, external_id in entry.references:
                wanted[to].add(external_id)
        for name, kind in kinds().items():
            self.existing[name] = existing(kind, wanted[name])
            fields = kept_fields(kind)
            self.stored[name] = {}
            if not fields:
                continue
            for part in parts(self.existing[name]):
                keys = numbers(kind, part)
                values = stored_values(kind, list(keys.values()), fields)
                self.stored[name] |= {external_id: values[key] for external_id, key in keys.items()}

    def _final(self, type_name: str, external_id: str, field: str) -> Any:
        """Return what a field will hold after the import."""
        entry = self.by_id.get((type_name, external_id))
        if entry is not None and not entry.reason and field in entry.kept:
            return entry.kept[field]
        return self.stored[type_name].get(external_id, {}).get(field)

    def _final_values(self, entry: Entry) -> dict[str, Any]:
        return {**self.stored[entry.type].get(entry.id, {}), **entry.kept}
