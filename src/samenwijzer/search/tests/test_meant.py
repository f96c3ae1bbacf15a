"""A word is found as what it is also called, and as what was probably meant; never by what is hidden."""

from __future__ import annotations

import datetime

import pytest

from samenwijzer.accounts.models import User
from samenwijzer.kernel import clock
from samenwijzer.kernel.refs import Ref
from samenwijzer.search import asking, spelling, synonyms, weights
from samenwijzer.search.building import rebuild
from samenwijzer.search.queries import search, similar, suggest, ties
from samenwijzer.search.tests.shelf import Shelf
from samenwijzer.spaces.models import Member, Role, Space, Visibility

RULES = [
    ("geld voor een nieuwe wasmachine", "bijzondere bijstand", "said"),
    ("Bbz", "bijstand voor zelfstandigen", "abbreviation"),
    ("auto", "voertuig", "both"),
]


@pytest.fixture
def rules() -> None:
    synonyms.keep(RULES)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("uitkering", "uitkering", 0),
        ("uitkeirng", "uitkering", 1),
        ("uitkerng", "uitkering", 1),
        ("uitkeering", "uitkering", 1),
        ("uitlering", "uitkering", 1),
        ("uitkernig", "uitkeringen", 3),
        ("zorg", "zeug", 2),
        ("a", "bijstand", 3),
        ("", "", 0),
    ],
)
def test_letters_turned_around_are_one_error(one: str, other: str, distance: int) -> None:
    assert spelling.edits(one, other, 2) == spelling.edits(other, one, 2) == distance


def test_words_written_apart_are_read_together() -> None:
    def together(text: str) -> list[str]:
        return [one.words for one in spelling.joined(asking.read(text).terms)]

    assert together("huis houdelijke hulp") == ["huishoudelijke"]
    assert together("kosten van de auto") == []
    assert together("🦆 🦆") == together("") == []


def test_what_is_mended_takes_the_place_of_what_was_typed() -> None:
    asked = asking.read("  Waarom uitkeirng bij huis houdelijke hulp?")
    [join] = spelling.joined(asked.terms)
    [place] = [place for place, term in enumerate(asked.terms) if term.surface == "uitkeirng"]
    other = synonyms.Meaning(place, place + 1, (), "uitkering", spelling.KIND)
    assert spelling.is_mended(asked.terms, join)
    assert asking.with_words(asked, [other, join]) == "Waarom uitkering bij huishoudelijke hulp?"


@pytest.mark.django_db
@pytest.mark.usefixtures("rules")
def test_a_word_is_found_as_what_it_is_also_called(shelf: Shelf) -> None:
    special = shelf.put("Bijzondere bijstand", "Voor kosten die iemand zelf niet kan betalen.")
    apart = shelf.put("Iets bijzonders", "De bijstand is hier geen onderwerp.")
    washing = shelf.put("Wasmachine in de kelder", "Geld inwerpen voor een nieuwe was.")
    self_employed = shelf.put("Bijstand voor zelfstandigen", "Hulp voor wie een zaak heeft.")
    for number in range(20):
        shelf.put(f"Lift {number}", "Over de lift.")
    rebuild()
    found = [hit.ref for hit in search("geld voor een nieuwe wasmachine", viewer=None).hits]
    assert {special, washing} <= set(found[:2])
    assert found.index(special) < (found.index(apart) if apart in found else len(found))
    [hit, *_] = search("bbz", viewer=None).hits
    assert hit.ref == self_employed
    assert [(why.kind, why.found) for why in hit.why] == [("synonym", "bijstand voor zelfstandigen")]
    assert similar("bbz", viewer=None)[0].ref == self_employed
    assert suggest("bbz", viewer=None)[0].ref == self_employed


@pytest.mark.django_db
@pytest.mark.usefixtures("rules")
def test_the_word_itself_stands_before_another_word_for_it(shelf: Shelf) -> None:
    other = shelf.put("Een voertuig kopen", "Wat mag.")
    itself = shelf.put("Een auto kopen", "Wat mag.")
    for number in range(20):
        shelf.put(f"Auto {number} met lift", "Nog een auto.")
    rebuild()
    found = [hit.ref for hit in search("auto kopen", viewer=None).hits]
    assert found[:2] == [itself, other]


@pytest.mark.django_db
def test_a_typing_error_finds_what_was_meant_and_says_so(shelf: Shelf) -> None:
    meant = shelf.put("Uitkering aanvragen", "Zo vraag je een uitkering aan.")
    deep = shelf.put("Werkwijze", "Ook de huishoudelijke hulp en de mantelzorger staan hier.")
    shelf.put("Moed", "Iets anders.")
    rebuild()
    for typed in ("uitkeirng", "uitkerng", "uitkeirng aanvragen"):
        found = search(typed, viewer=None)
        assert found.hits[0].ref == meant, typed
        assert found.did_you_mean.startswith("uitkering"), typed
        assert [why.kind for why in found.hits[0].why] == ["spelling"], typed
        assert suggest(typed, viewer=None)[0].ref == meant, typed
    for typed in ("manetlzorger", "mantelzorgr", "huis houdelijke hulp", "huishoudelijkehulp"):
        assert search(typed, viewer=None).hits[0].ref == deep, typed
    assert search("huis houdelijke hulp", viewer=None).did_you_mean == "huishoudelijke hulp"
    assert search("uitkering", viewer=None).did_you_mean == ""
    assert search("xqzvbnmk", viewer=None).did_you_mean == ""
    # The first letter is kept, and what is a word is no typing error.
    assert not search("buitkering", viewer=None).hits
    assert not search("moeder", viewer=None).did_you_mean


@pytest.mark.django_db
def test_a_word_that_only_hidden_things_hold_is_never_meant(shelf: Shelf, joost: User, noor: User) -> None:
    hidden = Space.objects.create(name="Verborgen", visibility=Visibility.HIDDEN)
    Member.objects.create(space=hidden, person=joost, role=Role.READER)
    readers = frozenset({f"space:{hidden.pk}"})
    for number in range(3):
        shelf.put(f"Wapperzwam {number}", "Een wapperzwam.", readers=readers, space_id=hidden.pk)
    lately = shelf.put("Klapperzwam", "Een klapperzwam.")
    rebuild()
    shelf.change(lately, readers=readers)  # The index does not know yet.
    for typed in ("waperzwam", "wapperzwan", "wapperzwma", "waperzwam kopen", "klaperzwam"):
        for viewer in (noor, None):
            found = search(typed, viewer=viewer, facets=True)
            assert (found.hits, found.total, found.did_you_mean) == ((), 0, ""), typed
            assert not suggest(typed, viewer=viewer)
            assert not ties(typed, viewer=viewer)
    assert search("waperzwam", viewer=joost).did_you_mean == "wapperzwam"


@pytest.mark.django_db
def test_a_long_sentence_finds_what_holds_its_rare_words(shelf: Shelf) -> None:
    rare = shelf.put("Notitie", "De scootmobiel stond in de berging van de portiekflat.")
    for number in range(60):
        shelf.put(f"Aanvraag {number}", "De aanvraag van een inwoner met een vraag over geld en de woning.")
    rebuild()
    asked = (
        "Een inwoner met een vraag over geld en een aanvraag voor de woning wil de scootmobiel in de berging"
        " van een portiekflat"
    )
    assert search(asked, viewer=None).hits[0].ref == rare


@pytest.mark.django_db
def test_what_is_expired_stands_after_all_that_is_current(shelf: Shelf) -> None:
    for number in range(30):
        shelf.put("Lift", "", state="expired" if number % 2 else "current", on=clock.today())
    for number in range(230):
        shelf.put(f"Trap {number}", "Bij de lift is een trap.", on=datetime.date(2019, 1, 1))
    rebuild()
    states = [
        hit.state
        for offset in range(0, 260, 20)
        for hit in search("lift", viewer=None, offset=offset, limit=20).hits
    ]
    assert states == ["current"] * 245 + ["expired"] * 15
    assert search("lift", viewer=None).total == 260


def test_what_many_opened_rises_but_only_so_far() -> None:
    assert weights.opened(0) == 1.0
    assert 1.0 < weights.opened(5) < weights.opened(50) < weights.opened(10**9) <= 1 + weights.OPENED_EXTRA


@pytest.mark.django_db
def test_what_colleagues_opened_for_the_same_words_comes_first(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (shelf.put("Briefadres", "Zo gaat het.") for _ in range(2))
    rebuild()
    assert [hit.ref for hit in search("briefadres", viewer=None).hits] == [first, second]
    opened = {second: 8, Ref("documents.page", 10**6): 9}
    monkeypatch.setattr("samenwijzer.search.queries._search.opened_for", lambda _: opened)
    assert [hit.ref for hit in search("briefadres", viewer=None).hits] == [second, first]


@pytest.mark.django_db
def test_words_written_as_one_and_apart_with_an_error_are_found(shelf: Shelf) -> None:
    transfer = shelf.put("Warme overdracht", "Bel de collega.")
    respite = shelf.put("Respijtzorg", "Iemand neemt het even over.")
    complaint = shelf.put("Klacht", "Zo gaat het.")
    rebuild()
    for typed, ref, meant in (
        ("warmeoverdarcht", transfer, "warme overdracht"),
        ("respijd zorg", respite, "respijtzorg"),
        ("klachtenprocedure", complaint, ""),
    ):
        found = search(typed, viewer=None)
        assert [hit.ref for hit in found.hits] == [ref], typed
        assert found.did_you_mean == meant, typed


@pytest.mark.django_db
def test_words_that_nobody_wrote_do_not_hide_what_the_others_find(shelf: Shelf) -> None:
    wagon = shelf.put("Scootmobiel", "Waar kan de elektrische wagen van mevrouw staan?")
    rebuild()
    asked = "De elektrische wagen van mevrouw xqzvbnmk kan nergens opladen in het qwrtzpsdf"
    assert [hit.ref for hit in search(asked, viewer=None).hits] == [wagon]


@pytest.mark.django_db
def test_five_answers_to_one_question_do_not_fill_the_list(shelf: Shelf) -> None:
    for number in range(5):
        shelf.put("Traplift in huis", "De traplift mag.", kind="answer", url=f"/vragen/1/#antwoord-{number}")
    other = shelf.put("Traplift in een flat", "Over de traplift.", kind="answer", url="/vragen/2/#antwoord-9")
    rebuild()
    found = search("traplift", viewer=None)
    assert found.total == len(found.hits) == 6
    assert [hit.ref for hit in found.hits].index(other) == 2


@pytest.mark.django_db
def test_an_answer_is_found_by_its_question_and_never_shows_it(shelf: Shelf) -> None:
    answer = shelf.put("Mag dit?", "Ja, dat mag.", kind="answer", beside="Het gaat om een scootmobiel.")
    rebuild()
    [hit] = search("scootmobiel", viewer=None).hits
    assert hit.ref == answer
    assert "scootmobiel" not in hit.snippet
