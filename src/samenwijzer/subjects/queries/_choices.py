"""Reads about the shared vocabulary and the national list of products."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.functions import Lower

from samenwijzer.accounts.models import User
from samenwijzer.subjects.models import Product, Subject
from samenwijzer.subjects.product_list import PLACEHOLDER, PLACEHOLDER_URI


@dataclass(frozen=True, slots=True)
class SubjectChoice:
    """A subject as a form offers it."""

    id: int
    name: str


def subject_choices(*, viewer: User | None) -> Sequence[SubjectChoice]:
    """Return every subject by name. The vocabulary is the same for every colleague."""
    # A database may sort capitals before all else; a reader does not.
    return [
        SubjectChoice(*row)
        for row in Subject.objects.order_by(Lower("name"), "name").values_list("pk", "name")
    ]


def product_addresses(*, viewer: User | None) -> dict[str, str]:
    """Give the URI of every product by its name and by the URI itself; empty for the list's "no name yet"."""
    addresses = {PLACEHOLDER: "", PLACEHOLDER_URI: ""}
    for name, uri in Product.objects.order_by().values_list("name", "uri"):
        addresses[name] = addresses[uri] = uri
    return addresses
