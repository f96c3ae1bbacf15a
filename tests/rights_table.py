"""Reads `rights.txt`: what each place in a space allows each role of the organisation, act by act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("rights.txt")
PLACES = ("none", "reader", "contributor", "editor", "manager")
# A guest owns no space.
GUEST_PLACES = PLACES[:-1]


@dataclass(frozen=True, slots=True)
class Cell:
    """One state of a space, one side (employee or guest) and one place in it."""

    state: str
    side: str
    place: str


def expected() -> Mapping[Cell, Mapping[str, str]]:
    """Return per cell what each act comes to. Raises ValueError for a line that fits no column."""
    found: dict[Cell, dict[str, str]] = {}
    state = side = ""
    places: tuple[str, ...] = ()
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            state, side = line.strip("[]").split()
            places = PLACES if side == "employee" else GUEST_PLACES
            continue
        act, *outcomes = [part.strip() for part in line.split("|")]
        if act == "act":
            continue
        for place, outcome in zip(places, outcomes, strict=True):
            found.setdefault(Cell(state, side, place), {})[act] = outcome
    return found
