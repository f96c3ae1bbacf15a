"""Whatever somebody types, the guard answers, in time that grows with the text."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenwijzer.guard import Label, Level, added, cleaned, find, traits, value
from tests.turns import turn

ANYTHING = st.text(st.characters(codec=None) | st.sampled_from("\u200b\u202e\ud800 *_<>&;\n0123456789"))
PIECES = st.sampled_from(
    [
        "bsn ", "123456782", "NL91ABNA0417164300", "06-12345678", "jan@x.nl", "mevrouw De Vries", "1234 AB",
        "Dorpsstraat 12", "geb. ", "12-03-1984", "GV-123-X", "Z-2026-004512", "\u200b", "**", "<b>", "</b>",
        "&nbsp;", "\n", " ", ".", "(", "é", "e\u0301", "１２", "\ud800", "\u202e", "[", "]", "X", "'s",
    ]
)  # fmt: skip
HOSTILE = (Path(__file__).parent / "cases" / "hostile.jsonl").read_text("utf-8").splitlines()
LONG = 24_000


@given(ANYTHING | st.lists(PIECES, max_size=30).map("".join))
@settings(deadline=None)
def test_findings_are_places_in_the_text_apart_and_in_order(text: str) -> None:
    findings = find(text)
    end = 0
    for one in findings:
        assert end <= one.start < one.end <= len(text)
        end = one.end
        value(text, one)
    cleaned(text, findings)
    assert added(text, before=text) == ()


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(deadline=None, max_examples=50)
def test_what_was_replaced_blocks_no_more(text: str) -> None:
    again = cleaned(text, find(text))
    for _ in range(2):  # What stood apart may stand together now.
        again = cleaned(again, find(again))
    assert not [one for one in find(again) if one.level is Level.BLOCK]


@given(
    st.lists(
        st.sampled_from(["", "\u200b", "**", "\u2060", "</i>", "\ufe0f", "\u202d"]), min_size=9, max_size=9
    )
)
def test_nothing_between_its_digits_hides_a_number(between: list[str]) -> None:
    text = "bsn " + "".join(digit + hidden for digit, hidden in zip("123456782", between, strict=True))
    (found,) = find(text)
    assert (found.label, found.level, value(text, found)) == (Label.BSN, Level.BLOCK, "123456782")


@pytest.mark.parametrize("zero", [0x0660, 0x06F0, 0x0966, 0xFF10, 0x1D7CE, 0x1D7F6])
def test_digits_of_any_script_are_digits(zero: int) -> None:
    text = "bsn " + "".join(chr(zero + int(digit)) for digit in "123456782")
    assert [one.level for one in find(text)] == [Level.BLOCK]


@pytest.mark.parametrize("broken", ["123456\n782", "123\n456782", "12345678\n2", "1234\r\n56782"])
def test_a_number_broken_over_lines_is_found(broken: str) -> None:
    assert [one.label for one in find(f"zie {broken} in het systeem")] == [Label.BSN]
    assert [one.level for one in find(f"bsn {broken}")] == [Level.BLOCK]


@pytest.mark.parametrize(
    "written",
    [
        "123456\n\n782",
        "12345\n \n6782",
        "123**456**782",
        "<b>123456</b><i>782</i>",
        "123456<br>782",
        "1\u200b2\u200b3456782",
        "１２３４５６７８２",
        "١٢٣٤٥٦٧٨٢",
        "𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟐",
        "\u202e123456782\u202c",
        "1\u0336234567\u03368\u03362",
        "123\u00a0456\u2009782",
        "123&nbsp;456&#32;782",
        "12\u00ad34\u206056782",
        "1234\n5678\n2",
    ],
)
@pytest.mark.parametrize(
    "said", ["bsn", "B S N", "b.s.n.", "BSN:\n\n", "ＢＳＮ", "B\u200bSN", "**bsn**:", "<b>bsn</b>"]
)
def test_no_disguise_hides_a_number_nor_moves_its_place(said: str, written: str) -> None:
    before = f"Klant 👩\u200d👧 e\u0301: {said} "
    (found,) = find(f"{before}{written}, graag bellen")
    assert (found.label, found.level) == (Label.BSN, Level.BLOCK)
    assert found.start in range(len(before), len(before) + 4)
    place = before + written
    assert [one for one in place[found.start : found.end] if one.isdecimal()][-1:] == [
        [one for one in written if one.isdecimal()][-1]
    ]
    assert value(f"{before}{written}", found) == "123456782"


@pytest.mark.parametrize("piece", turn([json.loads(line) for line in HOSTILE], 0, of=3))
def test_eight_times_the_text_takes_no_more_than_a_few_times_as_long(piece: str) -> None:
    def took(length: int, times: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        least = 60.0
        for _ in range(times):
            began = time.process_time()
            cleaned(text, find(text))
            traits(text)
            least = min(least, time.process_time() - began)
        return least

    find(piece)
    # A pause of the collector of garbage hits one of three.
    assert took(LONG, 3) < 24 * took(LONG // 8, 3)
