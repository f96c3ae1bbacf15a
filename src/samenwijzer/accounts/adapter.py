"""What sign-in does differently here from allauth's defaults."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from samenwijzer.accounts.models import User
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the organisation, never by a visitor; signing in and out is audited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        if isinstance(user, User):
            audit.record(action="accounts.user.signed_in", actor=user, object=Ref("accounts.user", user.pk))

    def logout(self, request: HttpRequest) -> None:
        person = request.user
        super().logout(request)
        if isinstance(person, User):
            audit.record(
                action="accounts.user.signed_out", actor=person, object=Ref("accounts.user", person.pk)
            )

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        # Which address was tried stays out of the log: somebody may have typed a password there.
        audit.record(action="accounts.user.sign_in_failed", actor=None, result="refused")

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        super().set_password(user, password)
        if isinstance(user, User):
            audit.record(
                action="accounts.user.password_changed", actor=user, object=Ref("accounts.user", user.pk)
            )
