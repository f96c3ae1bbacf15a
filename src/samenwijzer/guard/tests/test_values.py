"""One value for one thing, however it is written; and what an edit adds."""

from __future__ import annotations

import pytest

from samenwijzer.guard import Level, added, find, value


@pytest.mark.parametrize(
    "ways",
    [
        [
            "bsn 123456782",
            "bsn 123.456.782",
            "bsn 1234 56 782",
            "bsn 123\u200b456**782**",
            "bsn １２３４５６７８２",
            "bsn [1234](http://x.nl/9)56&shy;782",
        ],
        ["06-12345678", "+31 6 12345678", "0031 (0)6 12 34 56 78", "(06) 12345678"],
        ["NL91ABNA0417164300", "nl91 abna 0417 1643 00"],
        ["Jan@X.nl", "jan@x.nl"],
        ["1234 AB", "1234ab"],
        ["geb. 12-3-1984", "geb. 12 maart 1984", "geb. 1984-03-12", "geb. 12.03.84"],
        ["mevrouw De Vries", "mw. de vries", "mevr. De  Vries"],
        ["Dorpsstraat 12a", "dorpsstraat 12 A", "Dorpsstraat 12-a"],
        ["kenteken GV-123-X", "kenteken gv123x"],
        ["zaak Z-2026-004512", "zaak z/2026/004512"],
    ],
)
def test_ways_to_write_one_thing_have_one_value(ways: list[str]) -> None:
    assert len({value(text, find(text)[0]) for text in ways}) == 1


def test_an_edit_is_judged_on_what_it_adds() -> None:
    before = "bsn 123456782 van mevrouw De Vries"
    assert not added("BSN: 123.456.782 van mw. de Vries, verhuisd", before=before)
    (new,) = added("bsn 123456782 en bsn 111222333 van mevrouw De Vries", before=before)
    assert new.start == 21
    assert len(added("bsn 123456782 en nog eens bsn 123456782", before=before)) == 1
    assert not added("", before=before)


def test_what_may_be_a_number_of_anything_does_not_let_a_bsn_in() -> None:
    assert [one.level for one in find("123456782")] == [Level.WARN]
    assert [one.level for one in added("BSN 123456782 van de klant", before="123456782")] == [Level.BLOCK]
    assert not added("123456782", before="BSN 123456782 van de klant")
