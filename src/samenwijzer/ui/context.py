"""What the frame of every page knows, without a query."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel.modules import MenuEntry, active
from samenwijzer.ui import organisation


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the menu as this page shows it."""

    title: str | Promise
    url: str
    icon: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Language:
    """The language a visitor can change to, named in that language."""

    code: str
    name: str


LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
IN_BAR = 3


def menu_entries() -> list[MenuEntry]:
    """Return the entries of all modules that are on, in the order of the work."""
    entries = [entry for module in active() for entry in module.menu]
    return sorted(entries, key=lambda entry: entry.position)


def _is_current(entry: MenuEntry, request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.namespace == entry.url_name.partition(":")[0]


def menu(request: HttpRequest) -> list[MenuItem]:
    """Return the main menu as this page shows it."""
    return [
        MenuItem(entry.title, reverse(entry.url_name), entry.icon, _is_current(entry, request))
        for entry in menu_entries()
    ]


def menu_in_bar(request: HttpRequest) -> list[MenuItem]:
    """Return the three entries for which the phone bar has room, beside search and the rest.

    They are the first two and the last: work begins with finding and ends with a person.
    """
    items = menu(request)
    return items if len(items) <= IN_BAR else [*items[: IN_BAR - 1], items[-1]]


def menu_in_more(request: HttpRequest) -> list[MenuItem]:
    """Return the entries that the phone bar leaves out."""
    shown = menu_in_bar(request)
    return [item for item in menu(request) if item not in shown]


@dataclass(frozen=True, slots=True)
class AdminGroup:
    """A heading in the menu of the administration, with its entries; `name` is one of ADMIN_GROUPS."""

    name: str
    title: str | Promise
    entries: list[AdminItem]


@dataclass(frozen=True, slots=True)
class AdminItem:
    """A page of the administration that this person may open."""

    title: str | Promise
    url: str
    icon: str
    hint: str | Promise
    is_current: bool


ADMIN_GROUPS = {
    "people": _("People"),
    "content": _("Content"),
    "organisation": _("Organisation"),
    "supervision": _("Supervision"),
}


def administration(request: HttpRequest) -> list[AdminGroup]:
    """Return the pages that somebody, or the role as which he looks around, may open, by group. No query."""
    viewing_as = getattr(request, "viewing_as", None)
    may = getattr(viewing_as.person if viewing_as else request.user, "may", None)
    entries = [entry for module in active() for entry in module.administration if may and may(entry.right)]
    entries.sort(key=lambda entry: entry.position)
    groups = [
        AdminGroup(
            name,
            title,
            [
                AdminItem(entry.title, address, entry.icon, entry.hint, request.path.startswith(address))
                for entry in entries
                if entry.group == name
                for address in [reverse(entry.url_name)]
            ],
        )
        for name, title in ADMIN_GROUPS.items()
    ]
    return [group for group in groups if group.entries]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give menu, phone bar, organisation, theme and the other language to every page.

    The menu is worked out only when a template asks for it: most of the frame is kept once drawn.
    """
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    current = organisation.current()
    return {
        "demo": (settings.DATA_DIR / "demo.loaded").exists,
        "administration": partial(administration, request),
        "menu": partial(menu, request),
        "menu_in_bar": partial(menu_in_bar, request),
        "menu_in_more": partial(menu_in_more, request),
        "organisation_name": current.name,
        "organisation_language": settings.ORGANISATION_LANGUAGE,
        "theme": current.theme,
        "theme_address": current.theme_address,
        "other_languages": [
            Language(code, name) for code, name in LANGUAGE_NAMES.items() if code != language
        ],
    }
