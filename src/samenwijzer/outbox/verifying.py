"""Walks along the sealed audit and tells what is wrong with it; changes nothing."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from samenwijzer.kernel.clock import now
from samenwijzer.outbox import sealing
from samenwijzer.outbox.models import AuditCheckpoint, AuditHead, AuditLine
from samenwijzer.outbox.sealing import START, Head

PATIENCE = timedelta(minutes=1)
_AT_ONCE = 2_000

Kind = Literal[
    "key",  # Sealed with another key than the present one, so that nothing can be said.
    "unsealed",  # Lines that have waited for more than a minute.
    "changed",  # A line that is not as it was when it was sealed.
    "missing",  # Lines that were sealed and are gone from the middle.
    "cut",  # Lines that were sealed and are gone from the end.
    "returned",  # Lines from before the checkpoint, which had been pruned.
    "foreign",  # A line that the product did not write.
    "checkpoint",  # A checkpoint that pruning did not write.
    "head",  # The head in the database is gone, or sealing did not write it.
    "file",  # The head beside the database is gone, or sealing did not write it.
    "sealed",  # The last finding: how many lines were looked at.
]


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """What was found. `first` and `last` are sequence numbers; `count` says how many lines it is about."""

    kind: Kind
    count: int = 0
    first: int = 0
    last: int = 0


def verify() -> Iterator[AuditFinding]:
    """Read every sealed line in order; what was found comes at once, and how many there were comes last.

    In bounded memory, and while lines are being written, sealed and pruned.
    """
    kept = AuditHead.objects.filter(pk=1).first()
    if kept is not None and kept.key_id != sealing.key_id():
        yield AuditFinding("key")
        return
    yield from _unsealed()
    head = None if kept is None else Head(kept.sequence, kept.seal)
    if kept is not None and head is not None and not _same(kept.signature, head.signature):
        yield AuditFinding("head")
        head = None
    file_head = sealing.head_in_file()
    walk = _Walk([one for one in (head, file_head) if one is not None])
    yield from walk.findings()
    if head is None and kept is None and walk.sealed:
        yield AuditFinding("head")
    if file_head is None and walk.sealed:
        yield AuditFinding("file")
    yield AuditFinding("sealed", count=walk.sealed)


def _unsealed() -> Iterator[AuditFinding]:
    waiting = AuditLine.objects.filter(sequence__isnull=True, at__lt=now() - PATIENCE).count()
    if waiting:
        yield AuditFinding("unsealed", count=waiting)


class _Walk:
    """One reading of the chain, which ends at the heads that were known before it began."""

    def __init__(self, heads: list[Head]) -> None:
        self.heads = heads
        self.sealed = 0
        self.sequence = 0
        self.seal: str | None = START  # None: not known, for the line before is gone.

    def findings(self) -> Iterator[AuditFinding]:
        yield from self._begin()
        while batch := sealing.read_rows(after=self.sequence, most=_AT_ONCE):
            for row in batch:
                if row.sequence is not None and row.sequence != self.sequence + 1:
                    yield from self._gap(row.sequence)
                yield from self._line(row)
        yield from self._end()

    def _begin(self) -> Iterator[AuditFinding]:
        for checkpoint in AuditCheckpoint.objects.order_by("sequence").iterator(chunk_size=_AT_ONCE):
            own = sealing.checkpoint_signature(
                sequence=checkpoint.sequence,
                seal=checkpoint.seal,
                lines=checkpoint.lines,
                at=checkpoint.at,
            )
            if _same(checkpoint.signature, own):
                self.sequence, self.seal = checkpoint.sequence, checkpoint.seal
            else:
                yield AuditFinding("checkpoint", first=checkpoint.sequence)
        returned = AuditLine.objects.filter(sequence__lte=self.sequence).count()
        if returned:
            yield AuditFinding("returned", count=returned, last=self.sequence)

    def _gap(self, found: int) -> Iterator[AuditFinding]:
        """Lines are gone before this one: perhaps they were pruned while we read."""
        pruned = (
            AuditCheckpoint.objects.filter(sequence__gt=self.sequence, sequence__lt=found)
            .order_by("-sequence")
            .first()
        )
        if pruned is not None and _same(
            pruned.signature,
            sealing.checkpoint_signature(
                sequence=pruned.sequence, seal=pruned.seal, lines=pruned.lines, at=pruned.at
            ),
        ):
            self.sequence, self.seal = pruned.sequence, pruned.seal
        if found != self.sequence + 1:
            yield AuditFinding(
                "missing", count=found - self.sequence - 1, first=self.sequence + 1, last=found - 1
            )
            self.seal = None

    def _line(self, row: sealing.Row) -> Iterator[AuditFinding]:
        self.sequence = row.sequence or 0
        self.sealed += 1
        known = [head for head in self.heads if head.sequence == self.sequence]
        right = self.seal is None or _same(row.seal, row.sealed_after(self.seal))
        if not right or any(not _same(row.seal, head.seal) for head in known):
            yield AuditFinding("changed", count=1, first=self.sequence, last=self.sequence)
        elif row.is_foreign:
            yield AuditFinding("foreign", count=1, first=self.sequence, last=self.sequence)
        self.seal = row.seal

    def _end(self) -> Iterator[AuditFinding]:
        last = max((head.sequence for head in self.heads), default=0)
        if last > self.sequence:
            yield AuditFinding("cut", count=last - self.sequence, first=self.sequence + 1, last=last)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
