"""A file with all that is known of a person: at once when that is little, else by a job."""

from __future__ import annotations

import io
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO

from django.core.files import File
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import judges_texts, may_sign_in, require_judge
from samenwijzer.accounts.models import User
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import require
from samenwijzer.kernel.jobs import job
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.privacy.models import OwnDataFile
from samenwijzer.privacy.own_data import gather, write_zip

AT_ONCE = 0.3
"""Seconds; what takes longer is done by a job."""


@transaction.atomic
def own_data_now(*, person: User, actor: User) -> bytes:
    """Return the ZIP file. Raises TakesLong when there is too much to wait for: then ask_own_data()."""
    _require(person, actor)
    with translation.override(actor.language):
        everything = gather(person, seconds=AT_ONCE)
        out = io.BytesIO()
        write_zip(out, everything, person=person)
    audit.record(action="privacy.own_data.made", actor=actor, object=Ref("accounts.user", person.pk))
    return out.getvalue()


@transaction.atomic
def ask_own_data(*, person: User, actor: User) -> OwnDataFile:
    """Have the file made by a job. Asking again while it is made changes nothing; later a new one is made."""
    _require(person, actor)
    asked, is_new = OwnDataFile.objects.select_for_update().get_or_create(
        person=person, asked_by=actor, defaults={"asked_at": clock.now()}
    )
    if not is_new:
        if asked.ready_at is None and asked.failed_at is None:
            return asked
        _remove_file(asked)
        asked.asked_at, asked.percent = clock.now(), 0
        asked.ready_at = asked.failed_at = None
        asked.file = ""
        asked.save()
    make_own_data_job.enqueue(asked_id=asked.pk)
    audit.record(action="privacy.own_data.asked", actor=actor, object=Ref("accounts.user", person.pk))
    return asked


def _require(person: User, actor: User) -> None:
    if person.pk != actor.pk:
        require_judge(actor)
    require(actor.is_active and person.forgotten_at is None, _("There is nothing to give."))


@transaction.atomic
def forget_own_data(*, person_id: int) -> None:
    """Remove files about a person, and those he asked for. May run twice."""
    for asked in OwnDataFile.objects.filter(person=person_id) | OwnDataFile.objects.filter(
        asked_by=person_id
    ):
        _remove_file(asked)
        asked.delete()


@transaction.atomic
def drop_own_data_files() -> None:
    """Remove every file that was made: any may hold what was since taken out of a text. May run twice."""
    for asked in OwnDataFile.objects.select_for_update():
        _remove_file(asked)
        asked.delete()


@transaction.atomic
def prune_own_data(*, before: datetime) -> int:
    """Remove files that were asked for before that moment; return how many. May run twice."""
    old = list(OwnDataFile.objects.select_for_update().filter(asked_at__lt=before)[:1_000])
    for asked in old:
        _remove_file(asked)
        asked.delete()
    return len(old)


def _remove_file(asked: OwnDataFile) -> None:
    if asked.file:
        name, storage = str(asked.file.name), asked.file.storage
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def note_failed_own_data(*, asked_id: int) -> None:
    """Say of a file that it could not be made. The job may be tried again."""
    waiting = OwnDataFile.objects.filter(pk=asked_id, ready_at=None, failed_at=None)
    person_id = waiting.values_list("person", flat=True).first()
    if waiting.update(failed_at=clock.now()):
        audit.record(
            action="privacy.own_data.failed", actor=None, object=Ref("accounts.user", person_id or 0)
        )


@transaction.atomic
def _is_withdrawn(asked: OwnDataFile) -> bool:
    """Say whether who asked may not have it any more; then nothing is kept of what he asked for."""
    may_have_it = may_sign_in(asked.asked_by) and (
        asked.person_id == asked.asked_by_id or judges_texts(asked.asked_by)
    )
    if not may_have_it and OwnDataFile.objects.filter(pk=asked.pk).delete()[0]:
        audit.record(
            action="privacy.own_data.stopped",
            actor=None,
            object=Ref("accounts.user", asked.person_id),
            result="refused",
        )
    return not may_have_it


@job(seconds=1_800, failed=note_failed_own_data)
def make_own_data_job(*, asked_id: int) -> bool:
    """Make the file. Run twice, it makes it twice; what was withdrawn meanwhile is left alone."""
    asked = OwnDataFile.objects.select_related("person", "asked_by").filter(pk=asked_id).first()
    if asked is None or asked.ready_at is not None or _is_withdrawn(asked):
        return False
    waiting = OwnDataFile.objects.filter(pk=asked_id, asked_at=asked.asked_at, ready_at=None)
    waiting.update(failed_at=None)
    with translation.override(asked.asked_by.language), TemporaryFile() as out:
        everything = gather(asked.person, progress=lambda percent: waiting.update(percent=percent))
        write_zip(out, everything, person=asked.person)
        out.seek(0)
        return _keep(asked, out)


@transaction.atomic
def _keep(asked: OwnDataFile, out: IO[bytes]) -> bool:
    still = OwnDataFile.objects.select_for_update().filter(pk=asked.pk, asked_at=asked.asked_at).first()
    if still is None or still.ready_at is not None or _is_withdrawn(still):
        return False
    still.file.save("mijn-gegevens.zip", File(out), save=False)
    still.percent, still.ready_at, still.failed_at = 100, clock.now(), None
    still.save()
    audit.record(
        action="privacy.own_data.made", actor=asked.asked_by, object=Ref("accounts.user", asked.person_id)
    )
    return True
