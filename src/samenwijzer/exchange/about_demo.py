"""The page about the demo: what is real, what is made up, and whom to be for which story."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from samenwijzer.ui.markdown import render
from samenwijzer.ui.statements import Statement

_FOLDER = Path(__file__).parent / "data"
# Lies in the data folder while the demo is loaded, so that no page asks the database about it.
_SIGN = "demo.loaded"


def sign() -> Path:
    """Return the file that says that this data folder holds the demo."""
    return Path(settings.DATA_DIR) / _SIGN


def page(language: str) -> Statement | None:
    """Read the page in a language, or None where the demo is not loaded. No query."""
    return _drawn(language) if sign().exists() else None


@lru_cache(maxsize=4)
def _drawn(language: str) -> Statement:
    text = (_FOLDER / f"about_demo.{language}.md").read_text(encoding="utf-8")
    title, _newline, rest = text.removeprefix("# ").partition("\n")
    return Statement(title, render(rest, resolve=lambda _kind, _id: None))
