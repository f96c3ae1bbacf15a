"""Reads about the shared vocabulary and the national list of products."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import CharField, QuerySet, Value
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


def subject_names(*, viewer: User | None, ids: Collection[int]) -> QuerySet[Subject, tuple[str, int, str]]:
    """Name these subjects: "subject", number, name; for a union."""
    kind = Value("subject", output_field=CharField())
    return Subject.objects.filter(pk__in=ids).order_by().values_list(kind, "pk", "name")


def product_addresses(*, viewer: User | None) -> dict[str, str]:
    """Give the URI of every product by its name and by the URI itself; empty for the list's "no name yet"."""
    addresses = {PLACEHOLDER: "", PLACEHOLDER_URI: ""}
    for name, uri in Product.objects.order_by().values_list("name", "uri"):
        addresses[name] = addresses[uri] = uri
    return addresses
