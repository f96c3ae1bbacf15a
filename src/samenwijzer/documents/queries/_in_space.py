"""What lives in a space of the library."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.documents.models import Page
from samenwijzer.kernel import paging


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A page by its title."""

    title: str
    url: str


def newest_in_space(*, viewer: User, space_id: int, limit: int = 5) -> paging.Page[PageLink]:
    """Return the newest pages of a space, and how many there are. Two queries."""
    rows = Page.objects.visible_to(viewer).filter(space=space_id).only("title").order_by("-dated", "-pk")
    return paging.paged(rows, _link, number=1, size=limit)


def _link(page: Page) -> PageLink:
    return PageLink(title=page.title, url=reverse("documents:page", args=[page.pk]))
