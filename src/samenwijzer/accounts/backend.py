"""Who is let in, asked at every request."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists

from samenwijzer.accounts.access import may_sign_in
from samenwijzer.accounts.models import Municipality, User


class People(AuthenticationBackend):  # type: ignore[misc]
    """Lets in who may sign in, and fetches with each person what nearly every page shows of him."""

    def user_can_authenticate(self, user: Any) -> bool:
        return isinstance(user, User) and may_sign_in(user)

    def get_user(self, user_id: Any) -> User | None:
        """Return the person of a session, or None when he may not be signed in any more.

        `may_choose_municipality` says whether there is one to choose, so that no page has to ask.
        """
        rows = User.objects.select_related("department", "team", "municipality")
        choice = Exists(Municipality.objects.all())
        person = rows.annotate(may_choose_municipality=choice).filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
