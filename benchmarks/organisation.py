"""A large organisation beside a small one: what its pages and rights cost, in the same run.

50 departments, 10,000 people and 2,000 spaces with 200 memberships each. Runs in a process of its own, on a
data folder that is thrown away, or on the empty database in DATABASE_URL. Ends with 1 when a page makes more
than twelve queries or reading tokens takes over 5 ms.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MOST_QUERIES = 12
TOKENS_MS = 5.0
TRIES = 15
BATCH = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large an organisation is. Both fill a page of every list, so that equal pages are compared."""

    name: str
    departments: int
    people: int
    spaces: int
    memberships: int


SMALL = Size(name="small", departments=5, people=120, spaces=60, memberships=30)
LARGE = Size(name="large", departments=50, people=10_000, spaces=2_000, memberships=200)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a page took: queries, and the least time of some tries in milliseconds."""

    queries: int
    milliseconds: float
    status: int


def main() -> int:
    """Measure both and print Markdown."""
    parser = argparse.ArgumentParser(prog="benchmarks.organisation", description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="build a part of the large one (0.1)")
    share = parser.parse_args().share
    folder = tempfile.mkdtemp(prefix="samenwijzer-benchmark-")
    os.environ["SAMENWIJZER_DATA_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "samenwijzer.config.settings"
    try:
        return _run(share)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(share: float) -> int:
    import django  # noqa: PLC0415 - after the settings are named

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    small = _measured(_build(SMALL))
    large_size = Size(
        name="large",
        departments=LARGE.departments,
        people=int(LARGE.people * share),
        spaces=int(LARGE.spaces * share),
        memberships=LARGE.memberships,
    )
    began = time.monotonic()
    built_large = _build(large_size)
    built = time.monotonic() - began
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    large = _measured(built_large)
    print(
        f"Organisation on {connection.vendor}: {large_size.departments} departments, "
        f"{large_size.people} people, "
        f"{large_size.spaces} spaces with {large_size.memberships} memberships each "
        f"(built in {built:.0f} s).\n"
    )
    print("| what | queries | ms | ratio to a small organisation |\n|---|---:|---:|---:|")
    broken = 0
    for name, one in large.items():
        ratio = one.milliseconds / max(small[name].milliseconds, 0.01)
        print(f"| {name} | {one.queries} | {one.milliseconds:.1f} | {ratio:.1f} |")
        too_slow = name.startswith("reader_tokens") and one.milliseconds > TOKENS_MS
        if one.queries > MOST_QUERIES or too_slow or one.status != 200:
            broken += 1
            print(f"\n**Not good enough:** {name}: {one}\n")
    return 1 if broken else 0


def _build(size: Size) -> tuple[int, int]:
    """Make the organisation; return the numbers of an administrator and of a space that he owns."""
    from samenwijzer.accounts.models import Department, Role, Team, User, role_bits  # noqa: PLC0415
    from samenwijzer.spaces.models import Kind, Member, Space, Visibility  # noqa: PLC0415

    dice = random.Random(size.name)  # noqa: S311 - the same organisation every time
    departments = Department.objects.bulk_create(
        Department(name=f"Afdeling {size.name} {number}") for number in range(size.departments)
    )
    for number, department in enumerate(departments[5:], 5):  # Five trees of some depth.
        department.parent = departments[number // 3]
    Department.objects.bulk_update(departments, ["parent"])
    teams = Team.objects.bulk_create(
        Team(name=f"Team {number}", department=dice.choice(departments))
        for number in range(size.departments * 4)
    )
    people = User.objects.bulk_create(
        [_person(User, number, size, dice.choice(teams)) for number in range(size.people)],
        batch_size=1_000,
    )
    kinds, roles = list(Kind), ["reader", "contributor", "editor"]
    visibilities = [Visibility.OPEN, Visibility.CLOSED, Visibility.HIDDEN]
    spaces = Space.objects.bulk_create(
        Space(
            name=f"Ruimte {size.name} {number}",
            kind=dice.choice(kinds),
            department=dice.choice(departments),
            visibility=dice.choice(visibilities),
        )
        for number in range(size.spaces)
    )
    waiting: list[Member] = []
    for space in spaces:
        groups = [Member(space=space, team=team, role="reader") for team in dice.sample(teams, 5)]
        groups += [Member(space=space, department=one, role="reader") for one in dice.sample(departments, 5)]
        chosen = dice.sample(people, size.memberships - len(groups))
        persons = [Member(space=space, person=one, role=dice.choice(roles)) for one in chosen]
        persons[0].role = "manager"
        waiting += [*groups, *persons]
        if len(waiting) > BATCH:
            Member.objects.bulk_create(waiting, batch_size=1_000)
            waiting = []
    Member.objects.bulk_create(waiting, batch_size=1_000)
    viewer = people[len(people) // 2]
    viewer.role_bits = role_bits({Role.ADMINISTRATOR})
    viewer.save()
    Member.objects.update_or_create(
        space=spaces[len(spaces) // 2], person=viewer, defaults={"role": "manager"}
    )
    return viewer.pk, spaces[len(spaces) // 2].pk


def _person(table: Any, number: int, size: Size, team: Any) -> Any:
    return table(
        email=f"{size.name}{number}@example.org",
        name=f"Collega {size.name} {number}",
        password="!",  # noqa: S106 - nobody signs in
        department=team.department,
        team=team,
        function="Consulent",
        working_day_bits=31,
    )


def _measured(built: tuple[int, int]) -> dict[str, Measured]:
    from django.test import Client  # noqa: PLC0415

    from samenwijzer.accounts.models import User  # noqa: PLC0415
    from samenwijzer.spaces.queries import reader_tokens  # noqa: PLC0415

    pk, space = built
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(pk=pk))
    found = {
        "reader_tokens": _cost(
            lambda: bool(reader_tokens(viewer=User.objects.get(pk=pk))) and 200,
        )
    }
    pages = {
        "directory": "/collegas/",
        "profile": f"/collegas/{pk}/",
        "list of spaces": "/ruimtes/",
        "space": f"/ruimtes/{space}/",
        "who can see a space": f"/ruimtes/{space}/wie/",
        "people in the administration": "/beheer/mensen/",
        "spaces in the administration": "/beheer/ruimtes/",
        "departments in the administration": "/beheer/afdelingen/",
    }
    for name, path in pages.items():
        found[name] = _cost(_asking(client, path))
    return found


def _asking(client: Any, path: str) -> Callable[[], int]:
    return lambda: int(client.get(path).status_code)


def _cost(act: Callable[[], int]) -> Measured:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    act()
    with CaptureQueriesContext(connection) as captured:
        status = act()
    counted = len(captured)
    # SQLite works in this process, so that what else the machine does need not count.
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    costs = []
    for _ in range(TRIES):
        began = clock()
        act()
        costs.append((clock() - began) * 1_000)
    return Measured(counted, min(costs), status)


if __name__ == "__main__":
    sys.exit(main())
