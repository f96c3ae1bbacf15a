"""Every theme, light and dark, is readable: computed from the tokens, not seen by someone."""

import pytest

from samenwijzer.ui.tokens import (
    Unreadable,
    built_in_themes,
    contrast,
    declarations,
    luminance,
    measured,
    pairs,
    value,
)

THEMES = ("", *built_in_themes())


@pytest.mark.parametrize("theme", THEMES)
def test_every_pair_that_is_read_or_pressed_has_enough_contrast(theme: str) -> None:
    weak = [pair for pair in measured(declarations(theme)) if not pair.is_enough]
    assert not weak, "\n".join(map(str, weak))


def test_hundreds_of_pairs_are_looked_at() -> None:
    tokens = declarations("")
    assert sum(ink in tokens for ink, _, _ in pairs()) > 200
    assert len(measured(tokens)) > 400


def test_there_is_a_second_theme_and_it_holds_tokens_only() -> None:
    assert len(THEMES) > 1
    for theme in THEMES[1:]:
        changed = {name for name, one in declarations(theme).items() if declarations("").get(name) != one}
        assert len(changed) > 5


@pytest.mark.parametrize(("colour", "expected"), [("#000", 0.0), ("#fff", 1.0), ("rgb(255, 255, 255)", 1.0)])
def test_luminance_follows_the_standard(colour: str, expected: float) -> None:
    assert luminance(colour) == pytest.approx(expected)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_the_weakest_pair_comes_first() -> None:
    tokens = declarations("") | {"--sw-ink-soft": "#bbbbbb"}
    weakest = measured(tokens)[0]
    assert weakest.ink == "--sw-ink-soft"
    assert not weakest.is_enough


@pytest.mark.parametrize("text", ["var(--nowhere)", "light-dark(#fff)"])
def test_a_token_that_leads_nowhere_is_named(text: str) -> None:
    with pytest.raises(Unreadable):
        value({}, text, "light")


def test_a_circle_of_tokens_ends() -> None:
    with pytest.raises(Unreadable):
        value({"--a": "var(--b)", "--b": "var(--a)"}, "var(--a)", "light")


@pytest.mark.parametrize(
    "colour", ["transparent", "rgb(0 0 0 / 40%)", "12px", "color-mix(in srgb, red, red)"]
)
def test_what_is_no_full_colour_has_no_contrast(colour: str) -> None:
    with pytest.raises(Unreadable):
        luminance(colour)
