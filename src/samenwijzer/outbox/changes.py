"""What search must read again, in the order in which it was committed.

On SQLite id order is commit order, for only one transaction writes at a time. On PostgreSQL a transaction may
take a low id and commit late, so rows are read by transaction number, and only those below every open transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import news
from samenwijzer.outbox.models import Change

START = "0"
TOPIC = "changes"


@dataclass(frozen=True, slots=True)
class Changed:
    """One line of the change log. `position` is where to go on reading: "id", or "xid.id" on PostgreSQL."""

    position: str
    ref: Ref


def append(*refs: Ref) -> None:
    """Note, in the transaction at hand, that these items changed; the indexer hears of it after the commit."""
    Change.objects.bulk_create([Change(kind=ref.kind, object_id=ref.id) for ref in refs])
    news.publish_on_commit(TOPIC)


def after(position: str, *, limit: int) -> list[Changed]:
    """Read at most `limit` lines that were committed after the position, oldest first. START reads all."""
    if connection.vendor == "postgresql":
        return _after_on_postgresql(position, limit)
    rows = Change.objects.filter(pk__gt=int(position)).order_by("pk")[:limit]
    return [Changed(str(row.pk), Ref(row.kind, row.object_id)) for row in rows]


def latest() -> str:
    """Return the position of the last line that can be read now; START for an empty log."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT xid::text, id FROM outbox_change WHERE xid < pg_snapshot_xmin(pg_current_snapshot())"
                " ORDER BY xid DESC, id DESC LIMIT 1"
            )
            row = cursor.fetchone()
        return START if row is None else f"{row[0]}.{row[1]}"
    last = Change.objects.order_by("-pk").values_list("pk", flat=True).first()
    return START if last is None else str(last)


def reached(position: str, goal: str) -> bool:
    """Say whether a reader at `position` has passed `goal`."""
    return _order(position) >= _order(goal)


def _order(position: str) -> tuple[int, int]:
    first, _, second = position.partition(".")
    return int(first), int(second or 0)


def _after_on_postgresql(position: str, limit: int) -> list[Changed]:
    xid, number = _order(position)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT xid::text, id, kind, object_id FROM outbox_change"
            " WHERE xid < pg_snapshot_xmin(pg_current_snapshot())"
            " AND (xid, id) > (%s::text::xid8, %s) ORDER BY xid, id LIMIT %s",
            [str(xid), number, limit],
        )
        rows: Iterable[tuple[str, int, str, int]] = cursor.fetchall()
    return [Changed(f"{xid_text}.{pk}", Ref(kind, key)) for xid_text, pk, kind, key in rows]
