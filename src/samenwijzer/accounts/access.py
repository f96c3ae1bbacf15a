"""Who is asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samenwijzer.accounts.models import User
from samenwijzer.kernel.errors import NotAllowed

if TYPE_CHECKING:
    from django.http import HttpRequest


def signed_in(request: HttpRequest) -> User:
    """Return who is signed in. The sign-in middleware lets nobody else through to a page."""
    if not isinstance(request.user, User):
        message = "Nobody is signed in."
        raise NotAllowed(message)
    return request.user
