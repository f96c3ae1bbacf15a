import json
from pathlib import Path

import pytest

from samenwijzer.exchange.importing.kinds import kinds
from samenwijzer.exchange.tests.files import bring_in

REFERENCE = (Path(__file__).parents[4] / "docs" / "exchange.md").read_text(encoding="utf-8")


def test_the_reference_names_every_field_of_every_type_and_what_a_new_record_must_have() -> None:
    rows = {line.split("`")[1]: line for line in REFERENCE.splitlines() if line.startswith("| `")}
    assert list(rows) == list(kinds())
    for name, kind in kinds().items():
        for field_name, field in kind.fields.items():
            word = f"**`{field_name}`**" if field.required else f" `{field_name}`"
            assert word in rows[name], f"{name}.{field_name}"
            assert f"{field.length:,}" in rows[name] or field.kind not in {"line", "text"}


@pytest.mark.django_db
def test_the_examples_come_in_and_show_every_field(tmp_path: Path) -> None:
    lines = REFERENCE.split("```jsonl\n")[1].split("```")[0].splitlines()
    report = bring_in(tmp_path, *lines)
    assert not report.refused
    assert report.created == len(lines) - 1
    shown: dict[str, set[str]] = {}
    for record in map(json.loads, lines):
        shown.setdefault(record["type"], set()).update(record)
    for name, kind in kinds().items():
        assert set(kind.fields) <= shown[name], name
    assert bring_in(tmp_path, *lines).unchanged == len(lines) - 1
