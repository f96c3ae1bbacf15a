"""While an administrator looks around as a role, nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import signed_in, viewed_role
from samenwijzer.accounts.models import User
from samenwijzer.accounts.queries import ROLE_NAMES
from samenwijzer.kernel.errors import NotAllowed
from samenwijzer.ui import failures
from samenwijzer.ui.middleware import SAFE

# Posts that only read: the box and what looks along while somebody types. A test proves it of each.
READING = frozenset(
    {
        "home:search",
        "home:suggestions",
        "home:opened",
        "forum:similar",
        "privacy:check",
        "accounts:try_text",
        "search:try_new_synonym",
        "search:try_synonym",
    }
)
LEAVING = frozenset({"spaces:stop_viewing", "account_logout"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewingAs:
    """As what somebody looks around, for the band on every page and the menu of the administration."""

    name: str | Promise
    stop_url: str
    person: User


class LookOnly:
    """Says on the request as what somebody looks around, and refuses him everything that could write."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Refuse an act while looking around; let everything else pass."""
        role = viewed_role(request) if request.user.is_authenticated else None
        request.viewing_as = None  # type: ignore[attr-defined]  # For the templates.
        if role is None:
            return None
        known = ViewingAs(
            name=ROLE_NAMES[role], stop_url=reverse("spaces:stop_viewing"), person=signed_in(request)
        )
        request.viewing_as = known  # type: ignore[attr-defined]
        match = request.resolver_match
        name = match.view_name if match else ""
        if request.method in SAFE or name in READING | LEAVING:
            return None
        sentence = _("You look around as a role, so you can change nothing. Stop looking as this role first.")
        return failures.refused(request, NotAllowed(sentence))
