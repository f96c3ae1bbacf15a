"""What search must read again, in the order in which it was committed.

On SQLite id order is commit order, for only one transaction writes at a time. On PostgreSQL a transaction
may take a low id and commit late, so rows are read by transaction number, and only those below every open
transaction.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import news
from samenwijzer.outbox.models import Change

START = "0"
TOPIC = "changes"
# The last line that trim() took away stays as a mark, so that a reader who was behind it finds out.
_TRIMMED = "outbox.trimmed"


@dataclass(frozen=True, slots=True)
class Changed:
    """One line of the change log. `position` is where to go on reading: "id", or "xid.id" on PostgreSQL."""

    position: str
    ref: Ref


def append(*refs: Ref) -> None:
    """Note, in the transaction at hand, that these items changed; the indexer hears after the commit."""
    Change.objects.bulk_create([Change(kind=ref.kind, object_id=ref.id) for ref in refs])
    if refs:
        news.publish_on_commit(TOPIC)


def after(position: str, *, limit: int) -> list[Changed]:
    """Read at most `limit` lines that were committed after the position, oldest first. START reads all."""
    if connection.vendor == "postgresql":
        return _after_on_postgresql(position, limit)
    rows = Change.objects.filter(pk__gt=_order(position)[0]).exclude(kind=_TRIMMED).order_by("pk")[:limit]
    return [Changed(str(row.pk), Ref(row.kind, row.object_id)) for row in rows]


def latest() -> str:
    """Return the position of the last line that after() can give now; START for an empty log.

    What is read from the tables after this call holds every change up to this position.
    """
    if connection.vendor == "postgresql":
        return _last_on_postgresql("WHERE xid < pg_snapshot_xmin(pg_current_snapshot())")
    last = Change.objects.order_by("-pk").values_list("pk", flat=True).first()
    return START if last is None else str(last)


def committed() -> str:
    """Return the position of the last line that was committed, for who waits until a reader has it.

    On PostgreSQL it may lie beyond latest(): after() holds it back until every older transaction has ended.
    """
    return _last_on_postgresql("") if connection.vendor == "postgresql" else latest()


def reached(position: str, goal: str) -> bool:
    """Say whether a reader at `position` has passed `goal`."""
    return _order(position) >= _order(goal)


def complete_since(position: str) -> bool:
    """Say whether the log still holds every line after the position. If not, the reader must begin anew."""
    if connection.vendor == "postgresql":
        mark = _last_on_postgresql("WHERE kind = 'outbox.trimmed'")
    else:
        mark = str(
            Change.objects.filter(kind=_TRIMMED).order_by("-pk").values_list("pk", flat=True).first() or 0
        )
    return reached(position, mark)


def oldest_waiting(position: str) -> datetime.datetime | None:
    """Return when the first line after the position was written: how far a reader there is behind."""
    following = after(position, limit=1)
    if not following:
        return None
    pk = int(following[0].position.rpartition(".")[2])
    return Change.objects.values_list("at", flat=True).get(pk=pk)


def waiting(position: str) -> int:
    """Count the lines after the position: how much a reader there still has to read."""
    if connection.vendor != "postgresql":
        return Change.objects.filter(pk__gt=_order(position)[0]).count()
    with connection.cursor() as cursor:
        xid, number = _order(position)
        cursor.execute(
            "SELECT count(*) FROM outbox_change WHERE (xid, id) > (%s::text::xid8, %s)", [str(xid), number]
        )
        [count] = cursor.fetchone() or [0]
    return int(count)


def refs_waiting(position: str, *, limit: int) -> list[Ref]:
    """Name what changed after the position, at most so many lines, even what after() still holds back."""
    xid, number = _order(position)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT kind, object_id FROM outbox_change"
                " WHERE (xid, id) > (%s::text::xid8, %s) AND kind <> 'outbox.trimmed' LIMIT %s",
                [str(xid), number, limit],
            )
            return [Ref(kind, key) for kind, key in cursor.fetchall()]
    later = Change.objects.filter(pk__gt=xid).exclude(kind=_TRIMMED).order_by()
    return [Ref(kind, key) for kind, key in later.values_list("kind", "object_id")[:limit]]


@transaction.atomic
def trim(*, before: datetime.datetime, most: int = 5_000) -> int:
    """Take away lines written before that moment, at most so many; return how many went. May run twice."""
    old = list(Change.objects.filter(at__lt=before).order_by("pk").values_list("pk", flat=True)[:most])
    if len(old) < 2:
        return 0
    # In the order in which it is read, the newest of these becomes the mark.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM outbox_change WHERE id = ANY(%s) ORDER BY xid DESC, id DESC LIMIT 1", [old]
            )
            [mark] = cursor.fetchone() or [old[-1]]
    else:
        mark = old[-1]
    Change.objects.filter(pk=mark).update(kind=_TRIMMED, object_id=0)
    gone, _ = Change.objects.filter(pk__in=old).exclude(pk=mark).delete()
    return gone


def renumber_restored() -> int:
    """Give lines a present transaction number that came from another server with a backup; return how many.

    Numbers begin low on a new server, so such lines would lie in the future and hold back all that follows.
    """
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE outbox_change SET xid = pg_current_xact_id()"
            " WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())"
        )
        return int(cursor.rowcount)


def _order(position: str) -> tuple[int, int]:
    first, _, second = position.partition(".")
    return int(first), int(second or 0)


def _last_on_postgresql(condition: str) -> str:
    with connection.cursor() as cursor:
        select = f"SELECT xid::text, id FROM outbox_change {condition}"  # noqa: S608 - our own words
        cursor.execute(f"{select} ORDER BY xid DESC, id DESC LIMIT 1")
        row = cursor.fetchone()
    return START if row is None else f"{row[0]}.{row[1]}"


def _after_on_postgresql(position: str, limit: int) -> list[Changed]:
    xid, number = _order(position)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT xid::text, id, kind, object_id FROM outbox_change"
            " WHERE xid < pg_snapshot_xmin(pg_current_snapshot())"
            " AND (xid, id) > (%s::text::xid8, %s) AND kind <> 'outbox.trimmed' ORDER BY xid, id LIMIT %s",
            [str(xid), number, limit],
        )
        rows: Iterable[tuple[str, int, str, int]] = cursor.fetchall()
    return [Changed(f"{xid_text}.{pk}", Ref(kind, key)) for xid_text, pk, kind, key in rows]
