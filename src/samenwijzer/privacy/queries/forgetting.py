"""What the page says before somebody is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import ngettext

from samenwijzer.accounts.access import may_sign_in
from samenwijzer.accounts.models import User
from samenwijzer.privacy.access import Owned, still_owned


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetPage:
    """Who it is about, and what he still owns. `back_url` leads to where one came from."""

    person_id: int
    name: str
    function: str
    email: str
    is_self: bool
    hand_over: Sequence[str]
    leave_url: str
    back_url: str


def forget_page(*, viewer: User, person: User) -> ForgetPage:
    """Return what to know before. The person was fetched through `access`."""
    try:
        leave_url = reverse("journeys:leave", args=[person.pk])
    except NoReverseMatch:
        leave_url = ""
    return ForgetPage(
        person_id=person.pk,
        name=person.name,
        function=person.function,
        email=person.email,
        is_self=person.pk == viewer.pk,
        hand_over=[_in_words(owned) for owned in still_owned(person)],
        leave_url=leave_url,
        back_url=reverse("people:person", args=[person.pk])
        if may_sign_in(person)
        else reverse("privacy:gone"),
    )


def _in_words(owned: Owned) -> str:
    words = {
        "documents.Page": ngettext("%(count)s page", "%(count)s pages", owned.count),
        "subjects.Subject": ngettext("%(count)s subject", "%(count)s subjects", owned.count),
        "spaces.Space": ngettext(
            "%(count)s space without another manager",
            "%(count)s spaces without another manager",
            owned.count,
        ),
        "accounts.Team": ngettext("%(count)s team", "%(count)s teams", owned.count),
    }
    other = ngettext("%(count)s other thing", "%(count)s other things", owned.count)
    return words.get(owned.label, other) % {"count": owned.count}
