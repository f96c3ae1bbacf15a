"""What is asked is found, in the order in which a colleague needs it."""

import datetime
import shutil
from pathlib import Path

import pytest

import samenwijzer.exchange
from samenwijzer.kernel import clock
from samenwijzer.search.building import rebuild
from samenwijzer.search.queries import NO_FACETS, Filters, Results, search, similar, suggest
from samenwijzer.search.tests.shelf import DATA, Shelf, put_records

DEMO = Path(samenwijzer.exchange.__file__).parent / "data" / "demo.jsonl"
pytestmark = pytest.mark.django_db


@pytest.fixture
def library(shelf: Shelf, own_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The demo with the pages written for this beside it, in the index; built once for all tests."""
    put_records(shelf, DEMO)
    put_records(shelf, DATA / "pages.jsonl")
    built = tmp_path_factory.getbasetemp() / "library"
    if built.exists():
        shutil.copytree(built, own_index)
    else:
        rebuild()
        shutil.copytree(own_index, built)
    return shelf


def find(text: str, **options: object) -> Results:
    return search(text, viewer=None, **options)  # type: ignore[arg-type]


def ids(results: Results) -> list[str]:
    return [hit.external_id for hit in results.hits]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("uitkering", "zk-bijstandsuitkering"),
        ("uitkeringen", "zk-bijstandsuitkering"),
        ("norm kostendelers", "zk-kostendelersnorm"),
        ("kostendelersnorm", "zk-kostendelersnorm"),
        ("KOSTENDELERSNORM", "zk-kostendelersnorm"),
        ("reintegratie", "zk-re-integratie"),
        ("re-integratie", "zk-re-integratie"),
        ("re integratie", "zk-re-integratie"),
        ("schuldhulp", "zk-schuldhulpverlening"),
        ("schuldhulpverlening", "zk-schuldhulpverlening"),
        ("bezorgdienst", "zk-bezorgdienst"),
        ("mag iemand met bijstand een auto hebben", "a-007-1"),
        ("kostendelrsnorm", "zk-kostendelersnorm"),
        ("huishoudelijke hulp", "sv-huishoudelijke-hulp"),
        ("briefadres", "sv-briefadres"),
    ],
)
def test_the_page_whose_title_holds_the_word_comes_first(library: Shelf, asked: str, first: str) -> None:
    assert ids(find(asked))[0] == first


@pytest.mark.parametrize("asked", ["zorg", "zorgen"])
def test_zorg_is_no_bezorgdienst(library: Shelf, asked: str) -> None:
    assert "zk-bezorgdienst" not in ids(find(asked, limit=1000))


def test_gezin_is_no_zin(library: Shelf) -> None:
    assert "zk-zin" not in ids(find("gezin", limit=1000))


def test_nothing_is_said_to_be_nothing(library: Shelf) -> None:
    found = find("xqzvbnmk", facets=True)
    assert (found.hits, found.total, found.facets) == ((), 0, NO_FACETS)


def test_current_stands_before_expired_and_replaced(library: Shelf) -> None:
    for asked in ("kostendelersnorm", "huisbezoek", "werkervaringsplek", "vervoer"):
        states = [hit.state in {"expired", "replaced"} for hit in find(asked, limit=1000).hits]
        assert states == sorted(states)
        assert any(states)


def test_what_is_newer_comes_before_what_is_the_same_but_old(shelf: Shelf) -> None:
    old = shelf.put("Briefadres geven", "Zo gaat het.", on=datetime.date(2019, 1, 1))
    new = shelf.put("Briefadres geven", "Zo gaat het.", on=clock.today())
    rebuild()
    assert [hit.ref for hit in find("briefadres").hits] == [new, old]


def test_tiers_rank_what_is_otherwise_the_same(shelf: Shelf) -> None:
    tiers = ["service", "instruction", "accepted_answer", "question", "law", "service_without_answer"]
    for tier in reversed(tiers):
        shelf.put("Taxi naar school", "Wie mag mee.", tier=tier, state=None)
    rebuild()
    assert [hit.tier for hit in find("taxi school").hits] == tiers


def test_all_words_count_for_more_than_some(shelf: Shelf) -> None:
    some = shelf.put("Traplift", "Traplift, traplift en nog eens traplift.")
    both = shelf.put("Aanpassingen", "Een traplift kan ook in een huurwoning.")
    rebuild()
    assert [hit.ref for hit in find("traplift huurwoning").hits] == [both, some]


def test_counts_are_per_type_and_filters_keep_them(library: Shelf) -> None:
    everything = find("bijstand", limit=1000, facets=True)
    pages = find("bijstand", filters=Filters(types=("page",)), limit=1000, facets=True)
    counts = everything.facets.types
    assert sum(counts.values()) == everything.total == len(everything.hits)
    assert pages.facets.types == counts
    assert pages.total == len(pages.hits) == counts["page"]
    assert {hit.type for hit in pages.hits} == {"page"}


def test_counts_hold_beyond_the_window(shelf: Shelf) -> None:
    for number in range(450):
        shelf.put(f"Lift {number}", "", kind="page" if number % 3 else "question")
    rebuild()
    everything = find("lift", limit=10, offset=400, facets=True)
    assert everything.total == 450
    assert everything.facets.types == {"page": 300, "question": 150}
    assert len(everything.hits) == 10
    questions = find("lift", filters=Filters(types=("question",)), limit=10)
    assert (questions.total, len(questions.hits)) == (150, 10)


def test_pages_of_results_do_not_repeat(library: Shelf) -> None:
    first, second = find("bijstand", limit=5), find("bijstand", limit=5, offset=5)
    assert len(first.hits) == len(second.hits) == 5
    assert not set(ids(first)) & set(ids(second))


def test_a_snippet_shows_the_words_and_nothing_unsafe(shelf: Shelf) -> None:
    shelf.put("<b>Lift</b> & trap", "<script>alert(1)</script> " + "woorden " * 100 + "de traplift & meer")
    rebuild()
    [hit] = find("lift").hits
    assert "trap<mark>" not in hit.snippet
    assert "<mark>traplift</mark> &amp; meer" in hit.snippet
    assert hit.snippet.startswith("… ")
    assert hit.marked_title == "&lt;b&gt;<mark>Lift</mark>&lt;/b&gt; &amp; trap"
    assert "<script>" not in find("alert").hits[0].snippet


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("uitk", "Bijstandsuitkering"),
        ("bijst", "Bijstandsuitkering"),
        ("schuldhulpv", "Schuldhulpverlening"),
        ("re-int", "Re-integratie"),
        ("huishoudelijke hu", "Huishoudelijke hulp"),
    ],
)
def test_suggestions_come_while_typing(library: Shelf, typed: str, title: str) -> None:
    assert title in [suggestion.title for suggestion in suggest(typed, viewer=None)]


def test_similar_questions_need_not_hold_all_words(library: Shelf) -> None:
    found = similar("Telt de oude auto van mijn klant mee voor de bijstand?", viewer=None, types=["question"])
    assert found[0].external_id == "v-007"
    assert {hit.type for hit in found} == {"question"}
