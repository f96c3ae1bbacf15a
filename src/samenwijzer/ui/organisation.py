"""Name, theme and switched-off modules as this process knows them: asked of the database every two seconds.

The settings of the environment fill in what an administrator did not choose. When the database is not there,
the last that was known holds, so that a page of failure needs no database.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.templatetags.static import static
from django.urls import reverse

from samenwijzer.kernel import modules
from samenwijzer.ui.models import OrganisationSettings

# Seconds. After a change every process shows the new within this time.
FRESH = 2.0


@dataclass(frozen=True, slots=True)
class Stored:
    """What an administrator chose; empty where he chose nothing."""

    name: str = ""
    theme: str = ""
    version: str = ""
    switched_off: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Current:
    """What every page shows. `theme` names the class on the body; it and `theme_address` may be empty."""

    name: str
    theme: str
    theme_address: str
    switched_off: frozenset[str]


@dataclass(slots=True)
class _Kept:
    stored: Stored
    until: float


_kept = _Kept(Stored(), 0.0)


def current() -> Current:
    """Give what holds now. At most one query every two seconds in a process."""
    stored = _kept.stored
    own = stored.theme == OrganisationSettings.OWN
    theme = settings.THEME if not stored.theme else stored.theme
    if theme == OrganisationSettings.NONE:
        theme = ""
    if own:
        address = reverse("ui:theme", args=[stored.version])
    else:
        address = static(f"ui/themes/{theme}.css") if theme else ""
    return Current(stored.name or settings.ORGANISATION, theme, address, stored.switched_off)


def refresh() -> None:
    """Ask the database when the last answer is two seconds old. The middleware does so at each request."""
    now = time.monotonic()
    if now < _kept.until:
        return
    # First, so that of many threads one asks.
    _kept.until = now + FRESH
    columns = ("name", "theme", "theme_version", "switched_off")
    try:
        row = OrganisationSettings.objects.filter(pk=1).values_list(*columns).first()
    except DatabaseError:
        return
    keep(Stored(row[0], row[1], row[2], frozenset(row[3])) if row else Stored())


def keep(stored: Stored) -> None:
    """Take this as the answer, fresh from now. Tests begin with an empty one."""
    _kept.stored, _kept.until = stored, time.monotonic() + FRESH
    modules.switch_off(stored.switched_off)


def own_theme() -> tuple[str, str]:
    """Give the style sheet of the organisation's own theme and its version; both empty when there is none."""
    row = OrganisationSettings.objects.filter(pk=1, theme=OrganisationSettings.OWN)
    return row.values_list("theme_css", "theme_version").first() or ("", "")


def look_again() -> None:
    """Ask the database at the next request: this process just changed it."""
    _kept.until = 0.0
