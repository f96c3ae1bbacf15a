"""Who may supervise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samenwijzer.accounts.access import require_right, signed_in
from samenwijzer.accounts.models import RIGHTS, Right, Role, User

if TYPE_CHECKING:
    from django.http import HttpRequest

_ORDINARY = RIGHTS[Role.EMPLOYEE]


def administrator(request: HttpRequest) -> User:
    """Return the viewer, who administers. Raises NotAllowed."""
    return _with(request, Right.ADMINISTER)


def reader_of_the_audit(request: HttpRequest) -> User:
    """Return the viewer, who may read the audit. Raises NotAllowed."""
    return _with(request, Right.READ_AUDIT)


def employee(request: HttpRequest) -> User:
    """Return the viewer, who is no guest. Raises NotAllowed."""
    return _with(request, Right.READ_OPEN)


def somebody_who_administers(request: HttpRequest) -> User:
    """Return the viewer, who has some right beyond those of every employee. Raises NotAllowed."""
    viewer = signed_in(request)
    if not any(viewer.may(right) for right in Right if right not in _ORDINARY):
        require_right(viewer, Right.ADMINISTER)
    return viewer


def _with(request: HttpRequest, right: Right) -> User:
    viewer = signed_in(request)
    require_right(viewer, right)
    return viewer
