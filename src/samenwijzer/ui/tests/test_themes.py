"""An own theme: tokens and nothing else, and readable."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from samenwijzer.kernel.errors import Refusal
from samenwijzer.ui.themes import (
    FONTS,
    Basics,
    read_theme,
    require_contrast,
    results,
    samples,
    style_sheet,
    tokens_of,
)
from samenwijzer.ui.tokens import THEMES_FOLDER, built_in_themes


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize("theme", built_in_themes())
def test_a_theme_that_comes_along_can_be_uploaded(theme: str) -> None:
    tokens = read_theme((THEMES_FOLDER / f"{theme}.css").read_text(encoding="utf-8"))
    require_contrast(tokens, field="css")
    assert read_theme(style_sheet(tokens)) == tokens


@pytest.mark.parametrize(
    "css",
    [
        "",
        "geen stijl",
        ".x-theme { color: red }",
        ".x-theme { --basis-a: url(https://elders.example/x.png) }",
        ".x-theme { --basis-a: URL('//elders.example') }",
        ".x-theme { --basis-a: image-set('x.png' 1x) }",
        ".x-theme { --basis-a: red !important }",
        ".x-theme { --basis-a: expression(alert(1)) }",
        ".x-theme { --anders-a: red }",
        ".x-theme { --basis-a: {} }",
        ".x-theme { --basis-a: [x] }",
        ".x-theme { --basis-a: @import }",
        ".x-theme { --basis-a: }",
        '.x-theme { --basis-a: "</style><script>" }',
        ".x-theme { --basis-a: \\75rl(x) }",
        '@import "https://elders.example/x.css";',
        "@import url(x); .x-theme { --basis-a: red }",
        "@font-face { font-family: x; src: url(x) }",
        "@media print { .x-theme { --basis-a: red } }",
        "body { --basis-a: red }",
        ".x-theme .sw-card { --basis-a: red }",
        ".x-theme, body { --basis-a: red }",
        ".x-theme { --basis-a: red; } body { display: none }",
        ".x-theme { & p { --basis-a: red } }",
        ".x-theme { --basis-" + "a" * 10 + ": " + "1" * 500 + "px }",
        ".x-theme { --basis-a: 1px" + "\n" * 250_000 + "}",
        "@layer x {" * 5_000,
        ".x-theme { --basis-a: " + "(" * 50_000 + "}",
        ".x-theme { --basis-a: " + "calc(" * 5_000 + "}",
    ],
)
def test_anything_but_a_token_is_refused(css: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_theme(css)
    assert caught.value.field == "css"


def test_a_layer_a_wrapper_and_comments_are_no_matter() -> None:
    css = "/* Lindewaard */ @layer theme { :root { --sw-here: #fff; /* x */ } .a-b-theme{--basis-x:1px} }"
    assert read_theme(css) == {"--sw-here": "#fff", "--basis-x": "1px"}


def test_what_is_weak_is_refused_with_the_pair_and_the_mode(english: None) -> None:
    with pytest.raises(Refusal, match=r"--sw-ink-soft .* 1[.,]\d"):
        require_contrast({"--sw-ink-soft": "light-dark(#eeeeee, #a3b3ba)"}, field="css")
    with pytest.raises(Refusal, match="dark"):
        require_contrast({"--sw-ink-soft": "light-dark(#54656c, #222222)"}, field="css")


@pytest.mark.parametrize("value", ["var(--sw-ink)", "var(--nergens)", "calc(1px + 2px)", "rgb(0 0 0 / 50%)"])
def test_a_colour_that_cannot_be_computed_is_refused(value: str) -> None:
    with pytest.raises(Refusal):
        results({"--sw-ink": value})


def test_the_usual_basics_make_a_readable_theme() -> None:
    require_contrast(tokens_of(Basics()), field="action")


@pytest.mark.parametrize(
    "action", ["#000000", "#1d4f91", "#7a3fa8", "#a4123f", "#006400", "#5a3e00", "#333333"]
)
@pytest.mark.parametrize("corners", ["square", "soft", "round"])
def test_any_dark_colour_makes_a_readable_theme(action: str, corners: str) -> None:
    tokens = tokens_of(Basics(action=action, corners=corners))
    require_contrast(tokens, field="action")
    assert read_theme(style_sheet(tokens)) == tokens


@pytest.mark.parametrize("action", ["#ffffff", "#ffcc00", "#8fd3ff"])
def test_a_light_colour_cannot_carry_a_link(action: str) -> None:
    with pytest.raises(Refusal):
        require_contrast(tokens_of(Basics(action=action)), field="action")


@pytest.mark.parametrize("font", FONTS)
def test_every_letter_on_offer_may_stand_in_a_theme(font: str) -> None:
    tokens = tokens_of(Basics(text_font=font, heading_font=font))
    assert read_theme(style_sheet(tokens)) == tokens


def test_a_picture_of_a_theme_holds_colours_alone() -> None:
    light, dark = samples(tokens_of(Basics(action="#1d4f91")))
    assert light.button == "#1d4f91"
    assert light.canvas != dark.canvas
