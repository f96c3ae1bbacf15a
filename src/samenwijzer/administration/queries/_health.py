"""The health page: one fact after the other, each with what to do when it is wrong."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.db.models import Count
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_tasks_db.models import DBTaskResult

from samenwijzer import __version__
from samenwijzer.accounts.models import User
from samenwijzer.administration.queries import _state
from samenwijzer.kernel.clock import now
from samenwijzer.outbox import alive
from samenwijzer.outbox.models import AuditHead, AuditLine
from samenwijzer.outbox.verifying import PATIENCE
from samenwijzer.privacy.queries import last_backup
from samenwijzer.search import generations, reader, trouble

if TYPE_CHECKING:
    import datetime
    import uuid

State = Literal["ok", "due", "bad"]
_SHOWN = 20
_OLD = timedelta(days=7)
_LITTLE = 0.05  # The part of a disk below which it is nearly full.
_FRAME = re.compile(r'File ".*?/(samenwijzer/[^"]+)", line (\d+)')
_PROCESSES = {
    "live": gettext_lazy("the port, static files and forwarding"),
    "web": gettext_lazy("the pages"),
    "worker": gettext_lazy("jobs, and the seals of the audit log"),
    "indexer": gettext_lazy("the search index"),
}
_REFUSED = {
    "disk": gettext_lazy(
        "The disk has no room for the index, so nothing new is found. Make room; search then catches up."
    ),
    "lock": gettext_lazy(
        "Another process writes this index. End the one that does not belong here; search then catches up."
    ),
    "other": gettext_lazy(
        "The index cannot be written. The log of the indexer says why; it tries again every few seconds."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that was looked at; `note` says what to do."""

    title: str
    state: State
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedJob:
    """A job that will not be tried again by itself. `reason` is the kind of fault and its place, no text."""

    id: uuid.UUID
    name: str
    at: datetime.datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """All facts, and the failed jobs of which the last twenty are shown."""

    processes: Sequence[Fact]
    facts: Sequence[Fact]
    failed: Sequence[FailedJob]
    failed_count: int
    has_mail: bool

    @property
    def wrong(self) -> int:
        return sum(fact.state == "bad" for fact in (*self.processes, *self.facts))


def health(*, viewer: User) -> Health:
    """Look at everything. Some eight queries, and none that grows with the site."""
    counted = DBTaskResult.objects.order_by().values_list("status").annotate(count=Count("pk"))
    jobs: dict[str, int] = dict(counted)
    return Health(
        processes=[_process(sign) for sign in alive.signs()],
        facts=[
            _jobs(jobs),
            _index(),
            _audit(),
            *_database(),
            _disk(),
            _mail(),
            _backup(),
            Fact(title=_("Version"), state="ok", text=f"Samenwijzer {__version__}"),
        ],
        failed=list(_failed()) if jobs.get("FAILED") else [],
        failed_count=jobs.get("FAILED", 0),
        has_mail=has_mail(),
    )


def has_mail() -> bool:
    """Say whether mail goes to a server, and is not printed or left unsent."""
    return not settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "unsent.EmailBackend"))


def _process(sign: alive.Sign) -> Fact:
    what = str(_PROCESSES[sign.name])
    if sign.running:
        text = ngettext("%(count)s runs", "%(count)s run", sign.running) % {"count": sign.running}
        return Fact(title=sign.name, state="ok", text=text, note=what)
    last = _("no sign yet") if sign.last is None else _("last sign %(when)s") % {"when": _when(sign.last)}
    return Fact(
        title=sign.name, state="bad", text=_("does not run here, %(last)s") % {"last": last}, note=what
    )


def _jobs(jobs: dict[str, int]) -> Fact:
    waiting, running, failed = (jobs.get(name, 0) for name in ("READY", "RUNNING", "FAILED"))
    text = _("%(waiting)s wait, %(running)s run, %(failed)s failed") % {
        "waiting": waiting,
        "running": running,
        "failed": failed,
    }
    late = _state.waiting_too_long() if waiting else 0
    if late:
        note = ngettext(
            "%(count)s job waits for more than an hour. Is a worker running?",
            "%(count)s jobs wait for more than an hour. Is a worker running?",
            late,
        ) % {"count": late}
        return Fact(title=_("Jobs"), state="bad", text=text, note=note)
    return Fact(title=_("Jobs"), state="due" if failed else "ok", text=text)


def _index() -> Fact:
    title = _("Search index")
    told = trouble.told()
    refused = "" if told is None else str(_REFUSED[told])
    generation = generations.current()
    try:
        documents = reader.count_in(reader.searcher())
        behind = None if generation is None else _state.index_behind()
    except reader.Unreadable:
        note = refused or _("The indexer makes it anew by itself. Is it running?")
        return Fact(title=title, state="bad", text=_("is missing or cannot be read"), note=note)
    items = ngettext("%(count)s item", "%(count)s items", documents) % {"count": documents}
    state: State
    if generation is None:
        state, text = "due", _("%(items)s, made by the version before") % {"items": items}
        note = _("The indexer makes one for this version. Until then search uses this one.")
    elif behind is None:
        state, text = "ok", _("%(items)s, up to date") % {"items": items}
        note = _("generation %(name)s") % {"name": generation.name}
    else:
        seconds = max(0, int((now() - behind).total_seconds()))
        state = "due" if seconds < 60 else "bad"
        text = _("%(items)s, %(seconds)s seconds behind") % {"items": items, "seconds": seconds}
        note = _("generation %(name)s") % {"name": generation.name}
    return Fact(title=title, state="bad" if refused else state, text=text, note=refused or note)


def _audit() -> Fact:
    head = AuditHead.objects.values_list("sequence", flat=True).first() or 0
    waiting = AuditLine.objects.filter(sequence__isnull=True, at__lt=now() - PATIENCE).count()
    text = _("sealed up to line %(number)s") % {"number": head}
    if waiting:
        note = ngettext(
            "%(count)s line waits for its seal. Is a worker running?",
            "%(count)s lines wait for their seal. Is a worker running?",
            waiting,
        ) % {"count": waiting}
        return Fact(title=_("Audit log"), state="bad", text=text, note=note)
    note = _("The command samenwijzer check reads whether all seals are unbroken.")
    return Fact(title=_("Audit log"), state="ok", text=text, note=note)


def _database() -> Iterator[Fact]:
    version, is_sound = _state.database_version()
    fault = _("This version has a fault that can damage a database in rare cases. Newer ones do not.")
    yield Fact(
        title=_("Database"), state="ok" if is_sound else "due", text=version, note="" if is_sound else fault
    )
    if long := _state.long_transactions():
        text = ngettext("%(count)s is open", "%(count)s are open", long) % {"count": long}
        note = _("Search waits for what is open for more than ten seconds on this server.")
        yield Fact(title=_("Long transactions"), state="due", text=text, note=note)


def _disk() -> Fact:
    try:
        found = shutil.disk_usage(settings.DATA_DIR)
    except OSError:
        return Fact(title=_("Disk"), state="bad", text=_("cannot be read"))
    text = _("%(free)s of %(total)s free") % {
        "free": filesizeformat(found.free),
        "total": filesizeformat(found.total),
    }
    if found.free < found.total * _LITTLE:
        return Fact(title=_("Disk"), state="bad", text=text, note=_("Make room before it is full."))
    return Fact(title=_("Disk"), state="ok", text=text)


def _mail() -> Fact:
    if has_mail():
        return Fact(title=_("Mail"), state="ok", text=_("goes to the mail server that is set"))
    return Fact(
        title=_("Mail"), state="due", text=_("is not set"), note=_("Set EMAIL_URL, or nobody gets mail.")
    )


def _backup() -> Fact:
    last = last_backup()
    if last is None:
        note = _("Make one with the command samenwijzer backup, each night by a timer of the machine.")
        return Fact(title=_("Backup"), state="due", text=_("none is known"), note=note)
    text = _("%(when)s, %(size)s") % {"when": _when(last.at), "size": filesizeformat(last.size)}
    if last.problem:
        return Fact(title=_("Backup"), state="bad", text=text, note=last.problem)
    is_old = now() - last.at > _OLD
    note = _("The last one is more than a week old.") if is_old else ""
    return Fact(title=_("Backup"), state="due" if is_old else "ok", text=text, note=note)


def _failed() -> Iterator[FailedJob]:
    failed: Any = DBTaskResult.objects.filter(status="FAILED").order_by("-finished_at")
    for pk, path, at, error, trace in failed.values_list(
        "pk", "task_path", "finished_at", "exception_class_path", "traceback"
    )[:_SHOWN]:
        yield FailedJob(id=pk, name=path.rpartition(".")[2], at=at, reason=reason(error, trace))


def reason(error: str, trace: str) -> str:
    """Say what kind of fault it was and where in our code; its own words may quote what people wrote."""
    kind = error.rpartition(".")[2]
    places = _FRAME.findall(trace)
    return f"{kind}, {places[-1][0]}:{places[-1][1]}" if places else kind


def _when(moment: datetime.datetime) -> str:
    return date_format(localtime(moment), "j F H:i")
