"""Taking people from a table: looked at, agreed, written by a job."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from samenwijzer import guard
from samenwijzer.accounts.access import require_right, still_may
from samenwijzer.accounts.actions._people import LockedPeople, NotKnownHere
from samenwijzer.accounts.actions.people import PersonValues, add_row, change_row
from samenwijzer.accounts.models import TO_DO, PeopleImport, Right, User, WorkState
from samenwijzer.accounts.queries import (
    FIELDS,
    ImportedPerson,
    Places,
    RefusedRow,
    allowances,
    fitted,
    read_rows,
    why_not,
)
from samenwijzer.guard import Allowances, Label, Level
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal, require
from samenwijzer.kernel.jobs import job
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit

CHUNK = 15
KEEP_ROWS = timedelta(days=1)
KEEP_REPORTS = timedelta(days=90)
# A file of colleagues says who they are and how they are reached.
_OF_COLLEAGUES = {Label.PERSON_NAME, Label.EMAIL, Label.PHONE}


class ImportIsOver(Refusal):
    """It was written already, or its rows are gone."""


@transaction.atomic
def start_import(
    *, actor: User, columns: Sequence[str], rows: Sequence[Sequence[str]], mapping: Mapping[str, int]
) -> PeopleImport:
    """Keep the cells of a file for a day, to look at what they would do. Nothing is changed yet.

    Of a cell with anything but a colleague's name, address or telephone number is kept what was found alone.
    """
    require_right(actor, Right.ADMINISTER)
    require(actor.pk > 0, _("You are looking around as somebody else. Stop that first."))
    _forget_old()
    allowed = allowances()
    made = PeopleImport.objects.create(
        made_by=actor,
        made_at=clock.now(),
        columns=["" if isinstance(cell, dict) else cell for cell in _kept(columns, allowed)],
        rows=[_kept(row, allowed) for row in rows],
        mapping=mapping,
        total=len(rows),
    )
    audit.record(action="accounts.people_import.started", actor=actor, object=_ref(made))
    return made


@transaction.atomic
def map_import(*, actor: User, made: PeopleImport, mapping: Mapping[str, int]) -> None:
    """Say which column holds which field. Raises ImportIsOver."""
    require_right(actor, Right.ADMINISTER)
    row = _open(made)
    row.mapping = {field: number for field, number in mapping.items() if field in FIELDS}
    row.save(update_fields=["mapping"])


@transaction.atomic
def confirm_import(*, actor: User, made: PeopleImport, leaving: Collection[int]) -> None:
    """Write it, by a job. `leaving` are missing people who are to leave; the report leads to that. Once."""
    require_right(actor, Right.ADMINISTER)
    row = PeopleImport.objects.select_for_update().get(pk=made.pk)
    if row.state:
        return
    row = _open(made)
    row.leaving = list(leaving)
    row.state = WorkState.WAITING
    row.made_by = actor
    row.save(update_fields=["leaving", "state", "made_by"])
    audit.record(action="accounts.people_import.confirmed", actor=actor, object=_ref(row))
    import_people_job.enqueue(import_id=row.pk)


@transaction.atomic
def stop_import(*, actor: User, made: PeopleImport) -> bool:
    """Stop after the rows that are written, or throw away one that was only looked at. Twice is once.

    Return whether it was only looked at, so that nothing has changed.
    """
    require_right(actor, Right.ADMINISTER)
    row = PeopleImport.objects.select_for_update().get(pk=made.pk)
    only_looked_at = not row.state
    if row.state in {"", *TO_DO}:
        _end(row, WorkState.STOPPED)
        audit.record(action="accounts.people_import.stopped", actor=actor, object=_ref(row))
    return only_looked_at


@transaction.atomic
def import_rows(*, import_id: int) -> bool:
    """Write the next rows; return whether any are left. Who confirmed it must still administer."""
    made = PeopleImport.objects.select_for_update().filter(pk=import_id).first()
    if made is None or made.state not in TO_DO:
        return False
    actor = still_may(made.made_by_id, Right.ADMINISTER)
    if actor is None:
        _end(made, WorkState.NO_RIGHT)
        audit.record(action="accounts.people_import.stopped", actor=None, object=_ref(made), result="refused")
        return False
    with override(actor.language):
        _write(made, actor=actor)
    return made.state == WorkState.RUNNING


@transaction.atomic
def note_failed_people_import(*, import_id: int) -> None:
    """Say of an import that it failed. Its rows stay for a day, so that the job may be tried again."""
    going_on = PeopleImport.objects.filter(pk=import_id, state__in=[WorkState.WAITING, WorkState.RUNNING])
    if going_on.update(state=WorkState.FAILED, finished_at=clock.now()):
        audit.record(
            action="accounts.people_import.failed",
            actor=None,
            object=Ref("accounts.people_import", import_id),
        )


@job(seconds=3_600, failed=note_failed_people_import)
def import_people_job(*, import_id: int) -> None:
    while import_rows(import_id=import_id):
        pass


def _kept(row: Sequence[str], allowed: Allowances) -> list[str | dict[str, list[str]]]:
    """Give the cells of a row; of one that may not be kept, the labels of what stood in it."""
    cells: list[str | dict[str, list[str]]] = list(row)
    for number, cell in enumerate(row):
        # What is left to look for always has a digit; there may be a million cells.
        found = guard.find(cell, allowed=allowed) if any(map(str.isnumeric, cell)) else ()
        labels = {one.label for one in found if one.level is not Level.HINT} - _OF_COLLEAGUES
        if labels:
            cells[number] = {"found": sorted(labels)}
    return cells


def _write(made: PeopleImport, *, actor: User) -> None:
    places = Places()
    end = made.done + CHUNK
    read = dict(read_rows(made, places, viewer=actor, start=made.done, end=end))
    people = [row for row in read.values() if isinstance(row, ImportedPerson)]
    known = dict(User.objects.filter(email__in=[row.email for row in people]).values_list("email", "pk"))
    locked = LockedPeople(list(known.values()))
    for line, row in read.items():
        if isinstance(row, RefusedRow):
            made.refused.append([line, row.name, row.reason])
            continue
        try:
            with transaction.atomic():
                outcome = _write_one(row, known.get(row.email), locked, places, actor=actor)
        except Refusal as refusal:
            made.refused.append([line, row.name, str(refusal)])
        else:
            setattr(made, outcome, getattr(made, outcome) + 1)
    made.done = min(end, made.total)
    made.state, made.finished_at = WorkState.RUNNING, None
    if made.done >= made.total:
        _end(made, WorkState.DONE)
    else:
        made.save(update_fields=["refused", "added", "changed", "unchanged", "done", "state", "finished_at"])


def _write_one(
    row: ImportedPerson, pk: int | None, locked: LockedPeople, places: Places, *, actor: User
) -> str:
    """Write one person; return the counter that goes up."""
    if pk is None:
        add_row(actor=actor, values=_values(PersonValues(name=row.name, email=row.email), row))
        return "added"
    person = locked.person(pk)
    if reason := why_not(person):
        raise NotKnownHere(reason)
    values = _values(PersonValues.of(person), fitted(person, row, places))
    return "changed" if change_row(person, values=values, actor=actor) else "unchanged"


def _values(before: PersonValues, row: ImportedPerson) -> PersonValues:
    week = row.week
    days = (before.working_day_bits, before.morning_only_bits, before.afternoon_only_bits)
    whole, mornings, afternoons = days if week is None else (week.whole, week.mornings, week.afternoons)
    return replace(
        before,
        name=row.name,
        department=row.department,
        team=row.team,
        function=row.function or "",
        working_day_bits=whole,
        morning_only_bits=mornings,
        afternoon_only_bits=afternoons,
    )


def _open(made: PeopleImport) -> PeopleImport:
    row = PeopleImport.objects.select_for_update().get(pk=made.pk)
    if row.state or not row.rows:
        raise ImportIsOver(_("This import is over. Upload the file again."))
    return row


def _end(made: PeopleImport, state: WorkState) -> None:
    made.state, made.finished_at, made.rows = state, clock.now(), []
    made.save()


def _forget_old() -> None:
    """Cells go after a day, also of what was never agreed; a report after three months."""
    unwritten = PeopleImport.objects.filter(state__in=["", WorkState.FAILED])
    unwritten.filter(made_at__lt=clock.now() - KEEP_ROWS).exclude(rows=[]).update(
        rows=[], state=WorkState.STOPPED, finished_at=clock.now()
    )
    PeopleImport.objects.filter(made_at__lt=clock.now() - KEEP_REPORTS).delete()


def _ref(made: PeopleImport) -> Ref:
    return Ref("accounts.people_import", made.pk)
