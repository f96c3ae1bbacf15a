"""The tuning sets: what the recognisers reach today, and that nothing is left when all is replaced."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from samenwijzer.guard import Label, Level, cleaned, find

SETS = Path(__file__).parent / "sets"
TODAY = datetime.date(2026, 11, 25)


def tuning() -> list[dict[str, Any]]:
    files = sorted(SETS.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("label", Label)
def test_of_each_label_nearly_all_is_found(label: Label) -> None:
    told = found = 0
    for row in tuning():
        places = [(one.start, one.end) for one in find(row["text"]) if one.label is label]
        for one in row["entities"]:
            if one["label"] == label:
                told += 1
                found += any(start < one["end"] and one["start"] < end for start, end in places)
    assert found >= told * (0.99 if label in {Label.BSN, Label.IBAN} else 0.97)


def test_hardly_a_harmless_text_is_stopped() -> None:
    harmless = [row["text"] for row in tuning() if not row["entities"]]
    stopped = [text for text in harmless if any(one.level is not Level.HINT for one in find(text))]
    assert len(stopped) <= len(harmless) * 0.02, stopped


def test_no_clean_sentence_is_blocked() -> None:
    for line in (SETS / "clean.txt").read_text(encoding="utf-8").splitlines():
        assert not [one for one in find(line) if one.level is Level.BLOCK], line


@pytest.mark.parametrize("today", [None, TODAY])
def test_nothing_is_left_when_all_is_replaced(today: datetime.date | None) -> None:
    for row in tuning():
        again = cleaned(row["text"], find(row["text"]), today=today)
        assert not [again[one.start : one.end] for one in find(again) if one.level is not Level.HINT], again
