"""The texts about the site itself, kept as files: one for each language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.safestring import SafeString

from samenwijzer.ui import organisation
from samenwijzer.ui.markdown import render

FOLDER = Path(__file__).parent / "statements"


@dataclass(frozen=True, slots=True)
class Statement:
    """A title, and the rest as safe HTML."""

    title: str
    html: SafeString


def statement(name: str, language: str) -> Statement:
    """Read a text: its first line is its title, and {organisation} stands for the organisation's name."""
    return _drawn(name, language, organisation.current().name)


@lru_cache(maxsize=50)
def _drawn(name: str, language: str, organisation_name: str) -> Statement:
    text = (FOLDER / f"{name}.{language}.md").read_text(encoding="utf-8")
    title, _, rest = text.removeprefix("# ").partition("\n")
    text = rest.replace("{organisation}", organisation_name)
    return Statement(title, render(text, resolve=lambda _k, _i: None))
