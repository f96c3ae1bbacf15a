"""Whatever a file holds: each line is imported or listed with a reason, and nothing falls over."""

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
from samenwijzer.exchange.tests.files import ORGANISATION, write_lines

pytestmark = pytest.mark.django_db

IDS = st.sampled_from(
    ["afd-inkomen", "p-fatima", "p-joost", "ruimte-inkomen", "v-1", "a-1", "wi-1", "nieuw", "x y", ""]
)
TEXTS = st.text(max_size=30) | st.sampled_from(
    ["\x00", "\ud800", "\u200b", "<script>", "e\u0301", "😀" * 300, "mon"]
)
DATES = st.sampled_from(
    ["2026-01-20", "2026-02-30", "2026-01-20T10:00:00+01:00", "9999-12-31T23:59:59-12:00", "0000-00-00"]
)
SINGLE = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
    | IDS
    | DATES
    | st.sampled_from(["open", "hidden", "current", "replaced", "bijstand", "fatima@example.org"])
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SINGLE,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(TEXTS | st.sampled_from(["person", "role", "name", "url"]), inner, max_size=3)
    ),
    max_leaves=6,
)
TYPES = ["department", "person", "subject", "space", "service", "page", "question", "answer"]
NAMES = sorted({name for kind in kinds().values() for name in kind.fields})


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """Make something like a record: often a known type with its own fields, sometimes anything."""
    known = draw(st.sampled_from(TYPES))
    own = sorted(kinds()[known].fields)
    fields = draw(st.dictionaries(st.sampled_from(own) | st.sampled_from(NAMES) | TEXTS, VALUES, max_size=6))
    return {"type": draw(st.just(known) | VALUES), "id": draw(IDS | VALUES), **fields}


LINES = records().map(json.dumps) | VALUES.map(json.dumps) | st.text(max_size=40) | st.binary(max_size=40)


class TestAnyLine(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(LINES, max_size=6), st.booleans())
    def test_it_is_imported_or_refused(self, lines: list[str | bytes], beside_an_organisation: bool) -> None:  # noqa: FBT001
        given_lines: list[Any] = [
            line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line for line in lines
        ]
        if beside_an_organisation:
            given_lines = [*ORGANISATION[:3], *given_lines, *ORGANISATION[3:]]
        with tempfile.TemporaryDirectory() as folder:
            path = write_lines(Path(folder) / "any.jsonl", *given_lines)
            number = sum(1 for line in path.read_bytes().split(b"\n") if line.strip())
            report = import_files(paths=[path])
            again = import_files(paths=[path])
        assert report.created + report.changed + report.unchanged + len(report.refused) == number
        assert all(line.reason for line in report.refused)
        assert (again.created, again.changed) == (0, 0)
