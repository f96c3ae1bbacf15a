"""Whatever came in comes in again elsewhere, and goes out the same: with records made up of every type."""

import datetime
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from samenwijzer.exchange.importing import import_files
from samenwijzer.exchange.importing.kinds import kinds
from samenwijzer.exchange.tests.files import write_lines
from samenwijzer.exchange.tests.test_reference import REFERENCE
from samenwijzer.exchange.tests.test_round_trip import there_and_back
from samenwijzer.kernel.modules import RecordField
from tests.turns import ALL

pytestmark = pytest.mark.django_db

# Each type and each field once; what is made up changes these records, and stands beside them.
EXAMPLES = [json.loads(line) for line in REFERENCE.split("```jsonl\n")[1].split("```")[0].splitlines()]
IDS = {
    name: [record["id"] for record in EXAMPLES if record["type"] == name] + [f"{name}-é-1"]
    for name in kinds()
}
SUBJECTS = st.sampled_from(["giften", "bijstand", "Wmo", "nieuw onderwerp"])
DAYS = st.dates(datetime.date(1970, 1, 1))
TIMES = st.tuples(DAYS, st.times(), st.integers(-14 * 60 + 1, 14 * 60 - 1))
MOMENTS = DAYS.map(str) | TIMES.map(
    lambda made: datetime.datetime.combine(
        made[0], made[1], datetime.timezone(datetime.timedelta(minutes=made[2]))
    ).isoformat()
)
LETTERS = st.sampled_from("aé\u0301ß😀<&\"'\\[]()#*_`| \t\n\r\u00a0\u2028\u200f0") | st.characters()
TEXTS = st.text(LETTERS, max_size=30)
HALVES = [day + half for day in ("mon", "wed", "sun") for half in ("", "-am", "-pm")]
PRODUCTS = ["bijstand", "paspoort", "UPL-naam nog niet beschikbaar"]


def several(one: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(one, max_size=3, unique_by=repr)


def values(field: RecordField) -> st.SearchStrategy[Any]:
    """Make what such a field may hold, now and then something that it may not."""
    single: dict[str, st.SearchStrategy[Any]] = {
        "line": TEXTS,
        "text": TEXTS,
        "email": st.sampled_from(["Zoë@example.org", "ILSE@example.org", "a.b@example.org"]),
        "url": st.sampled_from(["", "https://example.org/a?b=c#d", "http://example.org"]),
        "date": DAYS.map(str),
        "moment": MOMENTS,
        "instant": MOMENTS,
        "flag": st.booleans(),
        "birthday": DAYS.map(lambda day: f"{day:%m-%d}"),
        "product": st.sampled_from(PRODUCTS),
        "reference": st.sampled_from(IDS.get(field.to, [""])),
        "references": several(st.sampled_from(IDS.get(field.to, [""]))),
        "choice": st.sampled_from(field.choices or ("",)),
        "bits": several(st.sampled_from(field.choices or ("",))),
        "days": several(st.sampled_from(HALVES)),
        "lines": several(TEXTS),
        "texts": several(TEXTS),
        "subjects": several(SUBJECTS),
        "map": st.dictionaries(
            st.sampled_from(["phone", "birthday"]), st.sampled_from(field.choices or ("",)), max_size=2
        ),
    }
    if field.kind == "target":
        return st.sampled_from([f"{name}:{mine}" for name in field.targets for mine in IDS[name]])
    if field.kind == "items":
        return several(items(field))
    return single[field.kind]


def items(field: RecordField) -> st.SearchStrategy[dict[str, Any]]:
    rest = {name: values(part) for name, part in field.parts.items() if name not in field.one_of}
    must = {name: made for name, made in rest.items() if field.parts[name].required}
    may = {name: made for name, made in rest.items() if name not in must}
    if not field.one_of:
        return st.fixed_dictionaries(must, optional=may)
    return st.one_of(
        [st.fixed_dictionaries({name: values(field.parts[name]), **must}) for name in field.one_of]
    )


def record_of(name: str) -> st.SearchStrategy[dict[str, Any]]:
    fields = {
        own: values(field) if field.required else st.none() | values(field)
        for own, field in kinds()[name].fields.items()
        if own != "forgotten"
    }
    some = st.dictionaries(st.sampled_from(sorted(fields)), st.none(), min_size=1, max_size=4).flatmap(
        lambda chosen: st.fixed_dictionaries({own: fields[own] for own in chosen})
    )
    must = st.fixed_dictionaries({own: fields[own] for own in fields if kinds()[name].fields[own].required})
    changed = st.tuples(st.sampled_from(IDS[name][:-1]), some)
    fresh = st.tuples(st.just(IDS[name][-1]), st.builds(lambda a, b: {**b, **a}, must, some))
    return (changed | fresh).map(lambda made: {"type": name, "id": made[0], **made[1]})


RECORDS = st.lists(
    st.sampled_from(list(kinds())).flatmap(record_of),
    max_size=12,
    unique_by=lambda record: (record["type"], record["id"]),
)


class TestMadeUp(TestCase):
    @settings(max_examples=25 if ALL else 8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(RECORDS)
    def test_it_comes_back_byte_for_byte(self, made_up: list[dict[str, Any]]) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            import_files(paths=[write_lines(folder / "examples.jsonl", *EXAMPLES)])
            path = write_lines(folder / "made-up.jsonl", *made_up)
            report = import_files(paths=[path])
            again = import_files(paths=[path])
            assert (again.created, again.changed) == (0, 0)
            assert again.unchanged == report.fit
            first, second = there_and_back(folder)
        assert first == second
