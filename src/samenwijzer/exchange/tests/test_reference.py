from pathlib import Path

from samenwijzer.exchange.importing.kinds import kinds

REFERENCE = (Path(__file__).parents[4] / "docs" / "exchange.md").read_text(encoding="utf-8")


def test_the_reference_names_every_field_of_every_type_and_what_a_new_record_must_have() -> None:
    rows = {line.split("`")[1]: line for line in REFERENCE.splitlines() if line.startswith("| `")}
    assert list(rows) == list(kinds())
    for name, kind in kinds().items():
        for field_name, field in kind.fields.items():
            word = f"**`{field_name}`**" if field.required else f" `{field_name}`"
            assert word in rows[name], f"{name}.{field_name}"
            assert f"{field.length:,}" in rows[name] or field.kind not in {"line", "text"}
