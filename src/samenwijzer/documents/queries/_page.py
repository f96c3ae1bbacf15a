"""One page of the library: the text with its contents, who owns it and what state it is in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from django.urls import NoReverseMatch, reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from samenwijzer.accounts.models import User
from samenwijzer.documents.models import Page, PageKind
from samenwijzer.documents.queries._law import law_html, law_title
from samenwijzer.documents.queries._state import ShownState, date_to_show, shown_state
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import link_resolver
from samenwijzer.kernel.refs import Ref
from samenwijzer.search import queries as search
from samenwijzer.search.found import Hit
from samenwijzer.spaces.models import Visibility
from samenwijzer.ui import markdown

NEARBY = 5
WORDS_A_MINUTE = 200
_HEADING = re.compile(r"<h(?P<level>[2-6])(?P<attributes>[^>]*)>(?P<title>.*?)</h(?P=level)>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A name, its key, and the address it leads to; an empty address is no link."""

    id: int
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A part of the text, and the id by which the address reaches it."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """All that the page shows. `date` is as it came; `successor` is there when the viewer may read it."""

    id: int
    ref: Ref
    title: str
    is_law: bool
    law: str
    article: str
    html: SafeString
    contents: tuple[Heading, ...]
    minutes: int
    state: ShownState
    date: str | datetime.datetime
    review_on: datetime.date | None
    author: Link | None
    space: Link
    is_open: bool
    department: Link | None
    successor: Link | None
    subjects: tuple[Link, ...]
    source_url: str

    @property
    def may_be_used(self) -> bool:
        return self.state in {"current", "review"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """What lies near a page, nearest first."""

    title: str
    url: str
    items: tuple[Hit, ...]


def page_to_show(*, viewer: User | None, page: Page) -> DocumentPage:
    """Read what this page shows, in at most two queries and one per type of link in its text."""
    is_law = page.kind == PageKind.LAW
    html, contents = _text(page, viewer=viewer)
    title = law_title(page.title)
    department = page.space.department
    return DocumentPage(
        id=page.pk,
        ref=Ref("documents.page", page.pk),
        title=page.title,
        is_law=is_law,
        law=title.law,
        article=title.article,
        html=html,
        contents=contents,
        minutes=max(1, round(len(page.body.split()) / WORDS_A_MINUTE)),
        state=shown_state(page, today=clock.today()),
        date=date_to_show(page),
        review_on=page.review_on,
        author=_author(page.author),
        space=_in_library("space", page.space_id, page.space.name),
        is_open=page.space.visibility == Visibility.OPEN,
        department=_in_library("department", department.pk, department.name) if department else None,
        successor=_successor(page, viewer=viewer),
        subjects=tuple(_in_library("subject", subject.pk, subject.name) for subject in page.subjects.all()),
        source_url=page.source_url if _is_on_the_web(page.source_url) else "",
    )


def related(*, viewer: User | None, page: Page) -> Nearby:
    """Find what the viewer may read on the same subject, without the page itself."""
    subjects = page.subjects.values_list("name", flat=True)
    found = search.similar(
        " ".join([page.title, *subjects]),
        viewer=viewer,
        types=("service", "page", "question"),
        limit=NEARBY + 1,
    )
    own = Ref("documents.page", page.pk)
    return Nearby(
        title=page.title,
        url=reverse("documents:page", args=[page.pk]),
        items=tuple(hit for hit in found if hit.ref != own)[:NEARBY],
    )


def page_addresses(*, viewer: User | None, external_ids: set[str]) -> Mapping[str, str]:
    """Give the address of each page that a text links to and the viewer may read, by its external id."""
    found = Page.objects.visible_to(viewer).filter(external_id__in=external_ids)
    return {
        external_id: reverse("documents:page", args=[pk])
        for external_id, pk in found.values_list("external_id", "pk")
    }


def _text(page: Page, *, viewer: User | None) -> tuple[SafeString, tuple[Heading, ...]]:
    if page.kind == PageKind.LAW:
        return law_html(page.body), ()
    html = markdown.render(page.body, resolve=link_resolver([page.body], viewer=viewer))
    return _with_contents(html)


def _with_contents(html: SafeString) -> tuple[SafeString, tuple[Heading, ...]]:
    """Give the highest headings of a rendered text an id to link to, and list them."""
    levels = [found["level"] for found in _HEADING.finditer(html)]
    highest = min(levels, default="")
    contents: list[Heading] = []

    def numbered(found: re.Match[str]) -> str:
        title = " ".join(unescape(strip_tags(found["title"])).split())
        if found["level"] != highest or not title:
            return found[0]
        heading = Heading(id=f"deel-{len(contents) + 1}", title=title)
        contents.append(heading)
        attributes = re.sub(r'\s(?:id|tabindex)="[^"]*"', "", found["attributes"])
        return f'<h{highest}{attributes} id="{heading.id}">{found["title"]}</h{highest}>'

    text = _HEADING.sub(numbered, html)
    return mark_safe(text), tuple(contents)  # noqa: S308  # The text was cleaned; ids are ours.


def _successor(page: Page, *, viewer: User | None) -> Link | None:
    if page.replaced_by_id is None:
        return None
    found = Page.objects.visible_to(viewer).filter(pk=page.replaced_by_id).first()
    if found is None:
        return None
    return Link(id=found.pk, name=found.title, url=reverse("documents:page", args=[found.pk]))


def _author(author: User | None) -> Link | None:
    """Name the owner; who left keeps a name, and has no page."""
    if author is None:
        return None
    address = ""
    if author.is_active and author.forgotten_at is None:
        try:
            address = reverse("people:person", args=[author.pk])
        except NoReverseMatch:
            address = ""
    return Link(id=author.pk, name=author.name, url=address)


def _in_library(field: str, value: int, name: str) -> Link:
    return Link(id=value, name=name, url=f"{reverse('documents:list')}?{field}={value}")


def _is_on_the_web(address: str) -> bool:
    """Say whether a browser may open the address: no script, no file."""
    return address.lower().startswith(("https://", "http://"))
