"""An organisation's own theme: read from a style sheet or made of twelve basics, never more than tokens."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tinycss2
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.kernel.errors import Refusal
from samenwijzer.ui.tokens import (
    MODES,
    Mode,
    Pair,
    Unreadable,
    basic_declarations,
    channels,
    contrast,
    luminance,
    measured,
    value,
)

OWN = "own"
LARGEST = 200_000  # Characters of a style sheet.
MOST_TOKENS = 2_000
LONGEST_VALUE = 400
PREFIXES = ("--basis-", "--sw-", "--nl-", "--utrecht-", "--voorbeeld-")
FUNCTIONS = {"var", "light-dark", "rgb", "rgba", "hsl", "hsla", "calc", "clamp", "min", "max"}
PLAIN = {"ident", "hash", "number", "percentage", "dimension", "string", "whitespace", "comment"}
SIGNS = {",", "/", "+", "-", "*"}
ENOUGH_OF_A_SENTENCE = 60

FONTS = {
    "hyperlegible": '"Atkinson Hyperlegible Next", "Noto Sans", system-ui, sans-serif',
    "system": "system-ui, sans-serif",
    "arial": '"Liberation Sans", Arial, sans-serif',
    "verdana": 'Verdana, "DejaVu Sans", sans-serif',
    "georgia": 'Georgia, "Liberation Serif", serif',
}
CORNERS = {"square": ("0px", "2px", "2px"), "soft": ("4px", "8px", "12px"), "round": ("8px", "16px", "20px")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Basics:
    """The twelve choices of which a theme is made. Colours are "#rrggbb", sizes are in the unit named."""

    action: str = "#0a5561"
    signal: str = "#f5b921"
    focus: str = "#ffd65c"
    corners: str = "soft"
    round_people: bool = True
    text_font: str = "hyperlegible"
    heading_font: str = "hyperlegible"
    heading_weight: int = 700
    page_rem: int = 80
    measure_rem: int = 40
    underline_px: int = 1
    control_px: int = 44


def read_theme(text: str) -> dict[str, str]:
    """Give the tokens of a style sheet. Raises Refusal for whatever is not a token with a harmless value.

    It may stand in `@layer theme` and in one wrapper: `:root`, or a class that ends with "-theme".
    """
    if len(text) > LARGEST:
        raise Refusal(_("This file is too large for a theme. Upload the tokens alone."), field="css")
    try:
        rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        tokens = dict(_tokens_of(rules))
    except RecursionError:  # Thousands of brackets within each other.
        raise _refused(text) from None
    if not tokens:
        raise Refusal(_("There are no tokens in this file."), field="css")
    if len(tokens) > MOST_TOKENS:
        raise Refusal(_("This file is too large for a theme. Upload the tokens alone."), field="css")
    return tokens


def _tokens_of(rules: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "layer" and rule.content is not None:
            inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _tokens_of(inside)
        elif rule.type == "qualified-rule":
            selector = tinycss2.serialize(rule.prelude).strip()
            if not _is_wrapper(selector):
                raise _refused(selector)
            inside = tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True)
            for one in inside:
                yield _token(one)
        else:
            raise _refused(_words_of(rule))


def _words_of(part: Any) -> str:
    """Write a part of a style sheet back; what the parser could not read, it says itself."""
    return str(part.message) if part.type == "error" else tinycss2.serialize([part])


def _is_wrapper(selector: str) -> bool:
    name = selector.removeprefix(".")
    is_class = selector.startswith(".") and name.endswith("-theme") and name.replace("-", "").isalnum()
    return selector == ":root" or (is_class and name.isascii())


def _token(one: Any) -> tuple[str, str]:
    if one.type != "declaration" or one.important or not one.name.startswith(PREFIXES):
        raise _refused(getattr(one, "name", "") or _words_of(one))
    if not all(part.isalnum() for part in one.name[2:].replace("_", "-").split("-")):
        raise _refused(one.name)
    value = " ".join(tinycss2.serialize(one.value).split())
    if not value or len(value) > LONGEST_VALUE or not _is_harmless(one.value):
        raise _refused(f"{one.name}: {value}")
    return one.name, value


def _is_harmless(parts: Iterable[Any]) -> bool:
    """Say whether these are colours, sizes and names only: nothing fetches and nothing breaks out."""
    return all(_is_harmless_part(part) for part in parts)


def _is_harmless_part(part: Any) -> bool:
    if part.type == "function":
        return part.lower_name in FUNCTIONS and _is_harmless(part.arguments)
    if part.type == "literal":
        return part.value in SIGNS
    if part.type == "string":
        return bool(part.value.replace(" ", "").replace("-", "").isalnum())
    if part.type == "() block":
        return _is_harmless(part.content)
    return part.type in PLAIN


def _refused(what: str) -> Refusal:
    shown = " ".join(what.split())[:ENOUGH_OF_A_SENTENCE]
    return Refusal(
        _("A theme holds tokens and nothing else. This does not belong in it: %(what)s") % {"what": shown},
        field="css",
    )


def results(tokens: Mapping[str, str]) -> list[Pair]:
    """Compute every pair with these tokens over ours, the weakest first. Raises Refusal where that fails."""
    try:
        return measured({**basic_declarations(), **tokens})
    except Unreadable as problem:
        raise Refusal(
            _("Of this token no contrast can be computed: %(name)s. Write its colour as #rrggbb.")
            % {"name": problem.name}
        ) from problem


MODE_WORDS = {"light": gettext_lazy("in light"), "dark": gettext_lazy("in dark")}


def require_contrast(tokens: Mapping[str, str], *, field: str | None) -> None:
    """State that every pair is readable. Raises Refusal that names the weakest pair."""
    weakest = results(tokens)[0]
    if not weakest.is_enough:
        raise Refusal(sentence_about(weakest), field=field)


def sentence_about(pair: Pair) -> str:
    """Say in a sentence how well two tokens go together."""
    return _("%(ink)s on %(ground)s has contrast %(found)s %(mode)s; at least %(least)s is needed.") % {
        "ink": pair.ink,
        "ground": pair.ground,
        # Rounded down: 4.49 is not enough and may not read as 4.5.
        "found": number_format(int(pair.found * 10) / 10, 1),
        "mode": MODE_WORDS[pair.mode],
        "least": number_format(pair.least, 1),
    }


def style_sheet(tokens: Mapping[str, str]) -> str:
    """Write the style sheet of a theme: its tokens under the class of the organisation's own theme."""
    lines = "".join(f"  {name}: {value};\n" for name, value in sorted(tokens.items()))
    return f"@layer theme {{\n.{OWN}-theme {{\n{lines}}}\n}}\n"


def version_of(css: str) -> str:
    """Give the fingerprint by which a style sheet is addressed."""
    return hashlib.sha256(css.encode()).hexdigest()[:16]


# --- a theme made of basics

WHITE, BLACK, NIGHT = "#ffffff", "#000000", "#182227"
_MARGIN = 4.6  # A little more than the standard asks, so that rounding never falls below it.


def mixed(one: str, other: str, part: float) -> str:
    """Mix two colours: `part` from 0 (all of the first) to 1 (all of the other)."""
    both = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round((a + (b - a) * part) * 255):02x}" for a, b in both)


def _as_readable(ink: str, ground: str, towards: str) -> str:
    """Move an ink towards a colour until it can be read on the ground."""
    for step in range(21):
        tried = mixed(ink, towards, step / 20)
        if contrast(tried, ground) >= _MARGIN:
            return tried
    return towards


def _as_quiet(colour: str, ground: str, part: float) -> str:
    """Mix a ground with a little of a colour, and with less until the colour can be read on it."""
    for step in range(10, 0, -1):
        tried = mixed(ground, colour, part * step / 10)
        if contrast(colour, tried) >= _MARGIN:
            return tried
    return ground


def _scale(action: str) -> dict[int, tuple[str, str]]:
    """Make the eight steps of the action colour, light and dark. The colour itself is step 500 in light."""
    light = {50: 0.04, 100: 0.09, 200: 0.18, 300: 0.45}
    steps = {number: _as_quiet(action, WHITE, part) for number, part in light.items() if number < 300}
    steps[300] = mixed(WHITE, action, light[300])
    steps |= {500: action, 600: mixed(action, BLACK, 0.25), 700: mixed(action, BLACK, 0.6)}
    lighter = mixed(action, WHITE, 0.18)
    steps[400] = lighter if contrast(lighter, steps[100]) >= _MARGIN else action
    night = {50: mixed(NIGHT, action, 0.12), 100: mixed(NIGHT, action, 0.2), 200: mixed(NIGHT, action, 0.32)}
    night[300] = mixed(NIGHT, mixed(action, WHITE, 0.2), 0.6)
    lightest = max((NIGHT, night[50], night[100], night[200]), key=luminance)
    night[400] = _as_readable(mixed(action, WHITE, 0.4), lightest, WHITE)
    night[500] = mixed(night[400], WHITE, 0.25)
    night[600] = mixed(night[400], WHITE, 0.5)
    night[700] = mixed(night[400], WHITE, 0.75)
    return {number: (steps[number], night[number]) for number in steps}


def tokens_of(basics: Basics) -> dict[str, str]:
    """Give the tokens that these choices come down to."""
    small, middle, large = CORNERS[basics.corners]
    tokens = {
        f"--voorbeeld-kleuren-violet-{number}": f"light-dark({light}, {dark})"
        for number, (light, dark) in _scale(basics.action).items()
    }
    return tokens | {
        "--sw-here": basics.signal,
        "--basis-focus-background-color": basics.focus,
        "--basis-focus-outline-color": f"light-dark(#142127, {basics.focus})",
        "--basis-border-radius-sm": small,
        "--basis-border-radius-md": middle,
        "--basis-border-radius-lg": large,
        "--basis-border-radius-round": "999px" if basics.round_people else large,
        "--basis-text-font-family-default": FONTS[basics.text_font],
        "--basis-heading-font-family": FONTS[basics.heading_font],
        "--basis-heading-font-weight": str(basics.heading_weight),
        "--basis-page-max-inline-size": f"{basics.page_rem}rem",
        "--sw-measure": f"{basics.measure_rem}rem",
        "--nl-link-text-decoration-thickness": f"{basics.underline_px}px",
        "--basis-pointer-target-min-block-size": f"{basics.control_px / 16:g}rem",
    }


@dataclass(frozen=True, slots=True)
class Sample:
    """The colours of a small picture that shows a theme, in one mode."""

    mode: Mode
    canvas: str
    surface: str
    line: str
    ink: str
    link: str
    button: str
    on_button: str
    signal: str


_SAMPLED = {
    "canvas": "--sw-canvas",
    "surface": "--sw-surface",
    "line": "--sw-line",
    "ink": "--sw-ink",
    "link": "--nl-link-color",
    "button": "--nl-button-primary-background-color",
    "on_button": "--nl-button-primary-color",
    "signal": "--sw-here",
}


def samples(tokens: Mapping[str, str]) -> list[Sample]:
    """Give what a picture of a theme needs, light and dark."""
    every = {**basic_declarations(), **tokens}
    return [
        Sample(mode, **{name: value(every, f"var({token})", mode) for name, token in _SAMPLED.items()})
        for mode in MODES
    ]
