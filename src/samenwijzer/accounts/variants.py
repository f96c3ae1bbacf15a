"""Things that say something else in another municipality: which holds for whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Value, When

from samenwijzer.accounts.models import User

GENERAL = "general"
# Of one thing: its number, its name, and the number and name of one municipality where it holds, or None.
Row = tuple[int, str, int | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One of the things that say the same for different places. Without municipalities it holds elsewhere."""

    id: int
    name: str
    municipalities: tuple[str, ...]
    is_shown: bool
    is_mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Variants:
    """Where the shown thing holds, and what holds elsewhere.

    `holds_for` is empty when it holds everywhere. `mine` is what holds where the viewer works now, when that
    is another one; `place` is the name of his municipality, or empty.
    """

    holds_for: tuple[str, ...]
    others: tuple[Variant, ...]
    mine: Variant | None
    place: str

    @property
    def shown(self) -> bool:
        """Say whether there is anything to tell: without municipalities there is not."""
        return bool(self.holds_for or self.others)

    @property
    def is_elsewhere(self) -> bool:
        """Say whether the shown thing holds, but not where the viewer works now."""
        return bool(self.place and self.holds_for and self.place not in self.holds_for)

    def own_instead(self, *, asked_for: str | None) -> Variant | None:
        """Give the viewer's own variant when he came to what holds where nothing else does.

        Not when the address says `variant=general`: then he wants to read that one.
        """
        return None if self.holds_for or asked_for == GENERAL else self.mine


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The municipalities where a thing holds, by name; `is_mine` says that the viewer's is among them.

    `root` is the number of the thing of which it is a variant, or its own.
    """

    names: tuple[str, ...]
    is_mine: bool
    root: int


Where = dict[tuple[str, int], Places]


def place_rows(table: Any, column: str, ids: Collection[int], *, viewer: User | None) -> QuerySet[Any, Any]:
    """Give what `placed` reads, from a linking table whose `column` points at these things; for a union.

    It asks nothing when there are no municipalities.
    """
    rows = table.objects.filter(**{f"{column}__in": list(ids)}).order_by()
    if not there_are_municipalities(viewer):
        rows = rows.none()
    kind = Value(column, output_field=CharField())
    found: QuerySet[Any, Any] = rows.values_list(
        kind, f"{column}_id", f"{column}__variant_of", "municipality", "municipality__name"
    )
    return found


def placed(rows: Iterable[tuple[str, int, int | None, int, str]], *, viewer: User | None) -> Where:
    """Say where things hold, by kind and number, from `place_rows`; not of what holds everywhere."""
    names: dict[tuple[str, int], dict[int, str]] = {}
    roots: dict[tuple[str, int], int] = {}
    for kind, pk, root, municipality_id, name in sorted(rows, key=lambda row: row[4]):
        names.setdefault((kind, pk), {})[municipality_id] = name
        roots[kind, pk] = root or pk
    place = viewer.municipality_id if viewer is not None else None
    return {
        thing: Places(names=tuple(held.values()), is_mine=place in held, root=roots[thing])
        for thing, held in names.items()
    }


def places_of(table: Any, column: str, ids: Collection[int], *, viewer: User | None) -> dict[int, Places]:
    """Give where these things hold, by number. One query, or none when there are no municipalities."""
    held = placed(place_rows(table, column, ids, viewer=viewer), viewer=viewer)
    return {pk: places for (_kind, pk), places in held.items()}


def mine_first(table: Any, column: str, viewer: User | None) -> tuple[Case, ...]:
    """Order what holds where the viewer works before what is alike and holds elsewhere.

    Empty for who works nowhere in particular: PostgreSQL takes a bare number for the place of a column.
    """
    place = viewer.municipality_id if viewer is not None else None
    if place is None:
        return ()
    here = table.objects.filter(**{column: OuterRef("pk")}, municipality=place)
    return (Case(When(Exists(here), then=Value(0)), default=Value(1)),)


def there_are_municipalities(viewer: User | None) -> bool:
    """Say whether it is worth asking: who is signed in was fetched with the answer."""
    return bool(getattr(viewer, "may_choose_municipality", True))


def variants(rows: Iterable[Row], *, shown: int, viewer: User | None) -> Variants:
    """Sort the rows of a thing and its variants, in the order in which they come."""
    place = viewer.municipality_id if viewer is not None else None
    names: dict[int, str] = {}
    places: dict[int, dict[int, str]] = {}
    for pk, name, municipality_id, municipality in rows:
        names[pk] = name
        held = places.setdefault(pk, {})
        if municipality_id is not None and municipality is not None:
            held[municipality_id] = municipality
    if not any(places.values()):
        return Variants(holds_for=(), others=(), mine=None, place="")
    own = next((pk for pk, held in places.items() if place in held), None)
    if own is None and place is not None:
        own = next((pk for pk, held in places.items() if not held), None)
    every = [
        Variant(
            id=pk,
            name=name,
            municipalities=tuple(sorted(places[pk].values())),
            is_shown=pk == shown,
            is_mine=pk == own,
        )
        for pk, name in names.items()
    ]
    return Variants(
        holds_for=next((one.municipalities for one in every if one.is_shown), ()),
        others=tuple(one for one in every if not one.is_shown),
        mine=next((one for one in every if one.is_mine and not one.is_shown), None),
        place=viewer.municipality.name if viewer is not None and viewer.municipality is not None else "",
    )
