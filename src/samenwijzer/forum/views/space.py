"""What was asked in a space, for the page of that space."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.forum import queries
from samenwijzer.spaces.access import space_to_read
from samenwijzer.ui.pages import page


@require_safe
def questions_in_space(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    space = space_to_read(viewer=viewer, pk=pk)
    found = queries.newest_in_space(viewer=viewer, space_id=space.pk)
    return page(request, "forum/in_space.html", {"space": space, "found": found}, part="found")
