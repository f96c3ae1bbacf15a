"""Fetching is asking permission: 404 for what is hidden or does not exist, 403 inside a closed space."""

from __future__ import annotations

from samenwijzer.accounts.models import User
from samenwijzer.documents.models import Page
from samenwijzer.spaces import access as spaces


def page_to_read(*, viewer: User, pk: int) -> Page:
    """Fetch a page with its space, the space's department and its author."""
    rows = Page.objects.visible_to(viewer).select_related("space__department", "author")
    page = rows.filter(pk=pk).first()
    if page is None:
        known = Page.objects.filter(pk=pk).values_list("space", flat=True)
        spaces.refuse(viewer=viewer, spaces_of_item=list(known))
    return page
