"""Seals the audit: lines become a chain in which none can be changed, taken out or put in unseen.

Each line is sealed over all its fields and the seal of the line before it, with a key that the database does
not hold. The order is that of sealing, so a line that is committed late takes a later place and is never
passed over. One process seals at a time; killed at any moment, it leaves whole chunks.
"""

from __future__ import annotations

import datetime
import hmac
import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from samenwijzer.kernel.clock import now
from samenwijzer.outbox import headfile
from samenwijzer.outbox.models import AuditCheckpoint, AuditHead, AuditLine

START = ""
"""The seal before the first line."""

_LOCK = 7_265_003
_CHUNK = 500  # Lines in one transaction: some 20 ms, so that no page waits.
_CONTENT = (
    "action",
    "area",
    "object",
    "kind",
    "result",
    "origin",
    "address",
    "actor",
    "at",
    "request_id",
)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is sealed. `content` holds its fields in the order of `_CONTENT`."""

    pk: int
    sequence: int | None
    seal: str
    is_foreign: bool
    content: tuple[Any, ...]

    @property
    def at(self) -> datetime.datetime:
        moment: datetime.datetime = self.content[_CONTENT.index("at")]
        return moment

    def sealed_after(self, previous: str, *, sequence: int | None = None, foreign: bool | None = None) -> str:
        """Give the seal that this line has in the chain after the line with that seal."""
        place = [
            "sealed",
            previous,
            self.sequence if sequence is None else sequence,
            self.pk,
            self.is_foreign if foreign is None else foreign,
        ]
        return _sign(place, self.content)


@dataclass(frozen=True, slots=True)
class Head:
    """The last sealed line."""

    sequence: int
    seal: str

    @property
    def signature(self) -> str:
        return _sign(["head", self.sequence, self.seal])


def address_hash(address: str) -> str:
    """Give what a line holds of a network address: equal for equal addresses, and not to be turned back."""
    key = _key(settings.AUDIT_KEY, b"address")
    return hmac.digest(key, address.encode(), "sha256").hex()[:32] if address else ""


def mark(line: AuditLine) -> str:
    """Give the mark by which the sealer knows that the product wrote this line."""
    return _sign(["written"], tuple(getattr(line, name) for name in _CONTENT))


def key_id() -> str:
    """Name the key at hand without giving it away."""
    return _sign(["key"])[:16]


def seal_waiting(*, most: int = _CHUNK) -> int:
    """Seal the lines that wait, at most so many; return how many there were. May run twice at once.

    On PostgreSQL it returns 0 when another process is sealing; on SQLite it waits for that one.
    """
    if not AuditLine.objects.filter(sequence__isnull=True).exists():
        return 0  # Looking takes no lock; most looks find nothing.
    with transaction.atomic():
        if not alone(wait=False):
            return 0
        head = last_head()
        if head is None:
            return 0
        waiting = list(_rows(AuditLine.objects.filter(sequence__isnull=True).order_by("pk")[:most]))
        if not waiting:
            return 0
        sealed = []
        for row in waiting:
            foreign = not hmac.compare_digest(row.seal, _sign(["written"], row.content))
            seal = row.sealed_after(head.seal, sequence=head.sequence + 1, foreign=foreign)
            head = Head(head.sequence + 1, seal)
            sealed.append((head.sequence, seal, foreign, row.pk))
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE outbox_auditline SET sequence = %s, seal = %s, is_foreign = %s WHERE id = %s", sealed
            )
        keep_head(head)
    keep_head_again()
    return len(sealed)


def seal_all() -> int:
    """Seal every line that waits, in chunks; return how many there were."""
    sealed = 0
    while count := seal_waiting():
        sealed += count
    return sealed


@transaction.atomic
def keep_head_again() -> None:
    """Write the head that the database holds beside it; two at once write one after the other."""
    alone(wait=True)
    kept = AuditHead.objects.filter(pk=1).first()
    if kept is not None and kept.signature == Head(kept.sequence, kept.seal).signature:
        keep_in_file(Head(kept.sequence, kept.seal))


def cut(*, before: datetime.datetime, most: int = _CHUNK) -> int:
    """Remove sealed lines from the start that were written before; return how many went. May run twice.

    A line that was tampered with is not removed, nor what follows it: it is the proof.
    """
    with transaction.atomic():
        alone(wait=True)
        checkpoint = AuditCheckpoint.objects.order_by("-sequence").first()
        sequence, seal = (checkpoint.sequence, checkpoint.seal) if checkpoint else (0, START)
        gone = 0
        for row in _rows(AuditLine.objects.filter(sequence__isnull=False).order_by("sequence")[:most]):
            if row.at >= before:
                break
            if row.sequence != sequence + 1 or row.seal != row.sealed_after(seal) or row.is_foreign:
                logger.error("The audit is pruned up to line %s; `check` says what is wrong there.", sequence)
                break
            sequence, seal, gone = sequence + 1, row.seal, gone + 1
        if gone:
            moment = now()
            AuditCheckpoint.objects.create(
                sequence=sequence,
                seal=seal,
                lines=gone,
                at=moment,
                signature=checkpoint_signature(sequence=sequence, seal=seal, lines=gone, at=moment),
            )
            AuditLine.objects.filter(sequence__lte=sequence).delete()
    return gone


def checkpoint_signature(*, sequence: int, seal: str, lines: int, at: datetime.datetime) -> str:
    return _sign(["checkpoint", sequence, seal, lines], (at,))


def keep_head(head: Head) -> None:
    """Write the head in the database, in the transaction at hand."""
    AuditHead.objects.update_or_create(
        pk=1,
        defaults={
            "sequence": head.sequence,
            "seal": head.seal,
            "signature": head.signature,
            "key_id": key_id(),
        },
    )


def keep_in_file(head: Head) -> None:
    """Write the head beside the database, once the database holds it."""
    headfile.write(
        headfile.Kept(sequence=head.sequence, seal=head.seal, signature=head.signature, key_id=key_id())
    )


def last_head() -> Head | None:
    """Give the furthest head that is known and signed: a chain whose tail was cut off goes on behind it.

    None, and a line in the log, when the audit was sealed with another key.
    """
    kept = AuditHead.objects.filter(pk=1).first()
    if kept is not None and kept.key_id != key_id():
        logger.error("The audit was sealed with another key than the present one, so nothing is sealed.")
        return None
    known = [Head(0, START)]
    if kept is not None and kept.signature == Head(kept.sequence, kept.seal).signature:
        known.append(Head(kept.sequence, kept.seal))
    # Reading the file once is enough while the database says what this process wrote in both.
    if kept is None or kept.seal != headfile.written_here():
        known.extend(head for head in [head_in_file()] if head is not None)
    if len(known) == 1 or kept is None:
        last = AuditLine.objects.filter(sequence__isnull=False).order_by("-sequence").first()
        checkpoint = AuditCheckpoint.objects.order_by("-sequence").first()
        known.extend(Head(one.sequence or 0, one.seal) for one in (last, checkpoint) if one is not None)
    return max(known, key=lambda head: head.sequence)


def head_in_file() -> Head | None:
    """Give the head that is kept outside the database, when it is there and signed."""
    kept = headfile.read()
    if kept is None or kept.key_id != key_id():
        return None
    head = Head(kept.sequence, kept.seal)
    return head if hmac.compare_digest(kept.signature, head.signature) else None


def alone(*, wait: bool) -> bool:
    """Hold, until the transaction ends, what only one process may hold. On SQLite every writer is alone."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def read_rows(*, after: int, most: int) -> list[Row]:
    """Read sealed lines behind that sequence, in order, at most so many."""
    sealed = AuditLine.objects.filter(sequence__gt=after).order_by("sequence")
    return list(_rows(sealed[:most]))


def _rows(lines: Any) -> Iterator[Row]:
    for pk, sequence, seal, is_foreign, *content in lines.values_list(
        "pk", "sequence", "seal", "is_foreign", *_CONTENT
    ):
        yield Row(pk, sequence, seal, is_foreign, tuple(content))


def _sign(place: Sequence[object], content: Sequence[object] = ()) -> str:
    values = [_plain(value) for value in (*place, *content)]
    text = json.dumps(values, separators=(",", ":"))
    return hmac.digest(_key(settings.AUDIT_KEY, b"seal"), text.encode(), "sha256").hex()


def _plain(value: object) -> object:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    return value if value is None or isinstance(value, bool | int | str) else str(value)


@cache
def _key(key: str, purpose: bytes) -> bytes:
    return hmac.digest(key.encode(), purpose, "sha256")
