"""Measuring the guard ends badly as soon as one clean sentence is blocked."""

import sys
from pathlib import Path

import pytest

from benchmarks.guard import main


@pytest.mark.parametrize(("sentence", "ends"), [("Bel de balie.", 0), ("Haar BSN is 123456782.", 1)])
def test_one_blocked_sentence_is_too_many(
    sentence: str, ends: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = tmp_path / "clean.txt"
    clean.write_text(f"{sentence}\n" + "De balie is open.\n" * 999, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["guard", str(clean), "--runs", "0"])
    assert main() == ends
