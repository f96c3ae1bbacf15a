"""What somebody searches for, without what may say whom it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samenwijzer import guard
from samenwijzer.accounts.models import User
from samenwijzer.accounts.queries._alike import colleague_like
from samenwijzer.accounts.queries._allowances import allowances, label_words
from samenwijzer.guard import NOTHING_ALLOWED, Finding, Label, Level
from samenwijzer.kernel import text as texts

_TITLE = re.compile(r"\b(?:mevrouw|mevr|mw|meneer|(?:de )?heer|dhr)\.?\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query that may stand in an address. `sentence` says what was left out, and is empty without that."""

    text: str
    sentence: str = ""


def clean_query(text: str, *, viewer: User | None) -> Asked:
    """Leave out what blocks or warns.

    Of a query that is nothing but a name which no colleague has, the name most like it of a colleague whom
    the viewer may see comes instead, so that a slip of the pen finds him. A visitor who is not signed in
    learns by nothing who works here: for him nothing is allowed.
    """
    left = texts.clean(text)
    allowed = NOTHING_ALLOWED if viewer is None else allowances()
    labels: list[Label] = []
    while found := [one for one in guard.find(left, allowed=allowed) if one.level is not Level.HINT]:
        labels += [one.label for one in found]
        name, left = left, _without(left, found)
        if not left and set(labels) == {Label.PERSON_NAME}:
            return _of_a_name(" ".join(name.split()), viewer)
    if not labels:
        return Asked(text=text)
    sentence = _(
        "In what you searched for stood %(what)s. "
        "We left that out: search for the subject, not for the person."
    )
    return Asked(text=left, sentence=sentence % {"what": label_words(labels)})


def _without(text: str, found: list[Finding]) -> str:
    """Leave out what was found, and the title before a name, which would find every text with a title."""
    for one in reversed(found):
        before = text[: one.start]
        if one.label is Label.PERSON_NAME:
            before = _TITLE.sub("", before)
        text = f"{before} {text[one.end :]}"
    return " ".join(text.split()) if any(map(str.isalnum, text)) else ""


def _of_a_name(name: str, viewer: User | None) -> Asked:
    alike = colleague_like(name, viewer=viewer)
    if alike is None:
        sentence = _("No colleague is called that. Look how the name is written, or search for the subject.")
        return Asked(text="", sentence=sentence)
    sentence = _("No colleague is called that. We searched for %(name)s, whose name is like it.")
    return Asked(text=alike.name, sentence=sentence % {"name": alike.name})
