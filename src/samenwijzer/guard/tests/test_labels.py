"""Each label on sentences of its own: `cases/BSN.txt` and so on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from samenwijzer.guard import Label, Level, find

CASES = Path(__file__).parent / "cases"
MARK = re.compile(r"⟦(!?)(.*?)⟧", re.DOTALL)


def marked(line: str) -> tuple[str, list[tuple[str, Level]]]:
    """Return the text without marks, and what is marked in it."""
    told = [(match[2], Level.BLOCK if match[1] else Level.WARN) for match in MARK.finditer(line)]
    return MARK.sub(r"\2", line), told


def lines(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").split("\n") if line and not line.startswith("#")]


def cases() -> list[tuple[Label, str]]:
    return [(Label(file.stem), line) for file in sorted(CASES.glob("[A-Z]*.txt")) for line in lines(file)]


@pytest.mark.parametrize(("label", "line"), cases())
def test_what_is_marked_is_found_and_nothing_else(label: Label, line: str) -> None:
    text, told = marked(line)
    found = [(text[one.start : one.end], one.level) for one in find(text) if one.label is label]
    assert found == told


@pytest.mark.parametrize("line", lines(CASES / "sentences.txt"))
def test_no_label_is_found_where_another_is_meant(line: str) -> None:
    text, told = marked(line)
    found = [(text[one.start : one.end], one.level) for one in find(text) if one.label != "PERSON_NAME"]
    assert found == told
