"""The demo organisation with mistakes of every kind: a second run of each edition changes nothing."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from samenwijzer.exchange.demonstration import RECORDS
from samenwijzer.exchange.tests.files import bring_in

pytestmark = pytest.mark.django_db
LIKELY: dict[str, list[Any]] = {
    "visibility": ["open", "closed", "hidden"],
    "state": ["current", "replaced", "expired"],
    "accepted": [True, False],
    "upl": ["bijstand", "briefadres", "UPL-naam nog niet beschikbaar"],
}
ANYTHING: list[Any] = ["x", 7, [], {}, True, "2026-03-03", "é" * 10, None]


def damaged(record: dict[str, Any], records: list[dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    """Change one to three fields: leave out, clear, point elsewhere, or put in another record's value."""
    record = dict(record)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice([name for name in record if name != "type"])
        other = chance.choice(records)
        fate = chance.random()
        if fate < 0.15 and name != "id":
            del record[name]
        elif fate < 0.35:
            record[name] = chance.choice(LIKELY.get(name, ANYTHING))
        elif fate < 0.6:
            record[name] = other["id"]
        else:
            alike = [found for found in records if found["type"] == record["type"]]
            record[name] = chance.choice(alike).get(name)
    return record


@pytest.mark.long
def test_every_edition_comes_in_as_far_as_it_can_and_then_stays(tmp_path: Path) -> None:
    with RECORDS.open(encoding="utf-8") as file:
        records = [record for record in map(json.loads, file) if record["type"] != "exchange"]
    for seed in range(6):
        chance = random.Random(seed)  # noqa: S311 - the same mistakes at every run
        share = chance.choice([0.02, 0.1, 0.4])
        lines = [
            damaged(record, records, chance) if chance.random() < share else record
            for record in records
            if chance.random() < 0.9
        ]
        chance.shuffle(lines)
        report = bring_in(tmp_path, *lines)
        assert report.created + report.changed + report.unchanged + len(report.refused) == len(lines)
        again = bring_in(tmp_path, *lines)
        assert (again.created, again.changed, again.refused) == (0, 0, report.refused), f"seed {seed}"
