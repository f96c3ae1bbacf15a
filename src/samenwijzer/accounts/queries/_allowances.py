"""What the guard need not look for: colleagues, and what the organisation put on its list."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import CharField, Value
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer import guard
from samenwijzer.accounts.models import AllowedKind, AllowedText, User
from samenwijzer.guard import NOTHING_ALLOWED, Allowances, Label, Level

# Seconds in which every process hears of a change; this one at once, through `look_again`.
FRESH = 5.0

# What was found, as it stands after "there is" in a sentence.
LABEL_WORDS = {
    Label.BSN: gettext_lazy("a BSN"),
    Label.IBAN: gettext_lazy("an account number"),
    Label.PHONE: gettext_lazy("a telephone number"),
    Label.EMAIL: gettext_lazy("an e-mail address"),
    Label.ADDRESS: gettext_lazy("an address"),
    Label.POSTCODE: gettext_lazy("a postcode"),
    Label.DATE_OF_BIRTH: gettext_lazy("a date of birth"),
    Label.PERSON_NAME: gettext_lazy("a name"),
    Label.LICENSE_PLATE: gettext_lazy("a licence plate"),
    Label.DOSSIER_NUMBER: gettext_lazy("a dossier number"),
}


@dataclass(slots=True)
class _Kept:
    allowances: Allowances
    until: float
    rows: int  # A hash of what the allowances were made of: while it stays they need not be made anew.
    names: Sequence[str] = ()


_kept = _Kept(NOTHING_ALLOWED, 0.0, hash(((), ())))


def allowances() -> Allowances:
    """Give what is no citizen's data here. One query, at most every five seconds in a process.

    Without a viewer, because the text of everybody is judged alike. Whoever was forgotten is no colleague.
    """
    now = time.monotonic()
    if now >= _kept.until:
        _read()
        _kept.until = now + FRESH
    return _kept.allowances


def names_here() -> Sequence[str]:
    """Give the names of all who are no citizen here, as `allowances` knows them."""
    allowances()
    return _kept.names


def labels_found(text: str, *, expected: Collection[Label] = ()) -> list[Label]:
    """Say what blocks or warns in a text, beside what is expected there."""
    found = guard.find(text, allowed=allowances())
    return sorted({one.label for one in found if one.level is not Level.HINT} - set(expected))


def label_words(labels: Iterable[Label]) -> str:
    """Name what was found as it stands in a sentence, such as "a BSN and a name"."""
    return str(get_text_list([str(LABEL_WORDS[label]) for label in dict.fromkeys(labels)], _("and")))


def look_again() -> None:
    """Read anew at the next text: this process just changed a colleague or the list."""
    _kept.until = 0.0


def _read() -> None:
    """Read who and what is allowed. Ten thousand people are read in a tenth of what making of them takes."""
    people = User.objects.filter(forgotten_at=None).order_by().annotate(of=Value("", CharField()))
    nothing = Value("", CharField())
    on_list = AllowedText.objects.order_by().annotate(no_email=nothing, no_phone=nothing)
    both = people.values_list("of", "pk", "name", "email", "phone").union(
        on_list.values_list("kind", "pk", "value", "no_email", "no_phone"), all=True
    )
    found = sorted(both, key=lambda row: row[1])
    rows = tuple((name, email, phone) for kind, _pk, name, email, phone in found if not kind)
    listed = tuple((kind, value) for kind, _pk, value, *_rest in found if kind)
    read = hash((rows, listed))
    if read != _kept.rows:
        _kept.allowances, _kept.rows = made_of(rows, listed), read
        _kept.names = [name for name, _email, _phone in rows]


def made_of(people: Sequence[tuple[str, str, str]], listed: Sequence[tuple[str, str]]) -> Allowances:
    """Make allowances of colleagues (name, mail, phone) and of entries of the list (kind, value)."""
    of_kind: dict[str, list[str]] = {kind.value: [] for kind in AllowedKind}
    for kind, value in listed:
        of_kind[kind].append(value)
    return guard.allowing(
        people=[name for name, _email, _phone in people],
        emails=[*(email for _name, email, _phone in people), *of_kind[AllowedKind.EMAIL]],
        phones=[phone for _name, _email, phone in people if phone],
        numbers=of_kind[AllowedKind.NUMBER],
        texts=of_kind[AllowedKind.TEXT],
        domains=of_kind[AllowedKind.DOMAIN],
        dossier_patterns=of_kind[AllowedKind.DOSSIER],
    )
