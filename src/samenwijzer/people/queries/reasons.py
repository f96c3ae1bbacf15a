"""Evidence in sentences, in the active language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenwijzer.kernel.text import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samenwijzer.people.queries._ranking import Evidence

MOST = 3
TITLE_LENGTH = 90
_GAP = "\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One sentence of evidence, cut around the title it names so that a page can make that a link.

    `url` is empty when there is nothing to open. `icon` is a name of the sprite.
    """

    before: str
    title: str
    after: str
    url: str = ""
    icon: str = "check"

    def __str__(self) -> str:
        return f"{self.before}{self.title}{self.after}"

    @classmethod
    def of(cls, evidence: Sequence[Evidence]) -> tuple[Reason, ...]:
        """Put the evidence of one person into sentences: one per kind, strongest first, three at most."""
        groups: dict[str, list[Evidence]] = {}
        for piece in evidence:
            groups.setdefault(piece.kind, []).append(piece)
        return tuple(_reason(pieces) for pieces in list(groups.values())[:MOST])


def _reason(pieces: Sequence[Evidence]) -> Reason:
    best, number = pieces[0], len(pieces)
    month = "" if best.on is None else date_format(best.on, "F Y")
    if best.kind == "accepted":
        words = ngettext(
            "Gave the chosen answer to ‘%(title)s’.",
            "Gave chosen answers, such as to ‘%(title)s’.",
            number,
        )
        icon = "check"
    elif best.kind == "helped":
        words = ngettext(
            "Gave an answer that helped a colleague: ‘%(title)s’.",
            "Gave answers that helped a colleague, such as to ‘%(title)s’.",
            number,
        )
        icon = "thumbs-up"
    elif best.kind == "answered":
        words = ngettext("Answered ‘%(title)s’.", "Gave answers about this, such as to ‘%(title)s’.", number)
        if number == 1 and month:
            words = _("Answered ‘%(title)s’ in %(month)s.")
        icon = "message-square"
    elif best.kind == "wrote":
        words = ngettext("Wrote ‘%(title)s’.", "Wrote texts about this, such as ‘%(title)s’.", number)
        icon = "file-text"
    elif best.kind == "kept":
        words = ngettext(
            "Keeps ‘%(title)s’ up to date.",
            "Keeps texts about this up to date, such as ‘%(title)s’.",
            number,
        )
        icon = "file-text"
    elif best.kind == "confirmed":
        words, icon = _("Colleagues confirm with an example: knows about %(title)s."), "user-check"
        best = replace(best, title=_names(pieces))
    elif best.kind == "declared":
        words, icon = _("Says: you can ask me about %(title)s."), "user-check"
        best = replace(best, title=_names(pieces))
    elif best.title:
        words, icon = _("You searched for this name."), "user-round"
    else:
        words, icon = _("Function, department or profile fits."), "user-round"
    before, _gap, after = (words % {"month": month, "title": _GAP}).partition(_GAP)
    title = shorten(best.title, length=TITLE_LENGTH) if _gap else ""
    return Reason(before=before, title=title, after=after, url=best.url, icon=icon)


def _names(pieces: Sequence[Evidence]) -> str:
    return ", ".join(dict.fromkeys(piece.title for piece in pieces[:MOST]))
