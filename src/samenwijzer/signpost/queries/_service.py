"""One service as a page: the agreed answer, who owns it, the steps and the law."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from samenwijzer.accounts.access import judges_texts, working_on
from samenwijzer.accounts.models import Department, User
from samenwijzer.accounts.variants import Row, Variants, place_rows, there_are_municipalities, variants
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import link_resolver
from samenwijzer.kernel.refs import Ref
from samenwijzer.signpost.models import Service
from samenwijzer.ui import markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name with its key and the address it leads to."""

    id: int
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What to do, numbered from 1."""

    number: int
    html: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class LawLink:
    """A law, with an address on the web or none."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePage:
    """All that the page of a service shows. `answer` is empty when no answer is agreed.

    `laws_from_list` says that the laws come from the national list, because no colleague named any.
    `standing` is "noted" when others may not see it now.
    """

    id: int
    ref: Ref
    name: str
    answer: SafeString
    for_whom: SafeString
    for_citizens: bool
    for_companies: bool
    variants: Variants
    department: Named | None
    working_today: int
    product: LawLink | None
    steps: tuple[Step, ...]
    laws: tuple[LawLink, ...]
    laws_from_list: bool
    subjects: tuple[Named, ...]
    standing: str
    judges: bool

    @property
    def has_answer(self) -> bool:
        return bool(self.answer)


def service_page(*, viewer: User | None, service: Service) -> ServicePage:
    """Read what the page shows, with at most five queries and one per type of link in its texts."""
    written = [str(step) for step in service.steps if str(step).strip()]
    resolve = link_resolver([service.answer, service.for_whom, *written], viewer=viewer)
    laws, laws_from_list = _laws(service)
    product = service.product
    return ServicePage(
        id=service.pk,
        ref=Ref("signpost.service", service.pk),
        name=service.shown_name,
        answer=markdown.render(service.answer, resolve=resolve),
        for_whom=markdown.render(service.for_whom, resolve=resolve, first_heading=3),
        for_citizens=bool(product and product.for_citizens),
        for_companies=bool(product and product.for_companies),
        variants=variants(_variants_of(service, viewer=viewer), shown=service.pk, viewer=viewer),
        department=_department(service.department),
        working_today=_working_today(service.department_id),
        product=LawLink(name=product.name, url=_on_the_web(product.uri)) if product else None,
        steps=tuple(
            Step(number=number, html=markdown.render(step, resolve=resolve, first_heading=4))
            for number, step in enumerate(written, 1)
        ),
        laws=laws,
        laws_from_list=laws_from_list,
        subjects=tuple(
            Named(id=subject.pk, name=subject.name, url=_list_address("subject", subject.pk))
            for subject in service.subjects.all()
        ),
        standing="noted" if service.withheld_at else "",
        judges=judges_texts(viewer),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedAnswer:
    """The words that may be said to a citizen as they stand; empty when a service has none."""

    html: SafeString
    department: str


def agreed_answer(service_id: int, *, viewer: User | None) -> AgreedAnswer:
    """Read the agreed answer of a service. A service that does not exist has no answer."""
    rows = Service.objects.visible_to(viewer).select_related("department")
    service = rows.filter(pk=service_id).first()
    if service is None or not service.answer:
        return AgreedAnswer(html=SafeString(""), department="")
    resolve = link_resolver([service.answer], viewer=viewer)
    department = service.department.name if service.department else ""
    return AgreedAnswer(html=markdown.render(service.answer, resolve=resolve), department=department)


def service_addresses(*, viewer: User | None, external_ids: set[str]) -> Mapping[str, str]:
    """Give the address of each service that a text links to, by its external id."""
    found = Service.objects.visible_to(viewer).filter(external_id__in=external_ids)
    return {
        external_id: reverse("signpost:service", args=[pk])
        for external_id, pk in found.values_list("external_id", "pk")
    }


def where_services_hold(*, viewer: User | None, ids: Collection[int]) -> QuerySet[Any, Any]:
    """Say where these hold, of those that hold in named municipalities, for `accounts.variants.placed`."""
    return place_rows(Service.municipalities.through, "service", ids, viewer=viewer)


def _variants_of(service: Service, *, viewer: User | None) -> Iterable[Row]:
    """Give the service and what is agreed for other places."""
    if not there_are_municipalities(viewer):
        return ()
    root = service.variant_of_id or service.pk
    one_of_them = Q(pk__in=[root, service.pk]) | Q(variant_of__in=[root, service.pk])
    rows = Service.objects.visible_to(viewer).filter(one_of_them).order_by("name", "pk")
    return rows.values_list("pk", "name", "municipalities", "municipalities__name")


def _laws(service: Service) -> tuple[tuple[LawLink, ...], bool]:
    own = [LawLink(name=law.name, url=_on_the_web(law.url)) for law in service.laws.all()]
    if own or service.product is None:
        return tuple(own), False
    listed = service.product.bases.all()
    return tuple(LawLink(name=basis.label, url=_on_the_web(basis.url)) for basis in listed), True


def _working_today(department_id: int | None) -> int:
    """Count the colleagues of the department itself who work today."""
    if department_id is None:
        return 0
    people = User.objects.filter(department=department_id, is_active=True, forgotten_at=None)
    return working_on(people, day=clock.today()).count()


def _department(department: Department | None) -> Named | None:
    if department is None:
        return None
    return Named(id=department.pk, name=department.name, url=_list_address("department", department.pk))


def _list_address(field: str, value: int) -> str:
    return f"{reverse('signpost:list')}?{field}={value}"


def _on_the_web(address: str) -> str:
    """Keep an address only when a browser may open it: no script, no file."""
    return address if address.lower().startswith(("https://", "http://")) else ""
