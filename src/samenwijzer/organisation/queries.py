"""What an administrator sees of the choices about the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.conf import settings
from django.utils.functional import Promise

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.modules import installed
from samenwijzer.ui.models import OrganisationSettings
from samenwijzer.ui.themes import Basics
from samenwijzer.ui.tokens import built_in_themes


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen. `theme` is one that comes along, "none" or "own"; `has_own`: that one was made."""

    name: str
    usual_name: str
    theme: str
    has_own: bool
    themes: Sequence[str]
    basics: Basics


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module that an administrator may switch."""

    name: str
    title: str | Promise
    is_on: bool


def choices(*, viewer: User) -> Choices:
    """Read name and theme; what nobody chose is that of the installation. Raises NotAllowed."""
    require_right(viewer, Right.ADMINISTER)
    row = OrganisationSettings.objects.filter(pk=1).first() or OrganisationSettings(pk=1)
    known = {field.name for field in fields(Basics)}
    return Choices(
        name=row.name,
        usual_name=settings.ORGANISATION,
        theme=row.theme or settings.THEME or OrganisationSettings.NONE,
        has_own=bool(row.theme_css),
        themes=built_in_themes(),
        basics=Basics(**{name: value for name, value in row.basics.items() if name in known}),
    )


def module_rows(*, viewer: User) -> list[ModuleRow]:
    """List the modules that may be off. Raises NotAllowed."""
    require_right(viewer, Right.ADMINISTER)
    row = OrganisationSettings.objects.filter(pk=1).values_list("switched_off", flat=True).first()
    off = set(row or ())
    return [ModuleRow(one.name, one.title, one.name not in off) for one in installed() if one.optional]
