"""What the pages of importing and exporting show."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import User
from samenwijzer.accounts.queries import LABEL_WORDS
from samenwijzer.exchange.access import may_exchange
from samenwijzer.exchange.models import ExportRun, ExportState, ImportRun, ImportState
from samenwijzer.guard import Label
from samenwijzer.kernel import clock

_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A line that was not imported."""

    file: int
    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """A field of a line in which something of a citizen may stand, and what it seems to be."""

    file: int
    line: int
    field: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How many times the guard found one thing in the lines that are shown."""

    what: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """An import as its page and the list show it. `foreseen` counts what it would do, `done` is over."""

    id: int
    url: str
    made_at: datetime.datetime
    made_by: str
    state: str
    state_name: str
    finished: bool
    label: str
    done: int
    total: int
    files: int
    created: int
    changed: int
    unchanged: int
    refused_count: int
    refused: tuple[Refused, ...]
    strict: bool
    warned_count: int
    warned: tuple[Warned, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPage:
    """An export as its page shows it; `file_url` is empty when there is no file to fetch."""

    id: int
    url: str
    file_url: str
    made_at: datetime.datetime
    expires_at: datetime.datetime | None
    state: str
    state_name: str
    finished: bool
    records: int
    total: int
    size: int


def import_list(*, viewer: User) -> tuple[ImportPage, ...]:
    """Return the latest imports, of everybody. Raises NotAllowed."""
    may_exchange(viewer)
    rows = ImportRun.objects.select_related("made_by").defer("refused", "warned")[:_SHOWN]
    return tuple(import_page(viewer=viewer, run=run, with_lines=False) for run in rows)


def import_page(*, viewer: User, run: ImportRun, with_lines: bool = True) -> ImportPage:
    """Show an import to somebody who may see it."""
    over = run.state not in {ImportState.CHECKING, ImportState.CHECKED, ImportState.DROPPED}
    foreseen: dict[str, Any] = run.foreseen or {}
    return ImportPage(
        id=run.pk,
        url=reverse("exchange:import", args=[run.pk]),
        made_at=run.made_at,
        made_by="" if run.made_by is None else run.made_by.name,
        state=run.state,
        state_name=str(ImportState(run.state).label),
        finished=run.state not in {ImportState.CHECKING, ImportState.RUNNING},
        label=_("The files are being checked") if run.state == ImportState.CHECKING else _("Importing"),
        done=run.written,
        total=run.fit,
        files=run.file_count,
        created=run.created if over else foreseen.get("created", 0),
        changed=run.changed if over else foreseen.get("changed", 0),
        unchanged=run.unchanged if over else foreseen.get("unchanged", 0),
        refused_count=run.refused_count,
        refused=tuple(Refused(file=file, line=line, reason=reason) for file, line, reason in run.refused)
        if with_lines
        else (),
        strict=run.strict,
        warned_count=run.warned_count,
        warned=tuple(
            Warned(file=file, line=line, field=field, what=str(LABEL_WORDS[Label(label)]))
            for file, line, field, label in run.warned
        )
        if with_lines
        else (),
        figures=_figures(run) if with_lines else (),
    )


def _figures(run: ImportRun) -> tuple[Figure, ...]:
    counts = Counter(label for _file, _line, _field, label in run.warned)
    return tuple(
        Figure(what=str(LABEL_WORDS[Label(label)]), count=count) for label, count in counts.most_common()
    )


def own_exports(*, viewer: User) -> tuple[ExportPage, ...]:
    """Return the viewer's own latest exports. Raises NotAllowed."""
    may_exchange(viewer)
    return tuple(
        export_page(viewer=viewer, run=run) for run in ExportRun.objects.filter(made_by=viewer.pk)[:_SHOWN]
    )


def export_page(*, viewer: User, run: ExportRun) -> ExportPage:
    """Show an export to who made it."""
    can_fetch = run.state == ExportState.READY and run.expires_at is not None and run.expires_at > clock.now()
    return ExportPage(
        id=run.pk,
        url=reverse("exchange:export_run", args=[run.pk]),
        file_url=reverse("exchange:export_file", args=[run.pk]) if can_fetch else "",
        made_at=run.made_at,
        expires_at=run.expires_at if can_fetch else None,
        state=run.state,
        state_name=str(ExportState(run.state).label),
        finished=run.state != ExportState.RUNNING,
        records=run.done,
        total=run.total,
        size=run.size,
    )
