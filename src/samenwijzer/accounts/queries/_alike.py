"""The colleague whom somebody means who writes a name, also when he writes it wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from django.db.models import Q

from samenwijzer.accounts.access import is_here
from samenwijzer.accounts.models import Right, User
from samenwijzer.accounts.queries._allowances import names_here

_ALIKE = 0.8  # "Joost den Boer" and "Joost de Boer" are 0.96 alike, "Jan Jansen" and "Jan Smit" 0.67.
_A_WORD = re.compile(r"['’]?[^\W\d_](?:[^\W\d_]|['’.-])*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A colleague who is called that, or whose name is most like it."""

    id: int
    name: str


def colleague_like(text: str, *, viewer: User | None) -> Alike | None:
    """Find the colleague whose full name this is, or is like; one who shares the first letter of a name.

    One query, or none for a text that is like no name. To a guest or a visitor nobody is named.
    """
    words = text.split()
    if not 2 <= len(words) <= 6 or not all(map(_A_WORD.fullmatch, words)):
        return None
    if viewer is None or not viewer.may(Right.READ_OPEN):
        return None
    if not get_close_matches(" ".join(words).casefold(), _beginning_alike(words), n=1, cutoff=_ALIKE):
        return None
    begins = Q(name__istartswith=words[0][0]) | Q(name__icontains=f" {words[-1][0]}")
    people = User.objects.filter(is_here(), begins, forgotten_at=None).order_by("-pk")
    names = {name.casefold(): Alike(id=pk, name=name) for pk, name in people.values_list("pk", "name")}
    alike = get_close_matches(" ".join(words).casefold(), names, n=1, cutoff=_ALIKE)
    return names[alike[0]] if alike else None


def _beginning_alike(words: list[str]) -> list[str]:
    first, last = words[0][0].casefold(), f" {words[-1][0]}".casefold()
    names = (name.casefold() for name in names_here())
    return [name for name in names if name.startswith(first) or last in name]
