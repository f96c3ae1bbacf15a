"""What sign-in does differently here from allauth's defaults."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the organisation, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
