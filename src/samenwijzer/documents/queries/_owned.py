"""What somebody owns in the library."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.documents.models import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedPage:
    """A page with an owner. `title` is empty, and `url` too, when the viewer may not read it."""

    id: int
    title: str
    url: str
    space_id: int


def owned_pages(*, viewer: User | None, owner: User) -> tuple[OwnedPage, ...]:
    """Give all that this person owns, by title. One query."""
    readable = Page.objects.visible_to(viewer).filter(pk=OuterRef("pk")).order_by()
    rows = Page.objects.filter(owner=owner).annotate(reads=Exists(readable)).order_by("title", "pk")
    return tuple(
        OwnedPage(
            id=pk,
            title=title if reads else "",
            url=reverse("documents:page", args=[pk]) if reads else "",
            space_id=space_id,
        )
        for pk, title, space_id, reads in rows.values_list("pk", "title", "space_id", "reads")
    )


def title_of_page(number: OuterRef, *, viewer: User | None) -> QuerySet[Page, str]:
    """Give the title of a page that the viewer may read, as a part of another query."""
    return Page.objects.visible_to(viewer).filter(pk=number).order_by().values_list("title", flat=True)
