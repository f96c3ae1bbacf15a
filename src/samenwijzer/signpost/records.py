"""Services as exchange records, and those of the national list that nobody has claimed."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.records import municipalities_field, withheld_field
from samenwijzer.kernel.modules import RecordField, RecordKind
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes
from samenwijzer.signpost.models import Law, Service
from samenwijzer.subjects.models import Product
from samenwijzer.subjects.records import subjects_field

_AT_ONCE = 200


def _load_laws(keys: Sequence[int]) -> Mapping[int, list[dict[str, str]]]:
    laws: dict[int, list[dict[str, str]]] = {key: [] for key in keys}
    for key, name, url in (
        Law.objects.filter(service__in=keys).order_by("pk").values_list("service", "name", "url")
    ):
        laws[key].append({"name": name, "url": url} if url else {"name": name})
    return laws


def _save_laws(values: Mapping[int, list[dict[str, str]]]) -> None:
    Law.objects.filter(service__in=list(values)).delete()
    Law.objects.bulk_create(
        [
            Law(service_id=key, name=law["name"], url=law.get("url", ""))
            for key, laws in values.items()
            for law in laws
        ]
    )


def _take_over(records: Mapping[str, Mapping[str, Any]]) -> Mapping[str, str]:
    """Let the first record that names a product take over the service that stood for it."""
    wanted = {
        values["upl"]: external_id
        for external_id, values in reversed(list(records.items()))
        if values.get("upl")
    }
    listed = Service.objects.filter(from_list=True, product__uri__in=wanted).order_by()
    return {
        wanted[uri]: external_id for external_id, uri in listed.values_list("external_id", "product__uri")
    }


def _check(values: Mapping[str, Any], _given: Collection[str]) -> str:
    if values.get("unclaimed") and not values.get("upl"):
        return _("unclaimed: only a service of the national list is, and that names its product in upl")
    return ""


def _of_the_list(values: Mapping[str, Any]) -> Collection[str]:
    """Name the words of a service of the national list that nobody has claimed."""
    return ("name",) if values.get("unclaimed") else ()


def _unclaimed_id(product: Product) -> str:
    """Give the same id everywhere, which looks like one that was made here."""
    return uuid.uuid5(uuid.NAMESPACE_URL, product.uri).hex


def add_unclaimed_products() -> int:
    """Make a service without answer for each municipal product that no service names; return how many.

    May run twice. It writes in transactions of at most 200.
    """
    added = 0
    while True:
        with transaction.atomic():
            fresh = [
                Service(
                    external_id=_unclaimed_id(product), name=product.name, product=product, from_list=True
                )
                for product in Product.objects.filter(services__isnull=True).order_by("pk")[:_AT_ONCE]
            ]
            made = Service.objects.bulk_create(fresh)
            refs = [Ref("signpost.service", service.pk) for service in made]
            for ref in refs:
                audit.record(action="signpost.service.listed", actor=None, object=ref)
            changes.append(*refs)
        added += len(made)
        if len(made) < _AT_ONCE:
            return added


RECORDS = (
    RecordKind(
        type="service",
        order=50,
        model=Service,
        audit_kind="signpost.service",
        searched_as=("signpost.service",),
        reread={"subject": "subjects", "department": "department"},
        check=_check,
        adopt=_take_over,
        official=_of_the_list,
        fields={
            "name": RecordField(kind="line", column="name", required=True, length=300),
            "upl": RecordField(kind="product", column="product", kept=True),
            "unclaimed": RecordField(kind="flag", column="from_list", until_taken=True, kept=True),
            "department": RecordField(kind="reference", column="department", to="department"),
            "municipalities": municipalities_field(Service.municipalities.through, "service"),
            "variant_of": RecordField(
                kind="reference", column="variant_of", to="service", late=True, chain=True, kept=True
            ),
            "answer": RecordField(kind="text", column="answer", length=10_000, markup=True),
            "for_whom": RecordField(kind="text", column="for_whom", length=2_000),
            "steps": RecordField(kind="texts", column="steps", length=2_000),
            "withheld": withheld_field(Service),
            "laws": RecordField(
                kind="items",
                load=_load_laws,
                save=_save_laws,
                parts={
                    "name": RecordField(kind="line", length=400, required=True),
                    "url": RecordField(kind="url", length=600),
                },
            ),
            "subjects": subjects_field(Service.subjects.through, "service"),
        },
    ),
)
