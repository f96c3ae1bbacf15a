"""What the frame of every page knows. No query: menu and names come from settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

from samenwijzer.kernel.modules import MenuEntry, installed


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
    """Return the entries of all installed modules, in the order of the work."""
    entries = [entry for module in installed() for entry in module.menu]
    return sorted(entries, key=lambda entry: entry.position)


def _is_current(entry: MenuEntry, request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.namespace == entry.url_name.partition(":")[0]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give menu, phone bar, organisation, theme and the other language to every page.

    The phone bar has room for three entries beside search and the rest: the first two and the last,
    because work begins with finding and ends with a person.
    """
    menu = [
        MenuItem(entry.title, reverse(entry.url_name), entry.icon, _is_current(entry, request))
        for entry in menu_entries()
    ]
    in_bar = menu if len(menu) <= IN_BAR else [*menu[: IN_BAR - 1], menu[-1]]
    current = (get_language() or settings.LANGUAGE_CODE)[:2]
    return {
        "menu": menu,
        "menu_in_bar": in_bar,
        "menu_in_more": [item for item in menu if item not in in_bar],
        "organisation_name": settings.ORGANISATION,
        "organisation_language": settings.ORGANISATION_LANGUAGE,
        "theme": settings.THEME,
        "other_languages": [Language(code, name) for code, name in LANGUAGE_NAMES.items() if code != current],
    }
