"""Who may decide about the site as a whole."""

from __future__ import annotations

from django.http import HttpRequest

from samenwijzer.accounts.access import require_right, signed_in
from samenwijzer.accounts.models import Right, User
from samenwijzer.ui import organisation


def administrator(request: HttpRequest) -> User:
    """Return who is asking. Raises NotAllowed unless he administers the site.

    The page he sees shows what holds at this moment: he may have changed it through another process.
    """
    viewer = signed_in(request)
    require_right(viewer, Right.ADMINISTER)
    organisation.look_again()
    organisation.refresh()
    return viewer
