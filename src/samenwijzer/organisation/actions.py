"""What an administrator decides about the site as a whole. Every process shows it within two seconds."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import Right, User
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.modules import installed
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.ui import organisation, themes
from samenwijzer.ui.models import OrganisationSettings
from samenwijzer.ui.tokens import built_in_themes


@transaction.atomic
def rename_organisation(*, name: str, actor: User, consent: Consent = NO_CONSENT) -> None:
    """Set the name that stands on every page; an empty one brings back that of the installation.

    Raises Traceable.
    """
    row = _settings_to_change(actor)
    if row.name == name:
        return
    passed = pass_guard(writer=actor, texts={"name": name}, before=(row.name,), consent=consent)
    row.name = name
    _save(row, "organisation.name.changed", actor)
    passed.note(Ref("organisation.settings", row.pk))


@transaction.atomic
def choose_theme(*, theme: str, actor: User) -> None:
    """Show another theme: one that comes along, "none", or "own" when one was made. Raises Refusal."""
    row = _settings_to_change(actor)
    has_own = theme == OrganisationSettings.OWN and bool(row.theme_css)
    if not (has_own or theme in {OrganisationSettings.NONE, *built_in_themes()}):
        raise Refusal(_("Choose one of the themes."), field="theme")
    if row.theme == theme:
        return
    row.theme = theme
    _save(row, "organisation.theme.chosen", actor)


@transaction.atomic
def make_theme(*, basics: themes.Basics, actor: User) -> None:
    """Make the organisation's own theme of these choices and show it. Raises Refusal for weak contrast."""
    row = _settings_to_change(actor)
    tokens = themes.tokens_of(basics)
    themes.require_contrast(tokens, field="action")
    _put(row, themes.style_sheet(tokens), actor, "organisation.theme.made", basics=basics)


@transaction.atomic
def upload_theme(*, css: str, actor: User) -> None:
    """Take a style sheet of tokens as the organisation's own theme. Raises Refusal for anything else."""
    row = _settings_to_change(actor)
    tokens = themes.read_theme(css)
    themes.require_contrast(tokens, field="css")
    _put(row, themes.style_sheet(tokens), actor, "organisation.theme.uploaded")


@transaction.atomic
def switch_module(*, module: str, on: bool, actor: User) -> None:
    """Show or hide a module for everyone; nothing in it is lost. May run twice. Raises Refusal."""
    row = _settings_to_change(actor)
    if module not in {one.name for one in installed() if one.optional}:
        raise Refusal(_("This module cannot be switched off."))
    off = set(row.switched_off)
    wanted = off - {module} if on else off | {module}
    if wanted == off:
        return
    row.switched_off = sorted(wanted)
    _save(row, f"organisation.module.switched_{'on' if on else 'off'}", actor)


def _settings_to_change(actor: User) -> OrganisationSettings:
    require_right(actor, Right.ADMINISTER)
    OrganisationSettings.objects.get_or_create(pk=1)
    return OrganisationSettings.objects.select_for_update().get(pk=1)


def _put(
    row: OrganisationSettings, css: str, actor: User, action: str, *, basics: themes.Basics | None = None
) -> None:
    chosen = asdict(basics) if basics else {}
    if row.theme == OrganisationSettings.OWN and row.theme_css == css and row.basics == chosen:
        return
    row.theme, row.theme_css, row.theme_version = OrganisationSettings.OWN, css, themes.version_of(css)
    row.basics = chosen
    _save(row, action, actor)


def _save(row: OrganisationSettings, action: str, actor: User) -> None:
    row.save()
    audit.record(action=action, actor=actor)
    organisation.look_again()
    transaction.on_commit(organisation.look_again)
