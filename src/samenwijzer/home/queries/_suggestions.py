"""What the box offers while somebody types, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samenwijzer.accounts.models import Right
from samenwijzer.search import queries as engine
from samenwijzer.subjects import queries as subjects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samenwijzer.accounts.models import User

MOST = 8
_LOOKED_AT = 24
_OF_A_GROUP = 3
_SUBJECTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A line below the box, under the heading `group`. Without a `url` its text is searched for."""

    text: str
    group: str
    url: str = ""
    note: str = ""


def suggestions(text: str, *, viewer: User) -> Sequence[Suggested]:
    """Give subjects, services, colleagues and titles for a text that is still being typed, by group."""
    groups: dict[str, list[Suggested]] = {"subject": _subjects_like(text, viewer)}
    labels = _labels()
    for one in engine.suggest(text, viewer=viewer, limit=_LOOKED_AT):
        kind = "question" if one.type == "answer" else one.type
        line = Suggested(text=one.title, group=labels[kind], url=one.url, note=_note(one))
        groups.setdefault(kind, []).append(line)
    return [one for kind in labels for one in groups.get(kind, ())[:_OF_A_GROUP]][:MOST]


def searched_before(*, viewer: User) -> Sequence[Suggested]:
    """Give the viewer's own last searches, the newest first."""
    group = _("You searched before")
    return [Suggested(text=one.text, group=group) for one in engine.recent_searches(viewer=viewer)]


def _subjects_like(text: str, viewer: User) -> list[Suggested]:
    typed = " ".join(text.casefold().split())
    if not typed or not viewer.may(Right.READ_OPEN):
        return []
    names = [subject.name for subject in subjects.subject_choices(viewer=viewer)]
    like = [name for name in names if f" {typed}" in f" {name.casefold()}"]
    return [Suggested(text=name, group=_("Subjects")) for name in like[:_SUBJECTS]]


def _labels() -> dict[str, str]:
    return {
        "subject": _("Subjects"),
        "service": _("Services"),
        "person": _("Colleagues"),
        "page": pgettext("kind of result", "Pages"),
        "question": _("Questions"),
    }


def _note(suggestion: engine.Suggestion) -> str:
    """Say of what is no longer current that it is not."""
    words = {"expired": _("Expired"), "replaced": _("Replaced")}
    return words.get(suggestion.state or "", "")
