"""Results are narrowed, sorted and counted by what they are, where they live and how old they are."""

import datetime
from dataclasses import replace

import pytest

from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import SearchDocument, SearchSource
from samenwijzer.kernel.refs import Ref
from samenwijzer.search import filtering, ranking, writer
from samenwijzer.search.actions import rebuild
from samenwijzer.search.found import NO_FACETS, Facets, Filters
from samenwijzer.search.queries import _search, search
from samenwijzer.search.tests.shelf import Shelf

pytestmark = pytest.mark.django_db


def ago(days: int) -> datetime.date:
    return clock.today() - datetime.timedelta(days=days)


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    shelf.put("Lift a", on=ago(0), space_id=1, department_id=5, subjects=(8, 9))
    shelf.put("Lift b", on=ago(20), space_id=2, department_id=5, subjects=(9, 9), state="expired")
    shelf.put("Lift c", kind="question", on=ago(200), space_id=2, department_id=6)
    shelf.put("Lift d", kind="service", department_id=6, subjects=(8,))
    shelf.put("Lift e", kind="question", on=ago(2_000), space_id=1, department_id=5)
    rebuild()
    return shelf


def found(**filters: object) -> tuple[str, Facets]:
    results = search("lift", viewer=None, filters=Filters(**filters), facets=True)  # type: ignore[arg-type]
    assert results.total == len(results.hits)
    return "".join(sorted(hit.title[-1] for hit in results.hits)), results.facets


def test_each_filter_narrows_alone_and_together(filled: Shelf) -> None:
    for filters, titles in (
        ({}, "abcde"),
        ({"types": ("question",)}, "ce"),
        ({"types": ("question", "service")}, "cde"),
        ({"space": 2}, "bc"),
        ({"department": 6}, "cd"),
        ({"subject": 9}, "ab"),
        ({"state": "current"}, "a"),
        ({"state": "expired"}, "b"),
        ({"period": "week"}, "a"),
        ({"period": "month"}, "ab"),
        ({"period": "year"}, "abc"),
        ({"space": 1, "types": ("question",)}, "e"),
        ({"subject": 9, "period": "week", "state": "current", "department": 5, "space": 1}, "a"),
        ({"space": 2, "state": "current"}, ""),
        ({"types": ("zeppelin", "\ud800", "")}, ""),
        ({"space": 10**30}, ""),
        ({"subject": -1}, ""),
        ({"department": 999}, ""),
        ({"period": "eeuw"}, ""),
        ({"state": "\x00"}, ""),
    ):
        assert (filters, found(**filters)[0]) == (filters, titles)


def test_each_facet_is_counted_with_the_other_filters_and_without_its_own(filled: Shelf) -> None:
    everything = Facets(
        types={"page": 2, "question": 2, "service": 1},
        spaces={1: 2, 2: 2},
        departments={5: 3, 6: 2},
        subjects={8: 2, 9: 2},
        states={"current": 1, "expired": 1},
        periods={"week": 1, "month": 2, "year": 3},
    )
    assert found()[1] == everything
    assert found(types=("question",))[1] == Facets(
        types=everything.types,
        spaces={1: 1, 2: 1},
        departments={5: 1, 6: 1},
        periods={"week": 0, "month": 0, "year": 1},
    )
    narrow = found(department=5, period="month")[1]
    assert narrow == Facets(
        types={"page": 2},
        spaces={1: 1, 2: 1},
        departments={5: 2},
        subjects={9: 2, 8: 1},
        states={"current": 1, "expired": 1},
        periods={"week": 1, "month": 2, "year": 2},
    )
    assert search("lift", viewer=None).facets == NO_FACETS


def test_the_newest_come_first_and_pages_follow_each_other(filled: Shelf) -> None:
    pages = [search("lift", viewer=None, sort="newest", limit=2, offset=at).hits for at in (0, 2, 4)]
    assert [hit.title[-1] for page in pages for hit in page] == list("abced")
    narrowed = search("lift", viewer=None, sort="newest", filters=Filters(department=5))
    assert [hit.title[-1] for hit in narrowed.hits] == list("abe")


def test_beyond_what_is_read_back_the_same_is_counted_and_found(
    filled: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes = (Filters(), Filters(types=("question",)), Filters(department=5, period="month"))
    before = [search("lift", viewer=None, filters=wish, facets=True) for wish in wishes]
    monkeypatch.setattr(_search, "WINDOW", 2)
    for wish, whole in zip(wishes, before, strict=True):
        results = search("lift", viewer=None, limit=1, filters=wish, facets=True)
        assert (results.facets, results.total) == (whole.facets, whole.total)
    [hit] = search("lift", viewer=None, sort="newest", limit=1, offset=1).hits
    assert hit.title == "Lift b"


def test_a_kind_of_content_that_nobody_foresaw_is_found_as_any_other(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = SearchDocument(
        ref=Ref("kitchen.recipe", 7),
        external_id="r-7",
        type="recipe",
        tier="recipe",
        title="Erwtensoep",
        body="Was de spliterwten. " * 30 + "Doe er rookworst bij.",
        readers=frozenset({"all"}),
        url="/keuken/7/",
        places=((300, "stap-2"),),
    )
    source = SearchSource(
        kind="kitchen.recipe",
        documents=lambda ids: [replace(recipe, ref=Ref("kitchen.recipe", number)) for number in ids],
        ids=lambda: [7],
        visible=lambda ids, _viewer: set(ids),
    )
    sources = shelf.sources() | {source.kind: source}
    for place in (writer, filtering):
        monkeypatch.setattr(place, "search_sources", lambda: sources)
    for place in (ranking, filtering):
        monkeypatch.setattr(place, "readable_sources", lambda: sources)
    shelf.put("Rookworst", on=ago(0))
    rebuild()
    results = search("rookworst", viewer=None, facets=True)
    assert results.facets.types == {"recipe": 1, "page": 1}
    [hit] = search("rookworst", viewer=None, filters=Filters(types=("recipe",))).hits
    assert (hit.ref, hit.type, hit.tier) == (Ref("kitchen.recipe", 7), "recipe", "recipe")
    assert hit.url == "/keuken/7/#stap-2"
