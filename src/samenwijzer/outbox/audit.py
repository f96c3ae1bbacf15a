"""Who did what: a line for each action, written in the action's own transaction and sealed by the worker."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from samenwijzer.outbox import sealing
from samenwijzer.outbox.models import AuditLine
from samenwijzer.outbox.verifying import AuditFinding, verify

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator, Sequence
    from typing import Protocol

    from samenwijzer.kernel.refs import Ref

    class Actor(Protocol):
        """Anybody with an opaque id."""

        public_id: uuid.UUID


__all__ = ["Actor", "AuditFinding", "Origin", "origin", "record", "record_each", "untraced", "verify"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an action came from: "page", a command or a job; the id of its request, and the caller's address.

    The address stands in no line: only a keyed hash of it does.
    """

    place: str
    request_id: str = ""
    address: str = ""


origin: ContextVar[Origin] = ContextVar("origin", default=Origin(""))  # noqa: B039 - it is frozen


@contextmanager
def untraced() -> Iterator[None]:
    """Append lines without request and address: of what nobody may trace back to a person."""
    token = origin.set(Origin(origin.get().place))
    try:
        yield
    finally:
        origin.reset(token)


def record(
    *,
    action: str,
    actor: Actor | None,
    object: Ref | None = None,  # noqa: A002 - the word of BIO2 8.15.01
    result: Literal["ok", "refused"] = "ok",
) -> None:
    """Append one line. `action` is in the past tense, as in "forum.question.asked"; no text belongs in it.

    What each action is called on the screen stands in `administration`, and a test asks for it.
    """
    _append([object], action=action, actor=actor, result=result)


def record_each(*, action: str, actor: Actor | None, objects: Sequence[Ref]) -> None:
    """Append a line for each of these objects, as fast as many can be appended."""
    _append(objects, action=action, actor=actor)


def _append(
    objects: Sequence[Ref | None],
    *,
    action: str,
    actor: Actor | None,
    result: Literal["ok", "refused"] = "ok",
) -> None:
    place = origin.get()
    address = sealing.address_hash(place.address)
    lines = [
        AuditLine(
            action=action,
            area=action.partition(".")[0],
            object="" if ref is None else str(ref),
            kind="" if ref is None else ref.kind,
            result=result,
            origin=place.place,
            address=address,
            actor=None if actor is None else actor.public_id,
            request_id=place.request_id,
        )
        for ref in objects
    ]
    for line in lines:
        line.seal = sealing.mark(line)
    AuditLine.objects.bulk_create(lines)
