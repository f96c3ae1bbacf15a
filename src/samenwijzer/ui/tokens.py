"""Reads design tokens as a browser would, and computes whether every pair of them is readable (WCAG 2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import tinycss2.color3

Mode = Literal["light", "dark"]
MODES: tuple[Mode, Mode] = ("light", "dark")
UI = Path(__file__).parent
THEMES_FOLDER = UI / "static" / "ui" / "themes"
_DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+)[;}]")
_DEEPEST = 30

HUES = ("default", "accent-1", "action-1", "positive", "warning", "negative", "info", "highlight")
GROUNDS = ("bg-document", "bg-subtle", "bg-default", "bg-hover", "bg-active")
INKS = ("color-document", "color-default", "color-hover", "color-active")
TEXT = 4.5
CONTROL = 3.0

OWN_TEXT = (
    *(
        (ink, ground)
        for ink in ("--sw-ink", "--sw-ink-soft")
        for ground in ("--sw-canvas", "--sw-surface", "--sw-sunken")
    ),
    ("--sw-accent", "--sw-canvas"),
    ("--sw-accent", "--sw-surface"),
    ("--sw-accent", "--sw-accent-soft"),
    ("--sw-accent", "--sw-accent-wash"),
    ("--sw-ink", "--sw-accent-wash"),
    ("--nl-link-color", "--sw-canvas"),
    ("--nl-link-color", "--sw-surface"),
    ("--nl-link-hover-color", "--sw-surface"),
    ("--nl-mark-color", "--nl-mark-background-color"),
    ("--nl-button-primary-color", "--nl-button-primary-background-color"),
    ("--nl-button-primary-hover-color", "--nl-button-primary-hover-background-color"),
    ("--nl-button-primary-active-color", "--nl-button-primary-active-background-color"),
    ("--nl-button-secondary-color", "--sw-canvas"),
    ("--nl-button-secondary-color", "--sw-surface"),
    ("--nl-button-subtle-color", "--sw-canvas"),
    ("--basis-form-control-color", "--basis-form-control-background-color"),
    ("--basis-form-control-placeholder-color", "--basis-form-control-background-color"),
    ("--basis-form-control-invalid-color", "--basis-form-control-invalid-background-color"),
)
OWN_CONTROLS = (
    ("--basis-form-control-border-color", "--basis-form-control-background-color"),
    ("--basis-form-control-border-color", "--sw-canvas"),
    ("--basis-form-control-invalid-border-color", "--sw-canvas"),
    ("--nl-button-secondary-border-color", "--sw-canvas"),
    ("--nl-button-primary-background-color", "--sw-canvas"),
    ("--basis-focus-outline-color", "--sw-canvas"),
    ("--basis-focus-outline-color", "--sw-surface"),
    ("--sw-accent", "--sw-surface"),
    ("--basis-color-positive-color-subtle", "--sw-surface"),
    ("--basis-color-warning-color-subtle", "--sw-surface"),
)


class Unreadable(ValueError):
    """A token is missing, runs in a circle, or is no colour of which a contrast can be computed."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tokens that meet on a page, with the contrast found and the least that is enough."""

    ink: str
    ground: str
    mode: Mode
    found: float
    least: float

    @property
    def is_enough(self) -> bool:
        return self.found >= self.least


def read_declarations(text: str) -> dict[str, str]:
    """Give the tokens that a style sheet of ours declares; a later one wins."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return {name: value.strip() for name, value in _DECLARATION.findall(text)}


@cache
def basic_declarations() -> Mapping[str, str]:
    """Give every token of the site without a theme of one's own."""
    found: dict[str, str] = {}
    for path in (UI / "styles" / "vendor" / "nlds-theme-voorbeeld.css", UI / "styles" / "tokens.css"):
        found |= read_declarations(path.read_text(encoding="utf-8"))
    return found


def built_in_themes() -> tuple[str, ...]:
    """Name the themes that come along, beside the usual one."""
    return tuple(sorted(path.stem for path in THEMES_FOLDER.glob("*.css")))


def declarations(theme: str) -> dict[str, str]:
    """Give every token with a theme that comes along over it; an empty name is the usual one."""
    found = dict(basic_declarations())
    if theme:
        found |= read_declarations((THEMES_FOLDER / f"{theme}.css").read_text(encoding="utf-8"))
    return found


def arguments(text: str) -> list[str]:
    """Split at the commas that stand outside brackets."""
    parts, depth = [""], 0
    for sign in text:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def value(tokens: Mapping[str, str], text: str, mode: Mode, *, deep: int = 0) -> str:
    """Follow var() and light-dark() to the end. Raises Unreadable where that leads nowhere."""
    text = text.strip()
    if deep > _DEEPEST:
        raise Unreadable(text)
    if text.startswith("var(") and text.endswith(")"):
        name, *fallback = arguments(text[4:-1])
        if name not in tokens and not fallback:
            raise Unreadable(name)
        return value(tokens, tokens[name] if name in tokens else fallback[0], mode, deep=deep + 1)
    if text.startswith("light-dark(") and text.endswith(")"):
        both = arguments(text[11:-1])
        if len(both) != 2:
            raise Unreadable(text)
        return value(tokens, both[MODES.index(mode)], mode, deep=deep + 1)
    return text


def channels(colour: str) -> tuple[float, float, float]:
    """Give red, green and blue from 0 to 1. Raises Unreadable for what is not a full colour."""
    parsed = tinycss2.color3.parse_color(colour)
    if parsed is None or isinstance(parsed, str) or parsed.alpha < 1:
        raise Unreadable(colour)
    red, green, blue = (min(max(one, 0.0), 1.0) for one in (parsed.red, parsed.green, parsed.blue))
    return red, green, blue


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs() -> Iterator[tuple[str, str, float]]:
    """Give ink, ground and least contrast of every pair that is read or pressed."""
    for hue in HUES:
        for ground in GROUNDS:
            for ink in INKS:
                yield f"--basis-color-{hue}-{ink}", f"--basis-color-{hue}-{ground}", TEXT
        for ground in GROUNDS[:3]:
            yield f"--basis-color-{hue}-color-subtle", f"--basis-color-{hue}-{ground}", TEXT
        yield f"--basis-color-{hue}-inverse-color-default", f"--basis-color-{hue}-inverse-bg-default", TEXT
    for ink, ground in OWN_TEXT:
        yield ink, ground, TEXT
    for line, ground in OWN_CONTROLS:
        yield line, ground, CONTROL


def measured(tokens: Mapping[str, str]) -> list[Pair]:
    """Compute every pair, light and dark; the one that comes nearest to its least contrast first.

    Raises Unreadable when a pair cannot be computed.
    """
    found = []
    for mode in MODES:
        for ink, ground, least in pairs():
            if ink not in tokens and not ink.startswith("--sw-"):
                continue  # The design system has no such step for this hue.
            try:
                ratio = contrast(*(value(tokens, f"var({name})", mode) for name in (ink, ground)))
            except Unreadable as problem:
                raise Unreadable(ink if problem.name == ink else f"{ink}, {ground}") from problem
            found.append(Pair(ink, ground, mode, ratio, least))
    return sorted(found, key=lambda pair: pair.found / pair.least)
