"""Roles in plain words: where they are given, where somebody looks as one, and for the auditor."""

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
    Role.EMPLOYEE: gettext_lazy(
        "Everybody who works here. Reads and writes in open spaces, and in the spaces of which he is a"
        " member."
    ),
    Role.KNOWLEDGE_MANAGER: gettext_lazy("Keeps the shared subjects: names, synonyms and who owns them."),
    Role.TEAM_MANAGER: gettext_lazy(
        "Leads one or more teams. Sees of people in them when their last working day is, nothing more."
    ),
    Role.ADMINISTRATOR: gettext_lazy(
        "Runs the site: people, departments, modules, imports and exports. Reads no closed or hidden space of"
        " which he is not a member."
    ),
    Role.PRIVACY_OFFICER: gettext_lazy(
        "Watches over personal data: looks at texts that were reported, reads the audit log, forgets people"
        " and sets how long data is kept."
    ),
    Role.GUEST: gettext_lazy(
        "Somebody from outside, such as a trainer. Sees only the spaces he was put in, until his last day,"
        " and is marked as a guest everywhere."
    ),
}


def role_words(roles: Iterable[Role]) -> tuple[str, ...]:
    """Name the roles beside being an employee, in the active language."""
    held = set(roles)
    return tuple(str(ROLE_NAMES[role]) for role in STORED_ROLES if role in held)
