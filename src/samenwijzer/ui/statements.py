"""The texts about the site itself, kept as files: one for each language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString

from samenwijzer.ui.markdown import render

FOLDER = Path(__file__).parent / "statements"


@dataclass(frozen=True, slots=True)
class Statement:
    """A title, and the rest as safe HTML."""

    title: str
    html: SafeString


@cache
def statement(name: str, language: str) -> Statement:
    """Read a text: its first line is its title, and {organisation} stands for the organisation's name."""
    text = (FOLDER / f"{name}.{language}.md").read_text(encoding="utf-8")
    title, _, rest = text.removeprefix("# ").partition("\n")
    organisation = settings.ORGANISATION
    return Statement(title, render(rest.replace("{organisation}", organisation), resolve=lambda _k, _i: None))
