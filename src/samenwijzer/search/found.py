"""The plain values that go into a search and come out of it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.utils.safestring import SafeString

from samenwijzer.kernel.modules import State, Tie
from samenwijzer.kernel.refs import Ref

Sort = Literal["best", "newest"]
PERIODS = {"week": 7, "month": 31, "year": 365}
"""Days back from today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What results are narrowed to. Ids and words that nothing has find nothing, and are no error.

    `period` is one of PERIODS, `state` one of `kernel.modules.State`; empty and None narrow nothing.
    """

    types: tuple[str, ...] = ()
    space: int | None = None
    department: int | None = None
    subject: int | None = None
    period: str = ""
    state: str = ""


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How many results each value of a filter would leave, with all other filters as they are.

    Counts only what the viewer may read. At most `MOST_VALUES` of each, those with most results first;
    `periods` has every one of PERIODS when anything was counted.
    """

    types: Mapping[str, int] = field(default_factory=dict)
    spaces: Mapping[int, int] = field(default_factory=dict)
    departments: Mapping[int, int] = field(default_factory=dict)
    subjects: Mapping[int, int] = field(default_factory=dict)
    states: Mapping[str, int] = field(default_factory=dict)
    periods: Mapping[str, int] = field(default_factory=dict)


MOST_VALUES = 50
NO_FACETS = Facets()


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why something was found that does not hold the very word: `asked` for, and `found` instead.

    "synonym": another word for it; "part": part of a compound, or a compound with it; "spelling": a word
    that differs by a letter or two.
    """

    kind: Literal["synonym", "part", "spelling"]
    asked: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result. `snippet` and `marked_title` are safe HTML with `<mark>`; `title` is plain text.

    `url` opens at the passage that the snippet shows. `why` is empty when the words themselves were found.
    """

    ref: Ref
    external_id: str
    type: str
    tier: str
    title: str
    url: str
    score: float
    state: State | None
    on: datetime.date | None
    space_id: int | None
    department_id: int | None
    snippet: SafeString
    marked_title: SafeString
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of hits. `total` counts what the viewer may read with the filters, on all pages.

    `facets` is empty unless asked for. `did_you_mean` is the query in words that do find something, or empty.
    """

    query: str
    took_ms: float
    hits: tuple[Hit, ...]
    total: int
    facets: Facets = NO_FACETS
    did_you_mean: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A title that begins like what was typed."""

    ref: Ref
    type: str
    title: str
    url: str
    state: State | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TiedHit:
    """A result with the people it says something about; `score` is comparable within one answer only.

    `keywords` are those of its source: names of its subjects, and other words for them; `subjects` are ids.
    """

    ref: Ref
    type: str
    tier: str
    title: str
    url: str
    score: float
    state: State | None
    on: datetime.date | None
    space_id: int | None
    department_id: int | None
    keywords: tuple[str, ...]
    subjects: tuple[int, ...]
    ties: tuple[Tie, ...]
