"""The Uniforme Productnamenlijst as it is published: a table with a row for each legal basis."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FILE = Path(__file__).parent / "data" / "upl.csv"
# The list's own way to say that a product has no name yet. It is no product.
PLACEHOLDER = "UPL-naam nog niet beschikbaar"
PLACEHOLDER_URI = "http://standaarden.overheid.nl/owms/terms/UPL-naam_nog_niet_beschikbaar"


@dataclass(slots=True)
class ListedProduct:
    """A municipal product with its legal bases as (label, address); an address may be empty."""

    name: str
    uri: str
    for_citizens: bool
    for_companies: bool
    bases: list[tuple[str, str]] = field(default_factory=list)


def municipal_products(path: Path = FILE) -> Iterator[ListedProduct]:
    """Read the municipal products of a list, each once, in the order of the list."""
    products: dict[str, ListedProduct] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            name = row["UniformeProductnaam"].strip()
            if not row["Gemeente"].strip() or name == PLACEHOLDER:
                continue
            product = products.setdefault(
                row["URI"], ListedProduct(name, row["URI"], bool(row["Burger"]), bool(row["Bedrijf"]))
            )
            basis = (row["Grondslaglabel"].strip(), row["Grondslaglink"].strip())
            if basis[0] and basis not in product.bases:
                product.bases.append(basis)
    yield from products.values()
