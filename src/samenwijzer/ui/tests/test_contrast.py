"""Every theme, light and dark, is readable: computed from the tokens, not seen by someone."""

from collections.abc import Iterator

import pytest

from samenwijzer.ui.tests.tokens import MODES, THEMES, contrast, declarations, luminance, value

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


def pairs() -> Iterator[tuple[str, str, float]]:
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


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("theme", THEMES)
def test_every_pair_that_is_read_or_pressed_has_enough_contrast(theme: str, mode: str) -> None:
    tokens = declarations(theme)
    weak = []
    for ink, ground, least in pairs():
        if ink not in tokens and not ink.startswith("--sw-"):
            continue  # The design system has no such step for this hue.
        found = contrast(value(tokens, tokens[ink], mode), value(tokens, tokens[ground], mode))
        if found < least:
            weak.append(f"{ink} on {ground}: {found:.2f}, at least {least}")
    assert not weak, "\n".join(weak)


def test_hundreds_of_pairs_are_looked_at() -> None:
    tokens = declarations("")
    assert sum(ink in tokens for ink, _, _ in pairs()) > 200


def test_there_is_a_second_theme_and_it_holds_tokens_only() -> None:
    assert len(THEMES) > 1
    for theme in THEMES[1:]:
        changed = {name for name, one in declarations(theme).items() if declarations("").get(name) != one}
        assert len(changed) > 5


@pytest.mark.parametrize(("colour", "expected"), [("#000", 0.0), ("#fff", 1.0), ("#ffffff", 1.0)])
def test_luminance_follows_the_standard(colour: str, expected: float) -> None:
    assert luminance(colour) == pytest.approx(expected)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
