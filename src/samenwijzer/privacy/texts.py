"""The texts of one item, wherever they stand: its own columns, earlier versions and what lies beside it.

And who may report or judge them: privacy knows no domain, so it asks what the apps registered.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_judge
from samenwijzer.accounts.models import User
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import TextKind, readable_texts, text_kinds
from samenwijzer.kernel.refs import Ref
from samenwijzer.privacy.redacting import mapped

_MAX_ID = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A text in a column of a row; `is_version` says that it is no more than what stood there before."""

    row: models.Model
    column: str
    text: str
    is_version: bool


def text_to_report(*, viewer: User, reference: str) -> tuple[TextKind, Ref]:
    """Return a text that the viewer may read, or might if it were not hidden already. Raises Http404."""
    kind, ref = _item(reference)
    if kind.kind not in readable_texts() or kind.reach is None:
        raise Http404
    if ref.id not in set(kind.reach([ref.id], viewer)):
        raise Http404
    return kind, ref


def text_to_judge(*, viewer: User, reference: str) -> tuple[TextKind, Ref]:
    """Return a text for who decides about texts. Raises NotAllowed, Http404."""
    require_judge(viewer)
    return _item(reference)


def fetched(kind: TextKind, pk: int) -> Any:
    """Fetch the row of an item. Raises Http404."""
    row = kind.model._base_manager.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def author_of(kind: TextKind, row: Any) -> int | None:
    """Return who wrote a text, as far as it is one person."""
    if not kind.author:
        return None
    author: int | None = row.pk if kind.author == "pk" else getattr(row, f"{kind.author}_id")
    return author


def _item(reference: str) -> tuple[TextKind, Ref]:
    try:
        ref = Ref.parse(reference)
        kind = text_kinds()[ref.kind]
    except (ValueError, KeyError):
        raise Http404 from None
    return kind, Ref(ref.kind, min(ref.id, _MAX_ID))


def locked(kind: TextKind, pk: int) -> Any:
    """Fetch the row of an item and hold it until the transaction ends, or None when it is gone."""
    return kind.model._base_manager.select_for_update(of=("self",)).filter(pk=pk).first()


def standing(kind: TextKind, row: Any) -> list[Standing]:
    """Give every text of an item that is not empty, its own first. One query per place beside it."""
    found = []
    for place, columns in _rows(kind, row):
        for column in columns:
            found += [
                Standing(row=place, column=column, text=text, is_version=place is not row)
                for text in _texts(getattr(place, column))
            ]
    return found


def rewrite(kind: TextKind, row: Any, change: Callable[[str], str]) -> bool:
    """Write what `change` makes of every text of an item; say whether any differs.

    Texts are cut where they would become longer than their column holds.
    """
    any_differs = False
    for place, columns in _rows(kind, row):
        fresh = {}
        for column in columns:
            before = getattr(place, column)
            after = mapped(before, change)
            longest = place._meta.get_field(column).max_length
            if isinstance(after, str) and longest is not None:
                after = after[: max(longest, len(before))]
            if after != before:
                fresh[column] = after
        if fresh:
            any_differs = True
            type(place)._base_manager.filter(pk=place.pk).update(**fresh)
    return any_differs


def address_of(kind: TextKind, ref: Ref) -> str:
    """Return the address of the page with a text, or "" when it has none now."""
    return "" if kind.url is None or kind.kind not in readable_texts() else kind.url(ref.id)


def titles_of(kind: TextKind, numbers: Collection[int]) -> dict[int, str]:
    """Say of these items what they are, of whom and of when, as far as that is known. One query."""
    author = "name" if kind.author == "pk" else f"{kind.author}__name" if kind.author else ""
    columns = [column for column in (author, kind.at) if column]
    titles = {}
    for number, *known in kind.model._base_manager.filter(pk__in=numbers).values_list("pk", *columns):
        found = dict(zip(columns, known, strict=True))
        titles[number] = _title(str(kind.title), found.get(author), found.get(kind.at))
    return titles


def day_words(moment: datetime.datetime) -> str:
    """Say a day, with its year when that is another: "20 november"."""
    day = timezone.localtime(moment).date()
    return date_format(day, "j F" if day.year == clock.today().year else "j F Y")


def _title(what: str, name: str | None, at: datetime.datetime | None) -> str:
    words = _("%(what)s of %(name)s") % {"what": what, "name": name} if name else what
    return f"{words}, {day_words(at)}" if at else words


def external_id_of(row: Any) -> str:
    """Return by what an item is known outside this database; without such an id by its number."""
    return str(getattr(row, "external_id", row.pk))


def known_outside_as(kind: TextKind, external_id: str) -> Any:
    """Fetch the row of an item by that id, and hold it, or None."""
    rows = kind.model._base_manager.select_for_update(of=("self",))
    try:
        kind.model._meta.get_field("external_id")
    except FieldDoesNotExist:
        return rows.filter(pk=int(external_id)).first() if external_id.isdecimal() else None
    return rows.filter(external_id=external_id).first()


def _rows(kind: TextKind, row: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    yield row, kind.columns
    for place in kind.beside:
        for beside in place.model._base_manager.filter(**{place.item: row.pk}).order_by("-pk"):
            yield beside, place.columns


def _texts(value: Any) -> list[str]:
    found: list[str] = []

    def note(text: str) -> str:
        if text:
            found.append(text)
        return text

    mapped(value, note)
    return found
