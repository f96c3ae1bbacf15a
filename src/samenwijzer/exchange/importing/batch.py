"""Records of one type on their way into rows: new ones, changed ones, and what follows from them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from samenwijzer.accounts.models import BIRTHDAY_YEAR, User, weekday_bits
from samenwijzer.exchange.importing.kinds import kinds
from samenwijzer.exchange.importing.lines import LineRefused, quoted
from samenwijzer.exchange.importing.redacted import without_redacted
from samenwijzer.exchange.importing.spool import Entry, Outcome, Spool
from samenwijzer.exchange.importing.stored import HALF_DAYS, MADE_HERE, numbers, path_of, stored_values
from samenwijzer.exchange.importing.values import HALVES
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import RecordField, RecordKind
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes
from samenwijzer.subjects.models import Product


class Batch:
    """Records of one type that do not depend on each other, and of them the fields that `fields` accepts."""

    def __init__(
        self, kind: RecordKind, entries: Sequence[Entry], spool: Spool, fields: Callable[[str], bool]
    ) -> None:
        self.kind = kind
        self.entries = entries
        given = {
            entry.id: {
                name: value
                for name, value in spool.read(entry.offset).items()
                if fields(name) and name not in entry.leaves
            }
            for entry in entries
        }
        self.values = without_redacted(kind, given)
        names = {entry.adopts or entry.id for entry in entries} | set(self.values)
        rows = kind.model.objects.select_for_update(of=("self",)).filter(external_id__in=names).order_by("pk")
        self.rows = {row.external_id: row for row in rows}
        self._adopt_by_value()
        self.numbers: dict[str, dict[str, int]] = {}
        self.fresh: list[Any] = []
        self.adopted: list[int] = []
        self.later: dict[str, dict[int, Any]] = {}
        self.outcomes: list[tuple[Entry, Outcome]] = []
        self.quiet: set[int] = set()

    def write(self) -> list[tuple[Entry, Outcome]]:
        """Write the records within the transaction of the caller; give what becomes of each."""
        stored = self._stored()
        self._default_spaces(stored)
        self._look_up()
        changed = [row for entry in self.entries if (row := self._put(entry, stored)) is not None]
        found = self._read_again([row.pk for row in changed])
        if self.kind.before_save is not None:
            self.kind.before_save([*changed, *self.fresh])
        for row in changed:
            row.save()
        self.kind.model.objects.bulk_create(self.fresh)
        for row in self.fresh:
            self._note(row.pk, self.values[row.external_id])
        self._save_later()
        self._append([row.pk for row in changed], found)
        return self.outcomes

    def _put(self, entry: Entry, stored: dict[int, dict[str, Any]]) -> Any:
        """Put the values of a record in its row; give the row when it was there and something differs."""
        row = self._row(entry)
        values = self.values[entry.id]
        if row is None:
            self.fresh.append(self._filled(self._new_row(entry), values))
            self.outcomes.append((entry, "created"))
            return None
        differing = {name: value for name, value in values.items() if value != stored[row.pk].get(name)}
        if not differing and row.external_id == entry.id:
            self.outcomes.append((entry, "unchanged"))
            return None
        self.outcomes.append((entry, "changed" if row.external_id == entry.id else "created"))
        if entry.outcome:
            self.quiet.add(row.pk)  # An earlier pass said so in the audit.
        if row.external_id != entry.id:
            self.adopted.append(row.pk)
            row.external_id = entry.id
            for field in self.kind.fields.values():
                if field.until_taken:
                    setattr(row, field.column, False)
        self._filled(row, differing)
        self._note(row.pk, differing)
        return row

    def _adopt_by_value(self) -> None:
        """Let new records take over rows made in passing, such as a subject that a person named."""
        for name, field in self.kind.fields.items():
            if not field.unique or field.among:
                continue
            fresh = {
                self.values[entry.id][name]: entry
                for entry in self.entries
                if self._row(entry) is None and name in self.values[entry.id]
            }
            fresh.pop(None, None)
            path = path_of(field)
            rows = self.kind.model.objects.filter(**{f"{path}__in": list(fresh)}).order_by("pk")
            for value, external_id in rows.values_list(path, "external_id"):
                if MADE_HERE.fullmatch(external_id) and fresh[value].id != external_id:
                    fresh[value].adopts = external_id
                    self.rows[external_id] = self.kind.model.objects.get(external_id=external_id)

    def _row(self, entry: Entry) -> Any:
        return self.rows.get(entry.id) or self.rows.get(entry.adopts)

    def _stored(self) -> dict[int, dict[str, Any]]:
        keys = {row.pk: entry for entry in self.entries if (row := self._row(entry)) is not None}
        names = {name for entry in keys.values() for name in self.values[entry.id]}
        names |= {field.default_space_of for field in self.kind.fields.values() if field.default_space_of}
        return stored_values(self.kind, list(keys), names) if keys else {}

    def _default_spaces(self, stored: dict[int, dict[str, Any]]) -> None:
        """Put in the default space where a record has none."""
        for name, field in self.kind.fields.items():
            if not field.default_space_of:
                continue
            authors: dict[str, str | None] = {}
            for entry in self.entries:
                values, row = self.values[entry.id], self._row(entry)
                if values.get(name) is None and (row is None or name in values):
                    before = {} if row is None else stored[row.pk]
                    authors[entry.id] = (before | values).get(field.default_space_of)
            people = User.objects.filter(external_id__in=set(authors.values())).order_by()
            spaces = dict(people.values_list("external_id", "department__default_space__external_id"))
            for external_id, author in authors.items():
                if author is not None and author not in spaces:
                    continue  # The reference to the author is refused when the row is filled.
                if spaces.get(author or "") is None:
                    raise LineRefused(
                        _("%(name)s: is missing, and the department of person %(id)s has none")
                        % {"name": name, "id": quoted(author)}
                    )
                self.values[external_id][name] = spaces[author or ""]

    def _look_up(self) -> None:
        wanted: dict[str, set[str]] = {}
        for name, field in self.kind.fields.items():
            for values in self.values.values():
                if values.get(name) is None:
                    continue
                if field.kind == "reference":
                    wanted.setdefault(field.to, set()).add(values[name])
                elif field.kind == "target":
                    to, _colon, external_id = values[name].partition(":")
                    wanted.setdefault(to, set()).add(external_id)
        self.numbers = {to: numbers(kinds()[to], ids) for to, ids in wanted.items()}
        uris = {
            values[name]
            for name, field in self.kind.fields.items()
            if field.kind == "product"
            for values in self.values.values()
            if values.get(name) is not None
        }
        if uris:
            products = Product.objects.filter(uri__in=uris).order_by()
            self.numbers["product"] = dict(products.values_list("uri", "pk"))

    def _new_row(self, entry: Entry) -> Any:
        values = self.values[entry.id]
        for name, field in self.kind.fields.items():
            if field.default_of and name not in values:
                values[name] = values.get(field.default_of)
        more = self.kind.new_row(entry.id, values) if self.kind.new_row is not None else {}
        row = self.kind.model(external_id=entry.id, **more)
        for name, field in self.kind.fields.items():
            if field.kind == "moment" and name not in self.values[entry.id]:
                setattr(row, field.column, clock.now())
        return row

    def _filled(self, row: Any, values: dict[str, Any]) -> Any:
        for name, value in values.items():
            field = self.kind.fields[name]
            if field.load is None:
                self._fill(row, name, field, value)
        return row

    def _fill(self, row: Any, name: str, field: RecordField, value: Any) -> None:
        if field.kind in {"reference", "product"}:
            setattr(row, f"{field.column}_id", self._number(name, field.to or "product", value))
        elif field.kind == "target":
            to, _colon, external_id = value.partition(":")
            for column in field.targets:
                found = external_id if column == to else None
                setattr(row, f"{column}_id", self._number(name, column, found))
        elif field.kind == "moment":
            setattr(row, field.column, clock.moment_of(value))
            row.date_given = value
        elif field.kind == "days":
            row_days(row, field.column, value)
        else:
            setattr(row, field.column, _column_value(field, value))

    def _number(self, name: str, to: str, value: str | None) -> int | None:
        if value is None:
            return None
        pk = self.numbers.get(to, {}).get(value)
        if pk is None:
            raise LineRefused(
                _("%(name)s: %(type)s %(id)s was not imported")
                % {"name": name, "type": to, "id": quoted(value)}
            )
        return pk

    def _note(self, pk: int, values: dict[str, Any]) -> None:
        for name, value in values.items():
            if self.kind.fields[name].save is not None:
                self.later.setdefault(name, {})[pk] = value

    def _save_later(self) -> None:
        for name, values in self.later.items():
            save = self.kind.fields[name].save
            if save is not None:
                save(values)

    def _read_again(self, keys: Sequence[int]) -> set[Ref]:
        """Return what search holds of other records that show something of these."""
        if not keys:
            return set()
        return {
            Ref(searched, pk)
            for other in kinds().values()
            if self.kind.type in other.reread
            for pk in other.model.objects.filter(**{f"{other.reread[self.kind.type]}__in": keys})
            .order_by()
            .values_list("pk", flat=True)
            for searched in other.searched_as
        }

    def _append(self, changed: Sequence[int], found: set[Ref]) -> None:
        created = [*self.adopted, *(row.pk for row in self.fresh)]
        changed = [pk for pk in changed if pk not in self.adopted]
        said = [pk for pk in changed if pk not in self.quiet]
        for keys, verb in ((created, "imported"), (said, "changed_by_import")):
            refs = [Ref(self.kind.audit_kind, pk) for pk in keys]
            audit.record_each(action=f"{self.kind.audit_kind}.{verb}", actor=None, objects=refs)
        own = {Ref(searched, pk) for searched in self.kind.searched_as for pk in [*created, *changed]}
        changes.append(*sorted(own | found | self._read_again([*created, *changed])))


def _column_value(field: RecordField, value: Any) -> Any:
    if value is None:
        return None
    if field.kind == "date":
        return datetime.date.fromisoformat(value)
    if field.kind == "birthday":
        return datetime.date.fromisoformat(f"{BIRTHDAY_YEAR}-{value}")
    if field.kind == "instant":
        return datetime.datetime.fromisoformat(value)
    if field.kind == "bits":
        return sum(1 << field.choices.index(choice) for choice in value)
    return value


def row_days(row: Any, column: str, days: Sequence[str]) -> None:
    """Put days and half days in their three columns."""
    setattr(row, column, weekday_bits([day.partition("-")[0] for day in days]))
    for half, name in zip(HALVES, HALF_DAYS, strict=True):
        mine = [day.partition("-")[0] for day in days if day.endswith(f"-{half}")]
        setattr(row, name, weekday_bits(mine))
