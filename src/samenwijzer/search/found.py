"""The plain values that come out of a search."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samenwijzer.kernel.modules import DocumentType, State, Tie, Tier
from samenwijzer.kernel.refs import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result. `snippet` and `marked_title` are safe HTML with `<mark>`; `title` is plain text."""

    ref: Ref
    external_id: str
    type: DocumentType
    tier: Tier
    title: str
    url: str
    score: float
    state: State | None
    on: datetime.date | None
    space_id: int | None
    department_id: int | None
    snippet: SafeString
    marked_title: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of hits. `total` counts what the viewer may read of the asked types, `counts` of every type."""

    query: str
    took_ms: float
    hits: tuple[Hit, ...]
    total: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A title that begins like what was typed."""

    ref: Ref
    type: DocumentType
    title: str
    url: str
    state: State | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TiedHit:
    """A result with the people it says something about; `score` is comparable within one answer only.

    `keywords` are those of its source: names of its subjects, and other words for them.
    """

    ref: Ref
    type: DocumentType
    tier: Tier
    title: str
    url: str
    score: float
    state: State | None
    on: datetime.date | None
    department_id: int | None
    keywords: tuple[str, ...]
    ties: tuple[Tie, ...]
