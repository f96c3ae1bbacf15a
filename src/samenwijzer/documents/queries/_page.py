"""One page of the library: the text with its contents, who owns it and what state it is in."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from samenwijzer.accounts.access import judges_texts, may_see_withheld
from samenwijzer.accounts.models import User
from samenwijzer.accounts.variants import Row, Variants, place_rows, there_are_municipalities, variants
from samenwijzer.documents.access import may_hand_over
from samenwijzer.documents.models import Page, PageKind, PageVersion
from samenwijzer.documents.queries._law import law_html, law_title
from samenwijzer.documents.queries._state import ShownState, date_to_show, shown_state
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import link_resolver
from samenwijzer.kernel.refs import Ref
from samenwijzer.search import queries as search
from samenwijzer.search.found import Hit
from samenwijzer.spaces.access import rights_of
from samenwijzer.spaces.models import Visibility
from samenwijzer.spaces.queries import WhoCanSee, who_can_see
from samenwijzer.ui import markdown

NEARBY = 5
# So many former texts a page lists.
VERSIONS = 20
WORDS_A_MINUTE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A name, its key, and the address it leads to; an empty address is no link."""

    id: int
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerText:
    """How a page stood before. `editor` wrote those words, as far as is known."""

    id: int
    url: str
    date: str | datetime.datetime
    editor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPage:
    """A page as it stood before."""

    title: str
    html: SafeString
    date: str | datetime.datetime
    editor: Link | None
    page: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """All that the page shows. `date` is as it came; `successor` is there when the viewer may read it.

    `author` wrote these words, and `owner` keeps them right. `standing` is "noted" when others may not see
    it now.
    """

    id: int
    ref: Ref
    title: str
    is_law: bool
    law: str
    article: str
    html: SafeString
    contents: tuple[markdown.Heading, ...]
    minutes: int
    state: ShownState
    date: str | datetime.datetime
    review_on: datetime.date | None
    author: Link | None
    owner: Link | None
    may_hand_over: bool
    versions: tuple[FormerText, ...]
    variants: Variants
    space: Link
    who_can_see: WhoCanSee | None
    department: Link | None
    successor: Link | None
    subjects: tuple[Link, ...]
    source_url: str
    standing: str
    is_own: bool
    judges: bool

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
    """Read what this page shows, in at most seven queries and one per type of link in its text."""
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
        author=_person(page.author),
        owner=_person(page.owner),
        may_hand_over=may_hand_over(viewer=viewer, page=page),
        versions=() if is_law else _versions(page),
        variants=variants(_variants_of(page, viewer=viewer), shown=page.pk, viewer=viewer),
        space=_in_library("space", page.space_id, page.space.name),
        who_can_see=None if viewer is None else who_can_see(space=page.space, viewer=viewer),
        department=_in_library("department", department.pk, department.name) if department else None,
        successor=_successor(page, viewer=viewer),
        subjects=tuple(_in_library("subject", subject.pk, subject.name) for subject in page.subjects.all()),
        source_url=page.source_url if _is_on_the_web(page.source_url) else "",
        standing="noted" if page.withheld_at else "",
        is_own=viewer is not None and page.author_id == viewer.pk,
        judges=judges_texts(viewer),
    )


def old_page(*, viewer: User | None, version: PageVersion) -> OldPage:
    """Read a former text that `access.version_to_read` gave. One query per type of link in it."""
    page = version.page
    return OldPage(
        title=version.title,
        html=markdown.render(version.body, resolve=link_resolver([version.body], viewer=viewer)),
        date=version.date_given or version.dated,
        editor=_person(version.editor),
        page=Link(id=page.pk, name=page.title, url=reverse("documents:page", args=[page.pk])),
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


def _text(page: Page, *, viewer: User | None) -> tuple[SafeString, tuple[markdown.Heading, ...]]:
    if page.kind == PageKind.LAW:
        return law_html(page.body), ()
    html = markdown.render(page.body, resolve=link_resolver([page.body], viewer=viewer))
    return markdown.with_contents(html)


def _successor(page: Page, *, viewer: User | None) -> Link | None:
    found = page.replaced_by
    if found is None or (
        found.withheld_at is not None and not may_see_withheld(viewer, author_id=found.author_id)
    ):
        return None
    open_to_all = found.space.visibility == Visibility.OPEN
    if not (open_to_all if viewer is None else rights_of(viewer=viewer, space=found.space).may_read):
        return None
    return Link(id=found.pk, name=found.title, url=reverse("documents:page", args=[found.pk]))


def _person(person: User | None) -> Link | None:
    """Name somebody; who left keeps a name, and has no page."""
    if person is None:
        return None
    address = ""
    if person.is_active and person.forgotten_at is None:
        address = reverse("people:person", args=[person.pk])
    return Link(id=person.pk, name=person.name, url=address)


def _versions(page: Page) -> tuple[FormerText, ...]:
    rows = page.versions.select_related("editor").order_by("-dated", "-pk")[:VERSIONS]
    return tuple(
        FormerText(
            id=row.pk,
            url=reverse("documents:version", args=[page.pk, row.pk]),
            date=row.date_given or row.dated,
            editor=row.editor.name if row.editor else "",
        )
        for row in rows
    )


def where_pages_hold(*, viewer: User | None, ids: Collection[int]) -> QuerySet[Any, Any]:
    """Say where these hold, of those that hold in named municipalities, for `accounts.variants.placed`."""
    return place_rows(Page.municipalities.through, "page", ids, viewer=viewer)


def _variants_of(page: Page, *, viewer: User | None) -> Iterable[Row]:
    """Give the page and what says the same for other places, as far as the viewer may read it."""
    if not there_are_municipalities(viewer):
        return ()
    root = page.variant_of_id or page.pk
    one_of_them = Q(pk__in=[root, page.pk]) | Q(variant_of__in=[root, page.pk])
    rows = Page.objects.visible_to(viewer).filter(one_of_them).order_by("title", "pk")
    return rows.values_list("pk", "title", "municipalities", "municipalities__name")


def _in_library(field: str, value: int, name: str) -> Link:
    return Link(id=value, name=name, url=f"{reverse('documents:list')}?{field}={value}")


def _is_on_the_web(address: str) -> bool:
    """Say whether a browser may open the address: no script, no file."""
    return address.lower().startswith(("https://", "http://"))
