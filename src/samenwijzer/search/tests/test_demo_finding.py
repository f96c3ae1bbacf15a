"""In the demo as it is imported, with pages written for this beside it, what is asked is found."""

from pathlib import Path

import pytest

import samenwijzer.exchange
from samenwijzer.exchange.importing import import_files
from samenwijzer.search.actions import rebuild
from samenwijzer.search.queries import search
from samenwijzer.search.tests.shelf import DATA
from samenwijzer.signpost.records import add_unclaimed_products

DEMO = Path(samenwijzer.exchange.__file__).parent / "data" / "demo.jsonl"
TITLES = {
    "uitkering": "bijstandsuitkering",
    "norm kostendelers": "kostendelersnorm",
    "reintegratie": "re-integratie",
    "schuldhulp": "schuldhulpverlening",
}

pytestmark = pytest.mark.django_db


def found(text: str, *, limit: int = 10) -> list[str]:
    return [hit.external_id for hit in search(text, viewer=None, limit=limit).hits]


def test_what_is_asked_is_found() -> None:
    assert not import_files(paths=[DEMO, DATA / "pages.jsonl"]).refused
    add_unclaimed_products()
    rebuild()
    for asked, held in TITLES.items():
        assert held in search(asked, viewer=None, limit=1).hits[0].title.lower(), asked
    assert "zk-bezorgdienst" not in found("zorg", limit=1000)

    first = search("uitkering zelfstandige", viewer=None, limit=1).hits[0]
    assert first.tier == "service"
    assert "sv-bbz" in found("uitkering zelfstandige")

    about = [hit for hit in search("bijstand", viewer=None, limit=1000).hits if hit.type == "service"]
    agreed = [hit.tier == "service" for hit in about]
    assert True in agreed
    assert False in agreed
    assert agreed == sorted(agreed, reverse=True), "a service without an answer stands below those with one"
