"""Names of people: sentences with and without, colleagues, and texts made to be slow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samenwijzer.guard import Allowances, Label, Level, allowing, find
from samenwijzer.guard.names import lists

SENTENCES = Path(__file__).parent / "names"
MARK = re.compile(r"⟦(\??)(.*?)⟧")
COLLEAGUES = allowing(people=["Jamila Bouzidi", "Kees de Vries"], texts=["Piet Paaltjens"])


def lines(name: str) -> list[str]:
    return (SENTENCES / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def names(text: str, allowed: Allowances | None = None) -> list[tuple[str, Level]]:
    found = find(text, allowed=allowed or Allowances())
    return [(text[one.start : one.end], one.level) for one in found if one.label is Label.PERSON_NAME]


@pytest.mark.parametrize("line", lines("somebody"))
def test_what_is_marked_is_a_name_and_nothing_else(line: str) -> None:
    told = [(match[2], Level.HINT if match[1] else Level.WARN) for match in MARK.finditer(line)]
    assert names(MARK.sub(r"\2", line)) == told


@pytest.mark.parametrize("line", lines("nobody"))
def test_nobody_is_named(line: str) -> None:
    assert names(line) == []


@pytest.mark.parametrize(
    "text",
    [
        "Vraag het Jamila Bouzidi maar.",
        "Jamila weet het.",
        "Mevrouw Bouzidi belt terug.",
        "Meneer De Vries en dhr. Vries zijn er niet.",
        "K. de Vries heeft dienst.",
        "Jamila Bouzidi Participatiewet",
        "De bundel van Piet Paaltjens ligt klaar.",
    ],
)
def test_colleagues_and_allowed_names_are_no_finding(text: str) -> None:
    assert names(text, COLLEAGUES) == []


@pytest.mark.parametrize("line", lines("colleagues")[1:])
def test_a_colleague_is_known_by_each_form_of_the_name(line: str) -> None:
    people = lines("colleagues")[0].removeprefix("# ").split(", ")
    assert names(line, allowing(people=people)) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Cliënt De Vries heeft een vraag.", "De Vries"),
        ("Klant Jamila Bouzidi wil bezwaar maken.", "Jamila Bouzidi"),
        ("Uitkeringsgerechtigde Kees de Vries is verhuisd.", "Kees de Vries"),
        ("Kees Bouzidi is hier niet bekend.", "Kees Bouzidi"),
    ],
)
def test_a_citizen_with_the_name_of_a_colleague_is_found(text: str, name: str) -> None:
    assert names(text, COLLEAGUES) == [(name, Level.WARN)]


def test_the_trie_holds_what_the_lists_hold() -> None:
    assert lists.build_names().tobytes() == lists.NAMES.read_bytes()


def test_every_list_that_is_not_ours_has_its_licence_beside_it() -> None:
    folders = {path.parent for path in lists.DATA.glob("*/*.txt")} - {lists.DATA / "own"}
    assert folders
    assert all((folder / "LICENSE.txt").read_text(encoding="utf-8").strip() for folder in folders)


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    for one in find(text):
        assert 0 <= one.start < one.end <= len(text)


@given(
    st.lists(
        st.sampled_from(
            ["Jan", "de", "van", "mevr.", "J.", "'t", "-", ",", "\n", "klant", "Özkan", "DE", "x"]
        )
    )
)
def test_any_row_of_what_names_are_made_of_has_an_answer(parts: list[str]) -> None:
    find(" ".join(parts))
