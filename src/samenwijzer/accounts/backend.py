"""Who is let in, asked at every request."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from samenwijzer.accounts.access import may_sign_in
from samenwijzer.accounts.models import User


class People(AuthenticationBackend):  # type: ignore[misc]
    """Lets in who may sign in, and fetches with each person what nearly every page shows of him."""

    def user_can_authenticate(self, user: Any) -> bool:
        return isinstance(user, User) and may_sign_in(user)

    def get_user(self, user_id: Any) -> User | None:
        """Return the person of a session, or None when he may not be signed in any more."""
        person = User.objects.select_related("department", "team", "municipality").filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
