"""Pages of a list, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from django.db.models import QuerySet

Item = TypeVar("Item")
MAX_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list. `number` counts from 1; `total` counts rows over all pages."""

    items: Sequence[Item]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, ceil(self.total / self.size))

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages


def page_number(text: str | None) -> int:
    """Read a page number from an address. Anything that is not a usable number means page 1."""
    if text is None or not (text.isascii() and text.isdigit()) or len(text) > 6:
        return 1
    return min(max(int(text), 1), MAX_PAGE)


def paged(rows: QuerySet[Any], make: Callable[[Any], Item], *, number: int, size: int) -> Page[Item]:
    """Read one page with two queries: a count and the rows. A number beyond the end gives the last page."""
    total = rows.count()
    number = min(max(number, 1), max(1, ceil(total / size)))
    start = (number - 1) * size
    return Page([make(row) for row in rows[start : start + size]], number, size, total)
