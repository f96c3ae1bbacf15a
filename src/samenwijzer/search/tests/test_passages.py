"""The best passage of a text is shown and opened, and it is said why something else was found."""

import time

import pytest

from samenwijzer.search import asking
from samenwijzer.search.analyzer import terms
from samenwijzer.search.found import Why
from samenwijzer.search.matching import READ_WHOLE, Matcher
from samenwijzer.search.opening import address_of
from samenwijzer.search.reasons import why
from samenwijzer.search.snippets import LENGTH, best_passage, snippet
from samenwijzer.search.synonyms import Meaning

FILLER = "Wij lezen hier over iets heel anders, dat er niet toe doet. " * 3_000


def meaning(begin: int, end: int, words: str, kind: str = "both") -> Meaning:
    return Meaning(begin, end, tuple(terms(words)), words, kind)


def matcher(text: str, *meanings: Meaning) -> Matcher:
    return Matcher(asking.read(text).terms, meanings=meanings)


def shown(asked: Matcher, text: str) -> str:
    return snippet(text, best_passage(text, asked.spans(text)))


def reasons(asked: Matcher, text: str, *keywords: str) -> tuple[Why, ...]:
    return why(asked, [(text, asked.spans(text))], keywords)


def test_the_passage_with_most_of_the_words_is_shown_however_deep_it_stands() -> None:
    best = "Wie <b>bijstand</b> heeft, mag een auto & fiets."
    text = f"{FILLER[:150_000]} Bijstand. {FILLER[:1_000]} {best} {FILLER}"
    found = shown(matcher("auto bijstand"), text)
    assert "&lt;b&gt;<mark>bijstand</mark>&lt;/b&gt; heeft, mag een <mark>auto</mark> &amp; fiets" in found
    assert found.startswith("… ")
    assert found.endswith(" …")


def test_words_side_by_side_win_from_the_same_words_apart() -> None:
    text = f"De norm die geldt, de hoge. {'x ' * 200} Hier geldt de hoge norm. {'x ' * 200}"
    assert "Hier geldt de <mark>hoge</mark> <mark>norm</mark>" in shown(matcher("hoge norm"), text)


def test_nothing_found_shows_the_beginning_on_one_line() -> None:
    text = "Eerste regel\n\ntweede & derde. " + FILLER
    found = shown(matcher("zeppelin"), text)
    assert found.startswith("Eerste regel tweede &amp; derde.")
    assert len(found) < LENGTH + 20


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("zaak", "zaken"),
        ("huis", "huizen"),
        ("stad", "steden"),
        ("brief", "brieven"),
        ("coördinatie", "Coordinatie"),
        ("coordinatie", "coördinatie"),
        ("reintegratie", "re-integratie"),
        ("norm", "KOSTENDELERSNORM"),
        ("aanvraag", "aangevraagd"),
        ("bedrijf", "bedrijven"),
        ("loon", "lonen"),
    ],
)
def test_a_long_text_marks_what_a_short_one_marks(asked: str, written: str) -> None:
    asked_for = matcher(asked)
    deep = f"{FILLER[:180_000]} Dit gaat over {written}. {FILLER[:1_000]}"
    assert [deep[span.start : span.end] for span in asked_for.spans(deep)] == [
        written[span.start : span.end] for span in asked_for.spans(written)
    ]
    assert asked_for.spans(written)


def test_a_page_of_the_longest_texts_costs_little() -> None:
    text = f"{FILLER} bijstand auto kostendelersnorm "[-200_000:]
    assert len(text) > 40 * READ_WHOLE
    asked = matcher("mag iemand met bijstand een auto hebben en wat is dan de kostendelersnorm")
    begun = time.process_time()
    for _ in range(10):
        shown(asked, text)
    assert time.process_time() - begun < 1.0


def test_a_hit_deep_in_a_text_opens_there() -> None:
    text = f"{'Over iets anders. ' * 50}Vermogen: een auto-bezit, 8 jaar oud, telt niet."
    asked = matcher("auto vermogen")
    passage = best_passage(text, asked.spans(text))
    at = text.index("Vermogen")
    places = ((0, "deel-1"), (at, "deel-2"), (at + 40, "deel-3"))
    words = ":~:text=Vermogen%3A%20een%20auto%2Dbezit%2C%208"
    assert address_of("/p/1/", text, passage, places) == f"/p/1/#deel-2{words}"
    assert address_of("/p/1/", text, passage, ()) == f"/p/1/#{words}"
    heading = ((at, "deel-2"), (at + len("Vermogen: een auto-bezit, "), "deel-3"))
    in_one_part = words.removesuffix("%2C%208")
    assert address_of("/p/1/", text, passage, heading) == f"/p/1/#deel-2{in_one_part}"
    assert address_of("/p/1/#antwoord-3", text, passage, places) == f"/p/1/#antwoord-3{words}"
    last = f"{text} Zo dus: auto vermogen"
    assert address_of("/p/1/", last, best_passage(last, asked.spans(last)[-2:]), places) == "/p/1/#deel-3"
    near = "Een auto mag."
    assert address_of("/p/1/", near, best_passage(near, asked.spans(near)), ((0, "deel-1"),)) == "/p/1/"
    none = best_passage(text, ())
    assert address_of("/p/1/", text, none, places) == "/p/1/"


def test_it_says_by_what_it_was_found_and_nothing_when_the_words_stand_there() -> None:
    assert reasons(matcher("bijstand"), "Zo vraag je bijstand aan.") == ()
    assert reasons(matcher("bijstand"), "Zo vraag je een uitkering aan.", "bijstand") == ()
    assert reasons(matcher("lift"), "Een traplift in huis.") == (
        Why(kind="part", asked="lift", found="traplift"),
    )
    assert reasons(matcher("kostendelersnorm"), "De norm voor kostendelers.") == (
        Why(kind="part", asked="kostendelersnorm", found="norm kostendelers"),
    )
    asked = matcher("geld wasmachine gemeente", meaning(0, 2, "bijzondere bijstand"))
    assert reasons(asked, "Bijzondere bijstand van de gemeente.") == (
        Why(kind="synonym", asked="geld wasmachine", found="bijzondere bijstand"),
    )
    assert reasons(asked, "Bijstand van de gemeente.") == ()
    mended = matcher("bijstnad", meaning(0, 1, "bijstand", "spelling"))
    assert reasons(mended, "Bijstand.") == (Why(kind="spelling", asked="bijstnad", found="bijstand"),)


def test_a_part_of_what_was_asked_says_nothing_alone() -> None:
    asked = matcher("huisbezoek", meaning(0, 1, "langs gaan bij mensen thuis"))
    assert "<mark>" not in shown(asked, "De huisarts gaat naar huis, en mensen blijven thuis.")
    text = f"Een huis. {'x ' * 100} Een bezoek in huis. {'x ' * 100} Bezoek."
    assert shown(asked, text).count("<mark>") == 2
    assert "Een <mark>bezoek</mark> in <mark>huis</mark>" in shown(asked, text)
    apart = f"Een huis. {'x ' * 60} Een bezoek."
    assert [apart[span.start : span.end] for span in asked.spans(apart)] == ["huis", "bezoek"]


def test_words_of_a_meaning_are_marked() -> None:
    asked = matcher("pw", meaning(0, 1, "Participatiewet", "abbreviation"))
    assert "<mark>Participatiewet</mark>" in shown(asked, "Zo staat het in de Participatiewet.")
