"""What sign-in does differently here from allauth's defaults."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy

from samenwijzer.accounts.actions import end_links
from samenwijzer.accounts.models import User
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit

# Many callers together get no further than this; one alone is stopped long before (five in five minutes).
FROM_EVERYWHERE: dict[str, Any] = {
    "app": "samenwijzer.accounts",
    "action": "sign_in_failed",
    "config": {"sign_in_failed": "100/h/key"},
}


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the organisation, never by a visitor; signing in and out is audited."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("This e-mail address and password do not belong together."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Say whether to go on to an address: a path of this site. Allauth would take any allowed host."""
        return (url or "").startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, {"site_address": settings.PUBLIC_URL, **context})

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Give the link of the mail. It leads to the known address, whatever host the request named."""
        link: str = super().get_reset_password_from_key_url(key)
        return urljoin(settings.PUBLIC_URL, urlsplit(link).path) if settings.PUBLIC_URL else link

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count an attempt, also among those at this account from everywhere."""
        super().pre_authenticate(request, **credentials)
        self._elsewhere_usage = ratelimit.consume(request, key=_account(credentials), **FROM_EVERYWHERE)
        if not self._elsewhere_usage:
            raise self.validation_error("too_many_login_attempts")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Name an account as tried by one caller, so that a caller can shut nobody out but himself.

        The host stays out of it: any port makes another host, and so fresh attempts.
        """
        return f"{ratelimit.get_ip(request)}:{_account(credentials)}"

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        self._elsewhere_usage.rollback()

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        super()._delete_login_attempts_cached_email(request, **credentials)
        ratelimit.clear(request, key=_account(credentials), **FROM_EVERYWHERE)

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
            end_links(person=user)
            audit.record(
                action="accounts.user.password_changed", actor=user, object=Ref("accounts.user", user.pk)
            )


def _account(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email", "")).strip().lower()
