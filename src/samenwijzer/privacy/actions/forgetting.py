"""Forgetting who somebody was."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from django.db import OperationalError, connection, models, transaction
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import Right, Role, User, role_bits
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.jobs import enqueue_once, job
from samenwijzer.kernel.modules import installed
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.privacy.access import still_owned
from samenwijzer.privacy.actions.erasures import file_erasures
from samenwijzer.privacy.models import Erasure
from samenwijzer.search import actions as search_actions


class CannotForget(Refusal):
    """Somebody cannot be forgotten, or not yet."""


@transaction.atomic
def forget_colleague(*, person: User, typed_name: str, actor: User) -> None:
    """Forget somebody from the browser. Raises CannotForget; what he owns must have been handed over."""
    require_right(actor, Right.FORGET)
    # Administrators in the order of their numbers, so that two who forget each other wait for one another.
    administrators = list(
        User.objects.select_for_update()
        .filter(is_active=True, role_bits__in=_with_role(Role.ADMINISTRATOR))
        .order_by("pk")
    )
    if person.pk == actor.pk:
        raise CannotForget(_("You cannot forget yourself. Ask a colleague who may do this."))
    if [one.pk for one in administrators] == [person.pk]:
        raise CannotForget(_("This is the only administrator. Make somebody else administrator first."))
    if still_owned(person):
        raise CannotForget(_("This person still owns something. Hand that over first."))
    if " ".join(typed_name.split()).casefold() != " ".join(person.name.split()).casefold():
        raise CannotForget(_("This is not the name of this person."), field="name")
    forget_person(person_id=person.pk, actor=actor)


@transaction.atomic
def forget_person(*, person_id: int, actor: User | None) -> None:
    """Forget who somebody was; what he wrote stays, by *Oud-collega*. It cannot be undone, and may run twice.

    `actor` is None for a command. Raises User.DoesNotExist.
    """
    person = User.objects.select_for_update().get(pk=person_id)
    if person.forgotten_at is not None:
        return
    known_as = {person.name, person.email, person.external_id}
    # From the top floor down, so that the row itself is emptied last.
    for module in reversed(installed()):
        if module.forget is not None:
            module.forget(person_id)
    forget_in_jobs(words=known_as)
    Erasure.objects.get_or_create(
        public_id=person.public_id,
        defaults={"at": clock.now(), "by": None if actor is None else actor.public_id},
    )
    audit.record(action="privacy.person.forgotten", actor=actor, object=Ref("accounts.user", person_id))
    transaction.on_commit(file_erasures, robust=True)
    enqueue_once(wipe_remains_job)


@transaction.atomic(savepoint=False)
def forget_in_jobs(*, words: Collection[str]) -> None:
    """Remove jobs that ended and hold these words, in what they were given, gave back or failed with."""
    ended = DBTaskResult.objects.filter(status__in=["SUCCESSFUL", "FAILED"])
    fields = ("pk", "args_kwargs", "return_value", "traceback")
    sought = [json.dumps(word, ensure_ascii=False)[1:-1] for word in words]
    naming = [
        pk
        for pk, *told in ended.values_list(*fields).iterator(chunk_size=500)
        if any(word in json.dumps(told, ensure_ascii=False) for word in sought)
    ]
    DBTaskResult.objects.filter(pk__in=naming).delete()


def _with_role(role: Role) -> list[int]:
    bit = role_bits({role})
    return [bits for bits in range(1 << len(Role)) if bits & bit]


def wipe_remains(*, tables: Sequence[type[models.Model]]) -> None:
    """Make anew what keeps old bytes: the index, the log of SQLite, and on PostgreSQL these tables.

    Outside a transaction. Raises OperationalError when a reader holds the log, so that a job tries again.
    """
    search_actions.rebuild()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            [busy, *_rest] = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                raise OperationalError("a reader holds the log")
            return
        for table in () if connection.in_atomic_block else tables:
            # A plain VACUUM leaves the bytes of dead rows in their pages.
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table._meta.db_table)}")


@job(seconds=3_600, megabytes=4_096)
def wipe_remains_job() -> None:
    """Let no bytes of who was forgotten lie in the files of index and database."""
    wipe_remains(tables=())
