"""The library as a list: instructions and law apart, by space, department, subject and state."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Lower
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.accounts.variants import Places, mine_first, places_of
from samenwijzer.documents.models import Page, PageKind, PageState
from samenwijzer.documents.queries._law import law_title
from samenwijzer.documents.queries._state import (
    SHOWN_STATES,
    ShownState,
    date_to_show,
    in_state,
    shown_state,
)
from samenwijzer.kernel import clock, paging
from samenwijzer.kernel.text import shorten
from samenwijzer.spaces.models import Space
from samenwijzer.subjects.models import Subject
from samenwijzer.ui import markdown

PAGE_SIZE = 25
SORTS = ("title", "date", "review")
# A list row shows a sentence or two; the rest of a long text is not read for it.
_BEGINNING = 2_000
_SENTENCES = 300
_BLOCK_MARKS = ("#", "|", ">", "```", "---")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFilter:
    """What the address asks for, as text. What is not known in the library counts as not asked."""

    kind: str = ""
    department: str = ""
    space: str = ""
    subject: str = ""
    state: str = ""
    law: str = ""
    sort: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> PageFilter:
        """Read the filter from the query string of an address."""
        fields = ("kind", "department", "space", "subject", "state", "law", "sort")
        return cls(
            **{name: str(query.get(name, "")) for name in fields},
            page=paging.page_number(query.get("page")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of a filter: the value in the address and the words on the screen."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A page in the list. `date` is as it came: a text without a time, or a moment.

    `holds_for` names municipalities when it holds for some only; `is_mine` says that the viewer's is one.
    """

    title: str
    url: str
    state: ShownState
    is_law: bool
    summary: str
    space: str
    owner: str
    holds_for: tuple[str, ...]
    is_mine: bool
    date: str | datetime.datetime
    review_on: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """One page of the library, with only those choices that lead to something the viewer may read."""

    page: paging.Page[PageRow]
    instructions: int
    laws: int
    shows_law: bool
    departments: tuple[Choice, ...]
    spaces: tuple[Choice, ...]
    subjects: tuple[Choice, ...]
    law_names: tuple[Choice, ...]
    department: str
    space: str
    subject: str
    state: str
    law: str
    sort: str


def library(*, viewer: User | None, chosen: PageFilter) -> Library:
    """Read one page of the library: at most six queries, however long the list."""
    visible = Page.objects.visible_to(viewer)
    kind = PageKind.LAW if chosen.kind == PageKind.LAW else PageKind.INSTRUCTION
    rows = visible.filter(kind=kind)
    shows_law = kind == PageKind.LAW
    spaces = [] if shows_law else _spaces_in_use(viewer)
    subjects = _subjects_in_use(rows)
    laws = _laws(rows) if shows_law else ()
    today = clock.today()

    space = _known(chosen.space, {str(one.pk) for one in spaces})
    departments = {
        str(one.department_id): one.department.name for one in spaces if one.department is not None
    }
    department = _known(chosen.department, departments)
    subject = _known(chosen.subject, {choice.value for choice in subjects})
    law = _known(chosen.law, {choice.value for choice in laws})
    state = next((known for known in SHOWN_STATES if known == chosen.state and not shows_law), None)
    sort = _known(chosen.sort, SORTS) or SORTS[0]

    wanted = Q(kind=kind)
    if department:
        wanted &= Q(space__department=int(department))
    if space:
        wanted &= Q(space=int(space))
    if subject:
        wanted &= Q(subjects=int(subject))
    if state:
        wanted &= in_state(state, today=today)
    if law:
        wanted &= Q(title__startswith=f"{law}, ")
    counts = visible.aggregate(
        instructions=Count("pk", filter=Q(kind=PageKind.INSTRUCTION), distinct=True),
        laws=Count("pk", filter=Q(kind=PageKind.LAW), distinct=True),
        found=Count("pk", filter=wanted, distinct=True),
    )
    return Library(
        page=_page(
            _sorted(visible.filter(wanted), sort=sort, shows_law=shows_law, viewer=viewer),
            total=counts["found"],
            number=chosen.page,
            today=today,
            viewer=viewer,
        ),
        instructions=counts["instructions"],
        laws=counts["laws"],
        shows_law=shows_law,
        departments=tuple(
            sorted(
                (Choice(value=value, label=name) for value, name in departments.items()),
                key=lambda choice: choice.label.lower(),
            )
        ),
        spaces=tuple(Choice(value=str(one.pk), label=one.name) for one in spaces),
        subjects=subjects,
        law_names=laws,
        department=department,
        space=space,
        subject=subject,
        state=state or "",
        law=law,
        sort=sort,
    )


def _known(value: str, known: Any) -> str:
    return value if value in known else ""


def _spaces_in_use(viewer: User | None) -> list[Space]:
    rows = Space.objects.readable_by(viewer).filter(pages__kind=PageKind.INSTRUCTION)
    return list(rows.distinct().select_related("department"))


def _subjects_in_use(rows: QuerySet[Page]) -> tuple[Choice, ...]:
    found = Subject.objects.filter(pages__in=rows.order_by().values("pk")).order_by("name", "pk")
    return tuple(Choice(value=str(pk), label=name) for pk, name in found.values_list("pk", "name").distinct())


def _laws(rows: QuerySet[Page]) -> tuple[Choice, ...]:
    titles = rows.order_by("title").values_list("title", flat=True)
    names = dict.fromkeys(law_title(title).law for title in titles)
    return tuple(Choice(value=name, label=name) for name in names if name)


def _sorted(rows: QuerySet[Page], *, sort: str, shows_law: bool, viewer: User | None) -> QuerySet[Page]:
    """Order the rows. By title, what may be used comes first; articles keep the order of the law.

    Of pages with the same title, what holds where the viewer works comes first.
    """
    if sort == "date":
        return rows.order_by("-dated", "-pk")
    if sort == "review":
        return rows.order_by(F("review_on").asc(nulls_last=True), "pk")
    if shows_law:
        return rows.order_by("pk")
    in_use = Case(When(state=PageState.CURRENT, then=0), default=1)
    return rows.order_by(
        in_use, Lower("title"), *mine_first(Page.municipalities.through, "page", viewer), "pk"
    )


def _page(
    rows: QuerySet[Page], *, total: int, number: int, today: datetime.date, viewer: User | None
) -> paging.Page[PageRow]:
    number = min(number, max(1, ceil(total / PAGE_SIZE)))
    start = (number - 1) * PAGE_SIZE
    found = list(rows.select_related("space", "owner")[start : start + PAGE_SIZE])
    places = places_of(Page.municipalities.through, "page", [page.pk for page in found], viewer=viewer)
    return paging.Page(
        [_row(page, today=today, places=places.get(page.pk)) for page in found], number, PAGE_SIZE, total
    )


def _row(page: Page, *, today: datetime.date, places: Places | None) -> PageRow:
    return PageRow(
        title=page.title,
        url=reverse("documents:page", args=[page.pk]),
        state=shown_state(page, today=today),
        is_law=page.kind == PageKind.LAW,
        summary=_beginning(page.body),
        space=page.space.name,
        owner=page.owner.name if page.owner else "",
        holds_for=places.names if places else (),
        is_mine=bool(places and places.is_mine),
        date=date_to_show(page),
        review_on=page.review_on,
    )


def _beginning(body: str) -> str:
    """Give the first sentences of a text, past its headings and tables."""
    blocks = [block.strip() for block in body[:_BEGINNING].split("\n\n")]
    lines = [
        line
        for block in blocks
        for line in block.split("\n")
        if line.strip() and not line.startswith(_BLOCK_MARKS)
    ]
    return shorten(markdown.plain("\n".join(lines)[:_SENTENCES]), length=180)
