"""What still belongs to something, before it is removed."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenwijzer.kernel.errors import Refusal


class StillInUse(Refusal):
    """What something else belongs to is not removed."""


class NoSuchPlace(Refusal):
    """What was chosen was removed meanwhile."""


def require_unused(row: models.Model) -> None:
    """Make sure that no row of any table names this one. Raises StillInUse with what does.

    Not left to the database alone: some of these would quietly go along, such as the memberships of a team.
    """
    counts: Counter[str] = Counter()
    for relation in row._meta.related_objects:
        table: Any = relation.related_model
        counts[str(table._meta.model_name)] += table._base_manager.filter(
            **{relation.field.name: row}
        ).count()
    if any(counts.values()):
        raise StillInUse(_("It is still in use: %(things)s.") % {"things": _counted(counts)})


def _counted(counts: Counter[str]) -> str:
    """Say how many of what, as "2 people, 1 space"."""
    number = {
        kind: counts.pop(kind, 0)
        for kind in ("user", "team", "department", "space", "member", "service", "page")
    }
    words = {
        "user": ngettext("%(number)s person", "%(number)s people", number["user"]),
        "team": ngettext("%(number)s team", "%(number)s teams", number["team"]),
        "department": ngettext("%(number)s department", "%(number)s departments", number["department"]),
        "space": ngettext("%(number)s space", "%(number)s spaces", number["space"]),
        "member": ngettext("%(number)s membership", "%(number)s memberships", number["member"]),
        "service": ngettext("%(number)s service", "%(number)s services", number["service"]),
        "page": ngettext("%(number)s page", "%(number)s pages", number["page"]),
    }
    number["other"] = counts.total()
    words["other"] = ngettext("%(number)s other thing", "%(number)s other things", number["other"])
    return ", ".join(words[kind] % {"number": count} for kind, count in number.items() if count)
