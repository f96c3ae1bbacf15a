"""Imports and exports from the browser: each a job that may be killed and run again."""

from __future__ import annotations

import datetime
import shutil
import tempfile
import uuid
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from samenwijzer.accounts.access import require_right, still_may
from samenwijzer.accounts.models import Right, User
from samenwijzer.exchange.exporting import export_records
from samenwijzer.exchange.importing import RefusedLine, Report, WarnedLine, import_files
from samenwijzer.exchange.models import ExportRun, ExportState, ImportRun, ImportState
from samenwijzer.exchange.reporting import without_values
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.jobs import job
from samenwijzer.kernel.refs import Ref
from samenwijzer.kernel.storage import stored_files
from samenwijzer.outbox import audit

# How long an export may be fetched.
KEPT = datetime.timedelta(days=1)
# How long uploaded files wait for somebody to have them imported.
WAITS = datetime.timedelta(days=7)
MOST_LINES = 1_000
_EVERY = 500


@transaction.atomic
def note_export(*, actor: User | None) -> None:
    """Note in the audit that everything was exported."""
    audit.record(action="exchange.export.written", actor=actor)


@transaction.atomic
def start_import(
    *, person: User, files: Sequence[IO[bytes]], sending: uuid.UUID, strict: bool = False
) -> ImportRun:
    """Take in files and have them checked; nothing is imported yet. Sent twice it is one import.

    What the files are called is kept nowhere. With `strict` a line in which the guard warns is refused.
    """
    require_right(person, Right.EXCHANGE)
    known = ImportRun.objects.filter(sending=sending, made_by=person).first()
    if known is not None:
        return known
    names = [default_storage.save(f"exchange/{uuid.uuid4().hex}.jsonl", File(file)) for file in files]
    run = ImportRun.objects.create(
        made_by=person,
        made_at=clock.now(),
        sending=sending,
        strict=strict,
        files=names,
        file_count=len(names),
        size=sum(default_storage.size(name) for name in names),
    )
    audit.record(action="exchange.import.uploaded", actor=person, object=Ref("exchange.importrun", run.pk))
    check_import_job.enqueue(run_id=run.pk, language=person.language)
    drop_import_job.using(run_after=clock.now() + WAITS).enqueue(run_id=run.pk)
    return run


@transaction.atomic
def carry_out_import(*, person: User, run: ImportRun) -> None:
    """Have a checked import written. A second click does nothing more."""
    require_right(person, Right.EXCHANGE)
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state in {ImportState.RUNNING, ImportState.DONE}:
        return
    if run.state != ImportState.CHECKED:
        raise Refusal(_("This import cannot be carried out any more. Choose the files again."))
    run.state, run.made_by = ImportState.RUNNING, person
    run.save()
    audit.record(action="exchange.import.started", actor=person, object=Ref("exchange.importrun", run.pk))
    run_import_job.enqueue(run_id=run.pk, language=person.language)


@transaction.atomic
def drop_import(*, person: User, run: ImportRun) -> None:
    """Remove the files of an import that is not carried out. May run twice."""
    require_right(person, Right.EXCHANGE)
    _drop(run.pk, actor=person)


def _drop(run_id: int, *, actor: User | None) -> None:
    run = ImportRun.objects.select_for_update().filter(pk=run_id).first()
    if run is not None and run.state in {ImportState.CHECKING, ImportState.CHECKED, ImportState.FAILED}:
        _end(run, ImportState.DROPPED)
        audit.record(action="exchange.import.dropped", actor=actor, object=Ref("exchange.importrun", run.pk))


@transaction.atomic
def start_export(*, person: User, sending: uuid.UUID) -> ExportRun:
    """Have everything written to a file that only this person may fetch. Sent twice it is one export."""
    require_right(person, Right.EXCHANGE)
    run, made = ExportRun.objects.get_or_create(
        sending=sending, defaults={"made_by": person, "made_at": clock.now()}
    )
    if made:
        audit.record(action="exchange.export.started", actor=person, object=Ref("exchange.exportrun", run.pk))
        run_export_job.enqueue(run_id=run.pk)
    return run


@transaction.atomic
def note_fetched(*, person: User, run: ExportRun) -> None:
    """Note in the audit that somebody takes an export with him."""
    require_right(person, Right.EXCHANGE)
    audit.record(action="exchange.export.fetched", actor=person, object=Ref("exchange.exportrun", run.pk))


@transaction.atomic
def forget_runs(*, person_id: int) -> None:
    """Let imports and exports be nobody's, and remove files that wait: any may name him. May run twice."""
    ImportRun.objects.filter(made_by=person_id).update(made_by=None)
    ExportRun.objects.filter(made_by=person_id).update(made_by=None)
    drop_files()


@transaction.atomic
def drop_files() -> None:
    """Remove files that wait to be imported or fetched: they may hold what is known here no more."""
    for run_id in list(ImportRun.objects.exclude(files=[]).values_list("pk", flat=True)):
        _drop(run_id, actor=None)
    ready = ExportRun.objects.filter(state=ExportState.READY)
    names = list(ready.values_list("file", flat=True))
    ready.update(state=ExportState.GONE, file="")
    transaction.on_commit(lambda: _remove(names))


@transaction.atomic
def prune_imports(*, before: datetime.datetime) -> int:
    """Remove the reports of imports that ended before that moment; return how many. May run twice."""
    old = ImportRun.objects.filter(ended_at__lt=before)
    names = [name for files in old.values_list("files", flat=True) for name in files]
    transaction.on_commit(lambda: _remove([*names, *_strays()]))
    return old.delete()[0]


@transaction.atomic
def note_failed_import(*, run_id: int, **_how: Any) -> None:
    """Say of an import that it failed. Its files stay, so that the job may be tried again."""
    running = ImportRun.objects.filter(pk=run_id, state__in=[ImportState.CHECKING, ImportState.RUNNING])
    if running.update(state=ImportState.FAILED, ended_at=clock.now()):
        audit.record(
            action="exchange.import.failed",
            actor=None,
            object=Ref("exchange.importrun", run_id),
        )


@transaction.atomic
def note_failed_export(*, run_id: int) -> None:
    """Say of an export that it failed. The job may be tried again."""
    running = ExportRun.objects.filter(pk=run_id, state=ExportState.RUNNING)
    if running.update(state=ExportState.FAILED):
        audit.record(
            action="exchange.export.failed",
            actor=None,
            object=Ref("exchange.exportrun", run_id),
        )


def _end(run: ImportRun, state: ImportState) -> None:
    names = run.files
    run.state, run.files, run.ended_at = state, [], clock.now()
    run.save()
    transaction.on_commit(lambda: _remove(names))


def _strays() -> list[str]:
    """Name the files that nothing knows of: who took one in was killed before that was written down."""
    known = {name for files in ImportRun.objects.values_list("files", flat=True) for name in files}
    known |= set(ExportRun.objects.values_list("file", flat=True))
    found = (name for name in stored_files("exchange") if name not in known)
    return [name for name in found if default_storage.get_modified_time(name) < clock.now() - KEPT]


def _remove(names: Sequence[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _import(run: ImportRun, **how: Any) -> Report:
    """Read the files from copies without a name, which a process that is killed does not leave behind."""
    with ExitStack() as opened:
        copies = [opened.enter_context(tempfile.TemporaryFile()) for _name in run.files]
        for name, copy in zip(run.files, copies, strict=True):
            with default_storage.open(name, "rb") as stored:
                shutil.copyfileobj(stored, copy)
            copy.seek(0)
        paths = [Path(f"/dev/fd/{copy.fileno()}") for copy in copies]
        return import_files(paths=paths, strictness="strict" if run.strict else "list", **how)


def _refusals(lines: Sequence[RefusedLine]) -> list[list[Any]]:
    """Keep of refused lines where they stand and why, without what stood in them."""
    return [[line.file, line.number, without_values(line.reason)] for line in lines[:MOST_LINES]]


def _warnings(lines: Sequence[WarnedLine]) -> list[list[Any]]:
    """Keep where the guard found something, and what, without the words."""
    found = ([line.file, line.number, *finding] for line in lines for finding in line.findings)
    return list(islice(found, MOST_LINES))


def _report(run_id: int, state: ImportState, report: Report) -> None:
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        if run.state not in {ImportState.CHECKING, ImportState.RUNNING}:
            return
        run.fit, run.refused_count = report.fit, len(report.refused)
        run.refused = _refusals(report.refused)
        run.warned_count, run.warned = len(report.warned), _warnings(report.warned)
        if state == ImportState.DONE:
            _end(run, state)
            audit.record(
                action="exchange.import.done", actor=run.made_by, object=Ref("exchange.importrun", run.pk)
            )
        else:
            run.foreseen, run.state = report.foreseen, state
            run.save()


@transaction.atomic
def _begin(run_id: int, state: ImportState) -> ImportRun | None:
    """Give the import when it is in that state, or failed, and who started it still may have it done."""
    run = (
        ImportRun.objects.select_for_update().filter(pk=run_id, state__in=[state, ImportState.FAILED]).first()
    )
    if run is None:
        return None
    if still_may(run.made_by_id, Right.EXCHANGE) is None:
        _stop(run)
        return None
    run.state, run.ended_at = state, None
    run.save(update_fields=["state", "ended_at"])
    return run


def _stop(run: ImportRun) -> None:
    """End what somebody started who may not exchange any more. What was written stays."""
    _end(run, ImportState.NO_RIGHT)
    audit.record(
        action="exchange.import.stopped",
        actor=None,
        object=Ref("exchange.importrun", run.pk),
        result="refused",
    )


@job(seconds=3_600, megabytes=1_536, failed=note_failed_import)
def check_import_job(*, run_id: int, language: str) -> None:
    run = _begin(run_id, ImportState.CHECKING)
    if run is None:
        return
    report = _import(run, dry_run=True, language=language)
    _report(run_id, ImportState.CHECKED, report)


@job(seconds=600)
def drop_import_job(*, run_id: int) -> None:
    with transaction.atomic():
        _drop(run_id, actor=None)


@job(seconds=6 * 3_600, megabytes=1_536, failed=note_failed_import)
def run_import_job(*, run_id: int, language: str) -> None:
    run = _begin(run_id, ImportState.RUNNING)
    if run is None:
        return
    ImportRun.objects.filter(pk=run_id).update(written=0)

    def note(created: int, changed: int, done: int) -> None:
        if still_may(run.made_by_id, Right.EXCHANGE) is None:
            raise _RightIsLost
        ImportRun.objects.filter(pk=run_id).update(
            created=F("created") + created, changed=F("changed") + changed, written=F("written") + done
        )

    try:
        with override(language):
            report = _import(run, note=note, language=language)
    except _RightIsLost:
        with transaction.atomic():
            _stop(ImportRun.objects.select_for_update().get(pk=run_id))
    else:
        _report(run_id, ImportState.DONE, report)


class _RightIsLost(Exception):
    """Who started it may not exchange any more; the transaction in which that is found writes nothing."""


class _Progress:
    """Notes now and then how far an export is: over a connection of its own, for the first only reads."""

    def __init__(self, run_id: int) -> None:
        self.run_id = run_id
        self.noted = 0

    def __call__(self, done: int, total: int) -> None:
        in_a_test = connection.vendor == "sqlite" and connection.in_atomic_block
        if done - self.noted >= _EVERY and not in_a_test:
            self.noted = done
            thread = Thread(target=self._note, args=(done, total))
            thread.start()
            thread.join()

    def _note(self, done: int, total: int) -> None:
        try:
            ExportRun.objects.filter(pk=self.run_id).update(done=done, total=total)
        except OperationalError:
            pass  # Somebody else writes; the next note comes soon.
        finally:
            connection.close()


@transaction.atomic
def _begin_export(run_id: int) -> ExportRun | None:
    """Give the export that runs or failed, when who started it still may have it made."""
    busy = [ExportState.RUNNING, ExportState.FAILED]
    run = ExportRun.objects.select_for_update().filter(pk=run_id, state__in=busy).first()
    if run is None:
        return None
    may_go_on = still_may(run.made_by_id, Right.EXCHANGE) is not None
    run.state = ExportState.RUNNING if may_go_on else ExportState.NO_RIGHT
    run.save(update_fields=["state"])
    if not may_go_on:
        audit.record(
            action="exchange.export.stopped",
            actor=None,
            object=Ref("exchange.exportrun", run.pk),
            result="refused",
        )
    return run if may_go_on else None


@job(seconds=3_600, failed=note_failed_export)
def run_export_job(*, run_id: int) -> None:
    if _begin_export(run_id) is None:
        return
    with tempfile.TemporaryFile() as file:
        number = export_records(file, _Progress(run_id))
        size = file.tell()
        file.seek(0)
        name = default_storage.save(f"exchange/{uuid.uuid4().hex}.jsonl", File(file))
    with transaction.atomic():
        run = _begin_export(run_id)
        if run is not None:
            run.state, run.file, run.size = ExportState.READY, name, size
            run.done = run.total = number
            run.expires_at = clock.now() + KEPT
            run.save()
            audit.record(
                action="exchange.export.written", actor=run.made_by, object=Ref("exchange.exportrun", run.pk)
            )
            remove_export_job.using(run_after=run.expires_at).enqueue(run_id=run_id)
    if run is None:
        default_storage.delete(name)


@job(seconds=600)
def remove_export_job(*, run_id: int) -> None:
    for run in ExportRun.objects.filter(pk=run_id, state=ExportState.READY):
        default_storage.delete(run.file)
        ExportRun.objects.filter(pk=run_id).update(state=ExportState.GONE, file="")
