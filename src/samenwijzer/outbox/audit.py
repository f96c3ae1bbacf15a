"""Who did what: one line for each action, written in the action's own transaction."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from samenwijzer.outbox.models import AuditLine

if TYPE_CHECKING:
    import uuid
    from typing import Protocol

    from samenwijzer.kernel.refs import Ref

    class Actor(Protocol):
        """Anybody with an opaque id."""

        public_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an action came from: a page, a command or a job, and the id of its request."""

    place: str
    request_id: str = ""


origin: ContextVar[Origin] = ContextVar("origin", default=Origin(""))  # noqa: B039 - it is frozen


def record(
    *,
    action: str,
    actor: Actor | None,
    object: Ref | None = None,  # noqa: A002 - the word of BIO2 8.15.01
    result: Literal["ok", "refused"] = "ok",
) -> None:
    """Append one line. `action` is in the past tense, as in "forum.question.asked"; no text belongs in it."""
    place = origin.get()
    AuditLine.objects.create(
        action=action,
        object="" if object is None else str(object),
        result=result,
        origin=place.place,
        request_id=place.request_id,
        actor=None if actor is None else actor.public_id,
    )
