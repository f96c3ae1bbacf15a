"""The small shared vocabulary, and the national list of products it points to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel import text


class Product(models.Model):
    """A municipal product of the Uniforme Productnamenlijst; `uri` is its stable key."""

    name = models.CharField(max_length=200, unique=True)
    uri = models.URLField(max_length=300, unique=True)
    for_citizens = models.BooleanField(default=False)
    for_companies = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class ProductBasis(models.Model):
    """A legal basis of a product: the list has a row for each."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="bases")
    label = models.CharField(max_length=400)
    url = models.URLField(max_length=600, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_basis_per_product", fields=["product", "label", "url"])
        ]

    def __str__(self) -> str:
        return self.label


class Subject(models.Model):
    """A word of the shared vocabulary, with an owner who keeps it right."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    name = models.CharField(_("name"), max_length=200, unique=True)
    product = models.ForeignKey(
        Product, on_delete=models.SET_NULL, null=True, blank=True, related_name="subjects"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_subjects",
    )

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [models.CheckConstraint(name="subject_has_a_name", condition=~Q(name=""))]

    def __str__(self) -> str:
        return self.name


class Synonym(models.Model):
    """Another word for a subject, in both directions."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="synonyms")
    term = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_synonym_per_subject", fields=["subject", "term"]),
            models.CheckConstraint(name="synonym_has_a_term", condition=~Q(term="")),
        ]

    def __str__(self) -> str:
        return self.term


def columns_with_subjects() -> Iterator[tuple[type[models.Model], models.ForeignKey[Any, Any]]]:
    """Give every table and column that points at a subject, on whatever floor, but for its synonyms."""
    for table in apps.get_models(include_auto_created=True):
        for column in table._meta.get_fields():
            if not isinstance(column, models.ForeignKey) or column.related_model is not Subject:
                continue
            if table is not Synonym:
                yield table, column
