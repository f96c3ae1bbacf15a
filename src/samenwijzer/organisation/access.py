"""Who may decide about the site as a whole."""

from __future__ import annotations

from django.http import HttpRequest

from samenwijzer.accounts.access import require_right, signed_in
from samenwijzer.accounts.models import Right, User


def administrator(request: HttpRequest) -> User:
    """Return who is asking. Raises NotAllowed unless he administers the site."""
    viewer = signed_in(request)
    require_right(viewer, Right.ADMINISTER)
    return viewer
