"""Fetching is asking permission: 404 for what is hidden or does not exist, 403 inside a closed space."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_shown
from samenwijzer.accounts.models import User
from samenwijzer.documents.models import Page, PageKind, PageVersion
from samenwijzer.kernel.errors import require
from samenwijzer.spaces import access as spaces


def page_to_read(*, viewer: User, pk: int) -> Page:
    """Fetch a page with its space, the space's department, its author, its owner and what replaced it.

    Raises Withheld.
    """
    along = ("space__department", "author", "owner", "replaced_by__space")
    rows = Page.objects.within_reach_of(viewer).select_related(*along)
    page = rows.filter(pk=pk).first()
    if page is None:
        known = Page.objects.filter(pk=pk).values_list("space", flat=True)
        spaces.refuse(viewer=viewer, spaces_of_item=list(known))
    require_shown(viewer, withheld_at=page.withheld_at, author_id=page.author_id)
    return page


def version_to_read(*, viewer: User, pk: int, version: int) -> PageVersion:
    """Fetch a former text of a page, with the page as `page_to_read` gives it."""
    page = page_to_read(viewer=viewer, pk=pk)
    found = PageVersion.objects.filter(page=page, pk=version).select_related("editor").first()
    if found is None:
        raise Http404
    found.page = page
    return found


def page_to_hand_over(*, viewer: User, pk: int) -> Page:
    """Fetch a page of which the viewer may change the owner."""
    page = page_to_read(viewer=viewer, pk=pk)
    require(
        may_hand_over(viewer=viewer, page=page),
        _("Only the owner of this page, or of its space, can hand it over."),
    )
    return page


def may_hand_over(*, viewer: User | None, page: Page) -> bool:
    """Say whether the viewer may give the page another owner: its owner may, and who manages its space."""
    if viewer is None or page.kind == PageKind.LAW:
        return False
    rights = spaces.rights_of(viewer=viewer, space=page.space)
    return rights.may_read and (page.owner_id == viewer.pk or rights.may_manage)
