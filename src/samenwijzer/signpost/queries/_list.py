"""The catalogue of services, by department, subject, letter and whether an answer is agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from string import ascii_uppercase
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Substr, Upper
from django.urls import reverse

from samenwijzer.accounts.models import Department, User
from samenwijzer.accounts.variants import Places, mine_first, places_of
from samenwijzer.kernel.paging import Page, page_number
from samenwijzer.kernel.text import shorten
from samenwijzer.signpost.models import Service, ServiceRows
from samenwijzer.subjects.models import Subject
from samenwijzer.ui import markdown

PAGE_SIZE = 30
# A list row shows a sentence or two; the rest of a long answer is not read for it.
_SENTENCES = 300
NO_DEPARTMENT = "none"
WITH_ANSWER = "yes"
WITHOUT_ANSWER = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFilter:
    """What the address asks for, as text. What is not known in the catalogue counts as not asked."""

    department: str = ""
    subject: str = ""
    letter: str = ""
    answer: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> ServiceFilter:
        """Read the filter from the query string of an address."""
        return cls(
            department=str(query.get("department", "")),
            subject=str(query.get("subject", "")),
            letter=str(query.get("letter", "")),
            answer=str(query.get("answer", "")),
            page=page_number(query.get("page")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of a filter: the value in the address and the words on the screen."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter with which the name of a service begins."""

    letter: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """A service in the list. `summary` is the beginning of the agreed answer, empty when there is none.

    `holds_for` names municipalities when it holds for some only; `is_mine` says that the viewer's is one.
    """

    name: str
    url: str
    has_answer: bool
    summary: str
    department: str
    product: str
    holds_for: tuple[str, ...]
    is_mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceList:
    """One page of the catalogue. The counts obey every filter but `answer`; `catalogue_size` obeys none."""

    page: Page[ServiceRow]
    with_answer: int
    without_answer: int
    catalogue_size: int
    departments: tuple[Choice, ...]
    subjects: tuple[Choice, ...]
    letters: tuple[Letter, ...]
    department: str
    subject: str
    letter: str
    answer: str

    @property
    def all_answers(self) -> int:
        return self.with_answer + self.without_answer


def service_list(*, viewer: User | None, chosen: ServiceFilter) -> ServiceList:
    """Read one page of the catalogue, services with an agreed answer first, with at most six queries."""
    rows = Service.objects.visible_to(viewer)
    departments = _departments_with_services()
    subjects = tuple(
        Choice(value=str(pk), label=name)
        for pk, name in Subject.objects.filter(services__isnull=False)
        .order_by("name", "pk")
        .values_list("pk", "name")
        .distinct()
    )
    letters = _first_letters(rows)
    department = chosen.department if chosen.department in {*departments, NO_DEPARTMENT} else ""
    subject = chosen.subject if any(chosen.subject == choice.value for choice in subjects) else ""
    letter = chosen.letter if chosen.letter in letters else ""
    answer = chosen.answer if chosen.answer in {WITH_ANSWER, WITHOUT_ANSWER} else ""

    wanted = Q()
    if department == NO_DEPARTMENT:
        wanted &= Q(department=None)
    elif department:
        wanted &= Q(department__in=departments[department].branch)
    if subject:
        wanted &= Q(subjects=int(subject))
    if letter:
        wanted &= Q(name__istartswith=letter)
    counts = rows.aggregate(
        size=Count("pk", distinct=True),
        with_answer=Count("pk", filter=wanted & ~Q(answer=""), distinct=True),
        without_answer=Count("pk", filter=wanted & Q(answer=""), distinct=True),
    )
    totals = {
        "": counts["with_answer"] + counts["without_answer"],
        WITH_ANSWER: counts["with_answer"],
        WITHOUT_ANSWER: counts["without_answer"],
    }
    if answer == WITH_ANSWER:
        wanted &= ~Q(answer="")
    elif answer == WITHOUT_ANSWER:
        wanted &= Q(answer="")
    return ServiceList(
        page=_page(rows.filter(wanted), total=totals[answer], number=chosen.page, viewer=viewer),
        with_answer=counts["with_answer"],
        without_answer=counts["without_answer"],
        catalogue_size=counts["size"],
        departments=tuple(Choice(value=value, label=branch.name) for value, branch in departments.items()),
        subjects=subjects,
        letters=tuple(Letter(letter=one, is_chosen=one == letter) for one in sorted(letters)),
        department=department,
        subject=subject,
        letter=letter,
        answer=answer,
    )


def _page(rows: ServiceRows, *, total: int, number: int, viewer: User | None) -> Page[ServiceRow]:
    number = min(number, max(1, ceil(total / PAGE_SIZE)))
    start = (number - 1) * PAGE_SIZE
    mine = mine_first(Service.municipalities.through, "service", viewer)
    ordered = rows.select_related("product", "department").answered_first(*mine)
    found = list(ordered[start : start + PAGE_SIZE])
    places = places_of(Service.municipalities.through, "service", [one.pk for one in found], viewer=viewer)
    return Page([_row(service, places.get(service.pk)) for service in found], number, PAGE_SIZE, total)


def _row(service: Service, places: Places | None) -> ServiceRow:
    return ServiceRow(
        name=service.shown_name,
        url=reverse("signpost:service", args=[service.pk]),
        has_answer=bool(service.answer),
        summary=shorten(markdown.plain(service.answer[:_SENTENCES]), length=200),
        department=service.department.name if service.department else "",
        product=_product(service),
        holds_for=places.names if places else (),
        is_mine=bool(places and places.is_mine),
    )


def _product(service: Service) -> str:
    """Name the product, unless the service is called the same."""
    if service.product is None or service.product.name.lower() == service.name.lower():
        return ""
    return service.product.name


@dataclass(frozen=True, slots=True)
class _Branch:
    """A department with all that lie under it."""

    name: str
    branch: frozenset[int]


def _departments_with_services() -> dict[str, _Branch]:
    """Give the departments that own services, themselves or through a department below."""
    owned = Service.objects.filter(department=OuterRef("pk"))
    found = list(
        Department.objects.annotate(owns=Exists(owned)).values_list("pk", "name", "parent_id", "owns")
    )
    children: dict[int | None, list[int]] = {}
    for pk, _name, parent, _owns in found:
        children.setdefault(parent, []).append(pk)
    owners = {pk for pk, _name, _parent, owns in found if owns}
    branches = {pk: _branch(pk, children) for pk, *_rest in found}
    return {
        str(pk): _Branch(name, branches[pk]) for pk, name, _parent, _owns in found if branches[pk] & owners
    }


def _branch(root: int, children: Mapping[int | None, Iterable[int]]) -> frozenset[int]:
    """Collect a department and all below it; a circle in the tree ends where it began."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        pk = waiting.pop()
        if pk not in seen:
            seen.add(pk)
            waiting.extend(children.get(pk, ()))
    return frozenset(seen)


def _first_letters(rows: ServiceRows) -> set[str]:
    first = rows.order_by().annotate(first=Upper(Substr("name", 1, 1))).values_list("first", flat=True)
    return set(first.distinct()) & set(ascii_uppercase)
