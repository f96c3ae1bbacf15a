from pathlib import Path

import pytest

from samenwijzer.kernel import text
from samenwijzer.subjects.actions import find_or_add_subjects
from samenwijzer.subjects.models import Product, ProductBasis, Subject
from samenwijzer.subjects.product_list import PLACEHOLDER, PLACEHOLDER_URI, municipal_products
from samenwijzer.subjects.queries import product_addresses

pytestmark = pytest.mark.django_db


def test_the_migrations_bring_every_municipal_product_once() -> None:
    # 450 municipal names are on the list; one of them stands for "no name yet".
    assert Product.objects.count() == 449
    assert ProductBasis.objects.count() == 439
    assert not Product.objects.filter(name=PLACEHOLDER).exists()
    assert not Product.objects.filter(name="aanpassing zelfgebouwd vliegtuig melding").exists()


def test_several_rows_of_a_product_are_several_legal_bases() -> None:
    product = Product.objects.get(name="aanschrijving")
    assert [basis.label for basis in product.bases.all()] == [
        "Artikel 125 Gemeentewet",
        "Artikel 122 Provinciewet",
        "Artikel 61 Waterschapswet",
    ]
    assert product.for_citizens


def test_a_product_is_found_by_its_name_and_by_its_address() -> None:
    addresses = product_addresses(viewer=None)
    product = Product.objects.get(name="bijstand")
    assert addresses["bijstand"] == addresses[product.uri] == product.uri
    assert addresses[PLACEHOLDER] == addresses[PLACEHOLDER_URI] == ""
    assert "lanceerinrichting vergunning" not in addresses


def test_a_row_is_read_once_whatever_its_spaces(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    head = "UniformeProductnaam,URI,Gemeente,Burger,Bedrijf,Grondslaglabel,Grondslaglink"
    file.write_text(
        f"\ufeff{head}\n"
        "a,https://x/a,X,X,,Artikel 1 , https://w/1\na,https://x/a,X,X,,Artikel 1,https://w/1\n"
        "a,https://x/a,X,X,,,\nb,https://x/b,,X,,,\n",
        encoding="utf-8",
    )
    [product] = municipal_products(file)
    assert (product.name, product.for_citizens, product.for_companies) == ("a", True, False)
    assert product.bases == [("Artikel 1", "https://w/1")]


def test_a_name_becomes_a_subject_once() -> None:
    first = find_or_add_subjects(names=["giften", "bijstand"], actor=None)
    assert find_or_add_subjects(names=["giften"], actor=None) == {"giften": first["giften"]}
    assert Subject.objects.count() == 2
    assert len(Subject.objects.get(name="giften").external_id) == len(text.new_external_id())
