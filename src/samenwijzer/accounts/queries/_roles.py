"""Roles in the words of the pages where they are given."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from samenwijzer.accounts.models import STORED_ROLES, Role

ROLE_NAMES = {
    Role.EMPLOYEE: gettext_lazy("Employee"),
    Role.KNOWLEDGE_MANAGER: gettext_lazy("Knowledge manager"),
    Role.TEAM_MANAGER: gettext_lazy("Team manager"),
    Role.ADMINISTRATOR: gettext_lazy("Administrator"),
    Role.PRIVACY_OFFICER: gettext_lazy("Privacy officer"),
    Role.GUEST: gettext_lazy("Guest"),
}
ROLE_SENTENCES = {
    Role.KNOWLEDGE_MANAGER: gettext_lazy("Keeps the subjects and their synonyms in order."),
    Role.ADMINISTRATOR: gettext_lazy("Runs this site: people, rights, import and export, and the audit."),
    Role.PRIVACY_OFFICER: gettext_lazy("Reads the audit, forgets people and sets how long things are kept."),
}


def role_words(roles: Iterable[Role]) -> tuple[str, ...]:
    """Name the roles beside being an employee, in the active language."""
    held = set(roles)
    return tuple(str(ROLE_NAMES[role]) for role in STORED_ROLES if role in held)
