"""What somebody wants to see of what was found, as it stands in the address of the results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar, get_args
from urllib.parse import urlencode

from django.urls import reverse

from samenwijzer.kernel.modules import State
from samenwijzer.search import queries as engine
from samenwijzer.search.found import PERIODS

TYPES: tuple[str, ...] = ("service", "page", "question", "answer")
STATES: tuple[State, ...] = get_args(State)
NARROWING = ("space", "department", "subject", "period", "state")
_LONGEST = 15  # Digits of a number.
_Word = TypeVar("_Word", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was chosen besides the words. What an address says that nobody knows counts as not chosen."""

    type: str = ""
    space: int | None = None
    department: int | None = None
    subject: int | None = None
    period: str = ""
    state: str = ""
    sort: engine.Sort = "best"

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Wish:
        """Read the choices of an address."""
        sorts: tuple[engine.Sort, ...] = get_args(engine.Sort)
        return cls(
            type=_known(given.get("type", ""), TYPES) or "",
            space=_number(given.get("space", "")),
            department=_number(given.get("department", "")),
            subject=_number(given.get("subject", "")),
            period=_known(given.get("period", ""), tuple(PERIODS)) or "",
            state=_known(given.get("state", ""), STATES) or "",
            sort=_known(given.get("sort", ""), sorts) or "best",
        )

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the filters in use; the kind, which has tabs, is not among them."""
        return tuple(name for name in NARROWING if getattr(self, name))

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.type or self.chosen)

    @property
    def is_plain(self) -> bool:
        """Whether it is what everybody gets who only types words."""
        return self == Wish()

    @property
    def filters(self) -> engine.Filters:
        """The same for the engine, within what the result page shows."""
        kinds = tuple(kind for kind in TYPES if kind == self.type)
        return engine.Filters(
            types=kinds or TYPES,
            space=self.space,
            department=self.department,
            subject=self.subject,
            period=self.period,
            state=self.state,
        )

    def address(self, text: str, **changes: Any) -> str:
        """Return the address of the first page of results with these choices, some of them changed."""
        wish, usual = replace(self, **changes), Wish()
        chosen = {
            field.name: getattr(wish, field.name)
            for field in fields(wish)
            if getattr(wish, field.name) != getattr(usual, field.name)
        }
        return f"{reverse('home:search')}?{urlencode({'q': text, **chosen})}"


def _known(value: str, known: tuple[_Word, ...]) -> _Word | None:
    return next((one for one in known if one == value), None)


def _number(value: str) -> int | None:
    return (int(value) or None) if value.isascii() and value.isdigit() and len(value) <= _LONGEST else None
