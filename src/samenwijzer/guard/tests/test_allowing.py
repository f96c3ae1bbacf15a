"""What the caller allows is no finding, however it is written; what looks like it still is one."""

from __future__ import annotations

import pytest

from samenwijzer.guard import Label, allowing, find

ALLOWED = allowing(
    numbers=[
        "078 770 89 10",
        "+31 6 1234 5678",
        "NL91 ABNA 0417 1643 00",
        "078 770*",
        "GV-123-X",
        "12.34.56.782",
    ],
    emails=["Balie@Elders.nl"],
    domains=["@drechtsteden.nl"],
    texts=["Stadskantoor, Spuiboulevard 300, 3311 GR Dordrecht"],
    dossier_patterns=["SD-####-@@"],
)


@pytest.mark.parametrize(
    "text",
    [
        "bel 0787708910",
        "bel +31 (0)78 770 8910",
        "bel 078-770 12 34",
        "bel 06-12345678",
        "rek. nl91abna0417164300",
        "mail balie@elders.nl of j.jansen@drechtsteden.nl of post@wmo.drechtsteden.nl",
        "kom naar Spuiboulevard 300, 3311GR Dordrecht",
        "auto GV-123-X",
        "bsn 123456782 is allowed as a test",
    ],
)
def test_what_is_allowed_is_no_finding(text: str) -> None:
    assert not find(text, allowed=ALLOWED)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("bel 078-7711234", Label.PHONE),
        ("jan@anderdrechtsteden.nl", Label.EMAIL),
        ("woont op Spuiboulevard 30", Label.ADDRESS),
        ("woont op Spuiboulevard 300a", Label.ADDRESS),
        ("zaak SD-2026-ab", Label.DOSSIER_NUMBER),
    ],
)
def test_what_is_nearly_allowed_is_found(text: str, label: Label) -> None:
    assert [one.label for one in find(text, allowed=ALLOWED)] == [label]


def test_an_allowed_account_leaves_no_telephone_number_behind() -> None:
    assert find("NL91 ABNA 0417 1643 00")
    assert not find("NL91 ABNA 0417 1643 00", allowed=allowing(numbers=["NL91ABNA0417164300"]))


def test_a_telephone_number_lets_no_other_number_pass() -> None:
    allowed = allowing(phones=["123456782", "NL*", "999*", "0512 581 234"], numbers=["NL*", "1*"])
    assert not find("bel 0512-581234", allowed=allowed)
    for text in ("BSN 123456782", "NL91ABNA0417164300", "bel 0512-581235"):
        assert find(text, allowed=allowed), text


def test_a_pattern_is_no_regular_expression() -> None:
    allowed = allowing(dossier_patterns=["(a+)+$", "[#", "###.#"])
    assert [one.label for one in find("zie 123.4 en 12334", allowed=allowed)] == [Label.DOSSIER_NUMBER]
