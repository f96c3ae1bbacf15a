"""The second pass: checked records become rows, in transactions of at most 200."""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from django.db import DataError, IntegrityError, OperationalError, transaction
from django.utils import timezone

from samenwijzer.accounts.models import User, weekday_bits
from samenwijzer.exchange.importing.kinds import kinds
from samenwijzer.exchange.importing.lines import LineRefused, quoted
from samenwijzer.exchange.importing.spool import Entry, Spool
from samenwijzer.exchange.importing.stored import MADE_HERE, numbers, parts, stored_values
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import RecordField, RecordKind
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes
from samenwijzer.subjects.models import Product

T = TypeVar("T")
# A transaction of 200 records stays short enough for others to write in between.
AT_ONCE = 200
_TRIES = 20
logger = logging.getLogger(__name__)


class Tally:
    """How many records of an import were new, changed or as they already were."""

    def __init__(self) -> None:
        self.created = self.changed = self.unchanged = 0

    def add(self, other: Tally) -> None:
        self.created += other.created
        self.changed += other.changed
        self.unchanged += other.unchanged


def write(entries: Sequence[Entry], spool: Spool) -> Tally:
    """Write all entries that are not refused, types in their order.

    An entry the database refuses gets its reason.

    A killed import is finished by writing the same entries again.
    """
    tally = Tally()
    _rename_subjects(entries, spool)
    for kind in kinds().values():
        mine = [entry for entry in entries if entry.type == kind.type]
        for chunk in parts(_ordered([entry for entry in mine if not entry.reason]), AT_ONCE):
            _write_chunk(kind, chunk, spool, tally)
        if kind.after is not None:
            _patiently(_atomic(kind.after), [entry.id for entry in mine if not entry.reason])
    return tally


def _rename_subjects(entries: Sequence[Entry], spool: Spool) -> None:
    """Give subjects their new names before all else: people, who come before them, name them by these."""
    kind = kinds()["subject"]
    mine = [entry for entry in entries if entry.type == kind.type and not entry.reason]
    for chunk in parts(_ordered(mine), AT_ONCE):
        keys = numbers(kind, [entry.id for entry in chunk])
        stored = stored_values(kind, list(keys.values()), ["name"])
        for entry in chunk:
            name = entry.kept.get("name")
            entry.renamed = entry.id in keys and name is not None and name != stored[keys[entry.id]]["name"]
        renamed = [entry for entry in chunk if entry.renamed]
        if renamed:
            _write_chunk(kind, renamed, spool, Tally(), only="name")


def _ordered(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Give each entry after those that must be written before it, otherwise in the order of the files."""
    done: set[int] = set()
    for start in entries:
        stack = [start]
        while stack:
            entry = stack[-1]
            waiting = [other for other in entry.before if id(other) not in done]
            if waiting:
                stack += waiting
                continue
            stack.pop()
            if id(entry) not in done:
                done.add(id(entry))
                yield entry


def _write_chunk(
    kind: RecordKind, chunk: Sequence[Entry], spool: Spool, tally: Tally, only: str = ""
) -> None:
    try:
        tally.add(_patiently(_atomic(_write_entries), kind, chunk, spool, only))
    except (LineRefused, IntegrityError, DataError):
        # Somebody else wrote meanwhile. One by one, only the lines that no longer fit are refused.
        for entry in chunk:
            try:
                tally.add(_patiently(_atomic(_write_entries), kind, [entry], spool, only))
            except LineRefused as error:
                entry.refuse(error.sentence)
            except (IntegrityError, DataError) as error:
                logger.warning("The database refused %s %s: %s", entry.type, entry.id, error)
                entry.refuse("it does not fit what somebody else stored meanwhile; import it again")


def _atomic(function: Callable[..., T]) -> Callable[..., T]:
    return transaction.atomic(function)


def _patiently(function: Callable[..., T], *arguments: Any) -> T:
    """Call again while another writer holds the database."""
    for attempt in range(_TRIES):
        try:
            return function(*arguments)
        except OperationalError:
            if attempt == _TRIES - 1:
                raise
            time.sleep(0.05 * (attempt + 1))
    raise AssertionError


def _write_entries(kind: RecordKind, entries: Sequence[Entry], spool: Spool, only: str) -> Tally:
    tally = Tally()
    batch: list[Entry] = []
    for entry in entries:
        if any(other in batch for other in entry.before):
            _Batch(kind, batch, spool, tally, only).write()
            batch = []
        batch.append(entry)
    _Batch(kind, batch, spool, tally, only).write()
    return tally


class _Batch:
    """Records of one type that do not depend on each other."""

    def __init__(
        self, kind: RecordKind, entries: Sequence[Entry], spool: Spool, tally: Tally, only: str
    ) -> None:
        self.kind = kind
        self.entries = entries
        self.values = {entry.id: spool.read(entry.offset) for entry in entries}
        if only:
            self.values = {external_id: {only: values[only]} for external_id, values in self.values.items()}
        self.tally = tally
        names = {entry.adopts or entry.id for entry in entries} | set(self.values)
        rows = kind.model.objects.select_for_update(of=("self",)).filter(external_id__in=names).order_by("pk")
        self.rows = {row.external_id: row for row in rows}
        self._adopt_by_value()
        self.numbers: dict[str, dict[str, int]] = {}
        self.fresh: list[Any] = []
        self.adopted: list[int] = []
        self.later: dict[str, dict[int, Any]] = {}

    def write(self) -> None:
        stored = self._stored()
        self._default_spaces(stored)
        self._look_up()
        changed = [row for entry in self.entries if (row := self._put(entry, stored)) is not None]
        found = self._read_again([row.pk for row in changed])
        for row in [*changed, *self.fresh]:
            if self.kind.before_save is not None:
                self.kind.before_save(row)
        for row in changed:
            row.save()
        self.kind.model.objects.bulk_create(self.fresh)
        for row in self.fresh:
            self._note(row.pk, self.values[row.external_id])
        self._save_later()
        self._append([row.pk for row in changed], found)

    def _put(self, entry: Entry, stored: dict[int, dict[str, Any]]) -> Any:
        """Put the values of a record in its row; give the row when it was there and something differs."""
        row = self._row(entry)
        values = self.values[entry.id]
        if row is None:
            self.fresh.append(self._filled(self._new_row(entry), values))
            return None
        differing = {name: value for name, value in values.items() if value != stored[row.pk].get(name)}
        if not differing and row.external_id == entry.id:
            self.tally.changed += entry.renamed
            self.tally.unchanged += not entry.renamed
            return None
        if row.external_id != entry.id:
            self.adopted.append(row.pk)
            row.external_id = entry.id
        self._filled(row, differing)
        self._note(row.pk, differing)
        return row

    def _adopt_by_value(self) -> None:
        """Let new records take over rows made in passing, such as a subject that a person named."""
        for name, field in self.kind.fields.items():
            if not field.unique:
                continue
            fresh = {
                self.values[entry.id][name]: entry
                for entry in self.entries
                if self._row(entry) is None and name in self.values[entry.id]
            }
            for row in self.kind.model.objects.filter(**{f"{field.column}__in": list(fresh)}).order_by("pk"):
                if MADE_HERE.fullmatch(row.external_id):
                    fresh[getattr(row, field.column)].adopts = row.external_id
                    self.rows[row.external_id] = row

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
                        f"{name}: is missing, and the department of person {quoted(author)} has none"
                    )
                self.values[external_id][name] = spaces[author or ""]

    def _look_up(self) -> None:
        wanted: dict[str, set[str]] = {}
        for name, field in self.kind.fields.items():
            to = field.to if field.kind == "reference" else ""
            for values in self.values.values():
                if to and values.get(name) is not None:
                    wanted.setdefault(to, set()).add(values[name])
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
        more = self.kind.new_row() if self.kind.new_row is not None else {}
        row = self.kind.model(external_id=entry.id, **more)
        for name, field in self.kind.fields.items():
            if field.kind == "moment" and name not in self.values[entry.id]:
                setattr(row, field.column, clock.now())
        return row

    def _filled(self, row: Any, values: dict[str, Any]) -> Any:
        for name, value in values.items():
            field = self.kind.fields[name]
            if field.column:
                self._fill(row, name, field, value)
        return row

    def _fill(self, row: Any, name: str, field: RecordField, value: Any) -> None:
        if field.kind in {"reference", "product"}:
            pk = None
            if value is not None:
                to = field.to or "product"
                pk = self.numbers.get(to, {}).get(value)
                if pk is None:
                    raise LineRefused(f"{name}: {to} {quoted(value)} was not imported")
            setattr(row, f"{field.column}_id", pk)
        elif field.kind == "moment":
            setattr(row, field.column, _moment(value))
            row.date_given = value
        elif field.kind == "date":
            setattr(row, field.column, None if value is None else datetime.date.fromisoformat(value))
        elif field.kind == "days":
            setattr(row, field.column, weekday_bits(value))
        else:
            setattr(row, field.column, value)

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
        self.tally.created += len(created)
        self.tally.changed += len(changed)
        for keys, verb in ((created, "imported"), (changed, "changed_by_import")):
            for pk in keys:
                audit.record(
                    action=f"{self.kind.audit_kind}.{verb}", actor=None, object=Ref(self.kind.audit_kind, pk)
                )
        own = {Ref(searched, pk) for searched in self.kind.searched_as for pk in [*created, *changed]}
        changes.append(*sorted(own | found | self._read_again([*created, *changed])))


def _moment(given: str) -> datetime.datetime:
    """Return the moment of a date-time with zone, or the first of a day in the organisation's time zone."""
    moment = datetime.datetime.fromisoformat(given)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=timezone.get_default_timezone())
