"""The second pass: checked records become rows, in transactions that let others write in between."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from django.db import DataError, IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from samenwijzer.exchange.importing.batch import Batch
from samenwijzer.exchange.importing.kinds import kinds, late_fields
from samenwijzer.exchange.importing.pace import Pace
from samenwijzer.exchange.importing.spool import Entry, Outcome, Spool
from samenwijzer.exchange.importing.stored import numbers, parts, stored_values
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.modules import RecordKind

T = TypeVar("T")
Note = Callable[[int, int, int], None]
_TRIES = 20
logger = logging.getLogger(__name__)


def no_note(_created: int, _changed: int, _done: int) -> None:
    """Note nothing."""


def write(entries: Sequence[Entry], spool: Spool, note: Note = no_note) -> None:
    """Write all entries that are not refused, types in their order, and note in each what became of it.

    An entry the database refuses gets its reason. `note` is called within each transaction with how many
    records are new by it, changed, and done with. A killed import is finished by writing the same again.
    """
    writer = _Writer(spool, note, Pace(len(entries)))
    _rename_subjects(entries, writer)
    by_type: dict[str, list[Entry]] = {name: [] for name in kinds()}
    for entry in entries:
        if not entry.reason:
            by_type[entry.type].append(entry)
    for kind in kinds().values():
        mine = by_type[kind.type]
        late = set(late_fields(kind))
        writer.write(kind, _ordered(mine), lambda name, late=late: name not in late)  # type: ignore[misc]
        if kind.after is not None:
            _patiently(_atomic(kind.after), [entry.id for entry in mine if not entry.reason])
    for kind in kinds().values():
        late = set(late_fields(kind))
        mine = [entry for entry in by_type[kind.type] if not entry.reason]
        waiting = [entry for entry in mine if late.intersection(entry.given.split())]
        writer.write(kind, waiting, lambda name, late=late: name in late, again=True)  # type: ignore[misc]


def _rename_subjects(entries: Sequence[Entry], writer: _Writer) -> None:
    """Give subjects their new names before all else: people, who come before them, name them by these."""
    kind = kinds()["subject"]
    mine = [entry for entry in entries if entry.type == kind.type and not entry.reason]
    for chunk in parts(_ordered(mine)):
        keys = numbers(kind, [entry.id for entry in chunk])
        stored = stored_values(kind, list(keys.values()), ["name"])
        renamed = [
            entry
            for entry in chunk
            if entry.id in keys and entry.kept.get("name") not in {None, stored[keys[entry.id]]["name"]}
        ]
        writer.write(kind, renamed, lambda name: name == "name", again=True)


def _ordered(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Give each entry after those that must be written before it, otherwise in the order of the files."""
    done: set[int] = set()
    for start in entries:
        stack = [start]
        while stack:
            entry = stack[-1]
            waiting = [other for other in entry.before if id(other) not in done and not other.reason]
            if waiting:
                stack += waiting
                continue
            stack.pop()
            if id(entry) not in done:
                done.add(id(entry))
                yield entry


class _Writer:
    def __init__(self, spool: Spool, note: Note, pace: Pace) -> None:
        self.spool = spool
        self.note = note
        self.pace = pace

    def write(
        self,
        kind: RecordKind,
        entries: Sequence[Entry] | Iterator[Entry],
        fields: Callable[[str], bool],
        *,
        again: bool = False,
    ) -> None:
        """Write those fields of the entries; `again` says that they are counted in another pass."""
        for chunk in self.pace.chunks(entries):
            try:
                self._write_chunk(kind, chunk, fields, again=again)
            except (Refusal, IntegrityError, DataError):
                # Somebody else wrote meanwhile. One by one, only the lines that no longer fit are refused.
                for entry in chunk:
                    self._write_one(kind, entry, fields, again=again)

    def _write_one(
        self, kind: RecordKind, entry: Entry, fields: Callable[[str], bool], *, again: bool
    ) -> None:
        try:
            self._write_chunk(kind, [entry], fields, again=again)
        except Refusal as error:
            entry.refuse(error.sentence)
        except (IntegrityError, DataError) as error:
            logger.warning("The database refused %s %s: %s", entry.type, entry.id, type(error).__name__)
            entry.refuse(_("it does not fit what somebody else stored meanwhile; import it again"))

    def _write_chunk(
        self, kind: RecordKind, chunk: Sequence[Entry], fields: Callable[[str], bool], *, again: bool
    ) -> None:
        for entry, outcome in _patiently(_atomic(self._in_transaction), kind, chunk, fields, again):
            entry.becomes(outcome)

    def _in_transaction(
        self,
        kind: RecordKind,
        entries: Sequence[Entry],
        fields: Callable[[str], bool],
        again: bool,  # noqa: FBT001
    ) -> list[tuple[Entry, Outcome]]:
        outcomes: list[tuple[Entry, Outcome]] = []
        batch: list[Entry] = []
        for entry in entries:
            if any(other in batch for other in entry.before):
                outcomes += Batch(kind, batch, self.spool, fields).write()
                batch = []
            batch.append(entry)
        outcomes += Batch(kind, batch, self.spool, fields).write()
        created = sum(outcome == "created" and not entry.outcome for entry, outcome in outcomes)
        changed = sum(
            outcome == "changed" and entry.outcome in {"", "unchanged"} for entry, outcome in outcomes
        )
        self.note(created, changed, 0 if again else len(entries))
        return outcomes


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
