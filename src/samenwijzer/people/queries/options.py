"""What can be chosen in the filters of the directory and on one's own profile."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower

from samenwijzer.accounts.models import Department, Location, Municipality, Right, Team
from samenwijzer.people.access import colleagues_to_see
from samenwijzer.people.models import Confirmation, DeclaredSubject
from samenwijzer.subjects.models import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samenwijzer.accounts.models import User


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose in a filter; `depth` counts the departments above it."""

    id: int
    name: str
    depth: int = 0


def may_look_around(*, viewer: User | None) -> bool:
    """Say whether the viewer knows the organisation: a guest does not. No query."""
    return viewer is None or viewer.may(Right.READ_OPEN)


def department_options(*, viewer: User | None) -> tuple[Option, ...]:
    """Return every department as a tree, each right under the one above it. One query, none for a guest."""
    if not may_look_around(viewer=viewer):
        return ()
    below: dict[int | None, list[Department]] = defaultdict(list)
    for department in Department.objects.order_by("name", "pk"):
        below[department.parent_id].append(department)

    def walk(parent: int | None, depth: int) -> Iterable[Option]:
        for department in below.pop(parent, ()):
            yield Option(department.pk, department.name, depth)
            yield from walk(department.pk, depth + 1)

    return tuple(walk(None, 0))


def team_options(*, viewer: User | None) -> tuple[Option, ...]:
    """Return every team, by name. One query, none for a guest."""
    if not may_look_around(viewer=viewer):
        return ()
    rows = Team.objects.order_by(Lower("name"), "pk").values_list("pk", "name")
    return tuple(Option(pk, name) for pk, name in rows)


def location_options(*, viewer: User | None) -> tuple[Option, ...]:
    """Return every location, by name. One query, none for a guest."""
    if not may_look_around(viewer=viewer):
        return ()
    rows = Location.objects.order_by(Lower("name"), "pk").values_list("pk", "name")
    return tuple(Option(pk, name) for pk, name in rows)


def municipality_options(*, viewer: User | None) -> tuple[Option, ...]:
    """Return every municipality, by name. One query."""
    rows = Municipality.objects.order_by(Lower("name"), "pk").values_list("pk", "name")
    return tuple(Option(pk, name) for pk, name in rows)


def subject_options(*, viewer: User | None) -> tuple[Option, ...]:
    """Return the subjects that somebody declares or was confirmed to know. One query, besides a guest's."""
    seen = colleagues_to_see(viewer=viewer).filter(pk=OuterRef("person"))
    known = DeclaredSubject.objects.shown().filter(Exists(seen), subject=OuterRef("pk"))
    confirmed = Confirmation.objects.shown().filter(Exists(seen), subject=OuterRef("pk"), withheld_at=None)
    rows = Subject.objects.filter(Exists(known) | Exists(confirmed)).order_by(Lower("name"), "name")
    return tuple(Option(pk, name) for pk, name in rows.values_list("pk", "name"))
