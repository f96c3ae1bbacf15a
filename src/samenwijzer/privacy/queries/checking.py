"""What the guard sees in the texts of a form that somebody is still writing. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import F

from samenwijzer import guard
from samenwijzer.accounts.models import User
from samenwijzer.accounts.queries import allowances, digest_of, released_for
from samenwijzer.guard import Allowances, Label, Level
from samenwijzer.privacy.models import BlockReport
from samenwijzer.privacy.pace import MOST_CHARACTERS
from samenwijzer.ui.found import FoundInForm, found_in


def check_texts(*, viewer: User, texts: Mapping[str, str], before: str = "") -> FoundInForm:
    """Say what would stop or ask when these texts, by field, were saved by the viewer.

    Two queries and only when something is blocked: what was released for him, and what he reported.
    """
    if sum(len(text) for text in texts.values()) + len(before) > MOST_CHARACTERS:
        return FoundInForm(too_long=True)
    allowed = allowances()
    findings = {name: guard.added(text, before=before, allowed=allowed) for name, text in texts.items()}
    released, reports = frozenset[tuple[str, str]](), dict[tuple[str, str], str]()
    if any(one.level is Level.BLOCK for found in findings.values() for one in found):
        released = released_for(viewer=viewer)
        decided = BlockReport.objects.filter(author=viewer.pk).order_by(F("decided_at").asc(nulls_last=True))
        reports = {
            (label, digest): state for label, digest, state in decided.values_list("label", "digest", "state")
        }

    def is_released(label: Label, value: str) -> bool:
        return bool(released) and (label.value, digest_of(label=label, value=value)) in released

    def report_of(label: Label, value: str) -> str:
        state = reports.get((label.value, digest_of(label=label, value=value)), "") if reports else ""
        return "" if state == BlockReport.State.RELEASED else state

    findings = {
        name: tuple(
            one
            for one in found
            if one.level is not Level.BLOCK or not is_released(one.label, guard.value(texts[name], one))
        )
        for name, found in findings.items()
    }
    return FoundInForm(
        places=found_in(texts, findings, report_of=report_of),
        together=_together(texts.values(), before=before, allowed=allowed),
    )


def _together(texts: Iterable[str], *, before: str, allowed: Allowances) -> tuple[str, ...]:
    """Give the words of traits that make somebody recognisable together, of the first text with them.

    Empty when what stood there before did so already.
    """
    if guard.traits(before, allowed=allowed):
        return ()
    for text in texts:
        if found := guard.traits(text, allowed=allowed):
            return tuple(dict.fromkeys(text[trait.start : trait.end] for trait in found))
    return ()
