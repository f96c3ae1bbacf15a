"""Looks in every table for one person.

What is found is given as the person may see it now: what others wrote, and names of colleagues, stand there
only when he may still read what they belong to.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samenwijzer.accounts.models import Right, User, weekday_names
from samenwijzer.outbox.models import AuditLine
from samenwijzer.privacy.own_data.labels import COLUMNS, KEPT, OMITTED, PLACES

_AT_ONCE = 500
MOST_AUDIT_LINES = 50_000
Column = models.ForeignKey[models.Model, models.Model]


class TakesLong(Exception):
    """There is more than fits in the time that was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value: `name` of its column, its label, as it is read, and as a plain value."""

    name: str
    label: str
    text: str
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What one place holds. `place` is "forum.Question.author"."""

    place: str
    title: str
    rows: Sequence[Sequence[Fact]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A line of the audit: what the person did, or, with `by_others`, what was done to his account."""

    at: str
    action: str
    object: str
    by_others: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """All that is known of a person. `picture` is the name of a file in the storage, or empty."""

    name: str
    made_on: str
    profile: Sequence[Fact]
    sections: Sequence[Section]
    done: Sequence[Done]
    picture: str


def gather(
    person: User, *, seconds: float | None = None, progress: Callable[[int], object] | None = None
) -> Everything:
    """Look everywhere for this person. Raises TakesLong when that takes more than so many seconds."""
    until = None if seconds is None else time.monotonic() + seconds
    sections = []
    columns = list(pointers())
    for number, column in enumerate(columns):
        rows = []
        for row in _rows_of(column, person):
            rows.append(row)
            if until is not None and time.monotonic() > until:
                raise TakesLong
        if rows:
            place = place_of(column)
            sections.append(Section(place=place, title=str(PLACES[place].title), rows=rows))
        if progress is not None:
            progress(90 * (number + 1) // len(columns))
    [profile] = _facts([person], User, person, own_words=True, leave_out="")
    return Everything(
        name=person.name,
        made_on=date_format(localtime(), "DATETIME_FORMAT"),
        profile=profile,
        sections=sorted(sections, key=lambda section: section.title.casefold()),
        done=list(_done(person, until)),
        picture=str(person.picture.name or ""),
    )


def pointers() -> Iterator[Column]:
    """Give every column of every table that points at a person."""
    for table in apps.get_models(include_auto_created=True):
        for column in table._meta.get_fields():
            if isinstance(column, models.ForeignKey) and column.related_model is User:
                yield column


def place_of(column: Column) -> str:
    """Return the name of a column: "forum.Question.author"."""
    return f"{column.model._meta.label}.{column.name}"


def shown_columns(table: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """Give the columns of a table that are told of."""
    for column in table._meta.concrete_fields:
        if column.name not in OMITTED or f"{table._meta.label}.{column.name}" in KEPT:
            yield column


def _rows_of(column: Column, person: User) -> Iterator[Sequence[Fact]]:
    rows = column.model._default_manager.filter(**{column.name: person.pk}).order_by("pk")
    own_words = PLACES[place_of(column)].own_words
    part: list[models.Model] = []
    for row in rows.iterator(chunk_size=_AT_ONCE):
        part.append(row)
        if len(part) == _AT_ONCE:
            yield from _facts(part, column.model, person, own_words=own_words, leave_out=column.name)
            part = []
    if part:
        yield from _facts(part, column.model, person, own_words=own_words, leave_out=column.name)


def _facts(
    rows: Sequence[models.Model],
    table: type[models.Model],
    person: User,
    *,
    own_words: bool,
    leave_out: str,
) -> Iterator[Sequence[Fact]]:
    targets = {
        column.attname: _names(column, [getattr(row, column.attname) for row in rows], person)
        for column in shown_columns(table)
        if isinstance(column, models.ForeignKey) and column.related_model is not User
    }
    readable = _readable(table, rows, person)
    colleagues = _colleagues(table, rows) if person.may(Right.READ_OPEN) else {}
    for row in rows:
        visible = all(
            getattr(row, name) is None or names.get(getattr(row, name)) is not None
            for name, names in targets.items()
        ) and (readable is None or row.pk in readable)
        yield [
            fact
            for column in shown_columns(table)
            if column.name != leave_out
            and (fact := _fact(row, column, targets, colleagues, visible=visible, own_words=own_words))
        ]


def _fact(
    row: models.Model,
    column: models.Field[Any, Any],
    targets: Mapping[str, Mapping[Any, str | None]],
    colleagues: Mapping[int, str],
    *,
    visible: bool,
    own_words: bool,
) -> Fact | None:
    value = getattr(row, column.attname)
    if value in (None, "", [], {}):
        return None
    if isinstance(column, models.ForeignKey) and column.related_model is User:
        value = text = (colleagues.get(value) if visible else None) or _("a colleague")
    elif isinstance(column, models.ForeignKey):
        value = text = targets[column.attname].get(value) or _("something that you may not see now")
    elif (
        isinstance(column, models.CharField | models.TextField)
        and not column.choices
        and not (visible or own_words)
    ):
        value = text = _("something that you may not see now")
    else:
        value, text = _plain(row, column, value)
    return Fact(name=column.name, label=str(COLUMNS[column.name]), text=text, value=value)


def _plain(row: models.Model, column: models.Field[Any, Any], value: Any) -> tuple[object, str]:  # noqa: PLR0911 - one line for each kind of column
    """Return a value for a program and for a person."""
    if column.name.endswith("_day_bits") or column.name in {"morning_only_bits", "afternoon_only_bits"}:
        days = weekday_names(value)
        return days, ", ".join(str(_DAYS[day]()) for day in days) or "–"
    if column.name == "role_bits" and isinstance(row, User):
        roles = sorted(role.value for role in row.roles)
        return roles, ", ".join(roles)
    if isinstance(value, bool):
        return value, pgettext("own data", "yes") if value else pgettext("own data", "no")
    if isinstance(column, models.DateTimeField):
        return value.isoformat(), date_format(localtime(value), "DATETIME_FORMAT")
    if isinstance(column, models.DateField):
        return value.isoformat(), date_format(value, "j F" if column.name == "birthday" else "DATE_FORMAT")
    if column.choices:
        return value, str(getattr(row, f"get_{column.name}_display")())
    if isinstance(value, list):
        return value, ", ".join(map(str, value))
    if isinstance(value, dict):
        return value, ", ".join(f"{name}: {one}" for name, one in value.items())
    if isinstance(value, int):
        return value, str(value)
    return str(value), str(value)


_DAYS: dict[str, Callable[[], str]] = {
    "mon": lambda: pgettext("own data", "Monday"),
    "tue": lambda: pgettext("own data", "Tuesday"),
    "wed": lambda: pgettext("own data", "Wednesday"),
    "thu": lambda: pgettext("own data", "Thursday"),
    "fri": lambda: pgettext("own data", "Friday"),
    "sat": lambda: pgettext("own data", "Saturday"),
    "sun": lambda: pgettext("own data", "Sunday"),
}


def _names(column: Column, keys: Iterable[Any], person: User) -> dict[Any, str | None]:
    """Give the name of each row that a column leads to, or None where he may not read it now."""
    target: Any = column.related_model
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    rows = target._default_manager.filter(pk__in=wanted)
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(person)
    if target._meta.label == "forum.Answer":  # It has no name of its own.
        rows = rows.select_related("question")
        return {row.pk: str(row.question) for row in rows}
    return {row.pk: str(row) for row in rows}


def _readable(table: type[models.Model], rows: Sequence[models.Model], person: User) -> set[Any] | None:
    found: Any = table._default_manager.filter(pk__in=[row.pk for row in rows])
    if not hasattr(found, "visible_to"):
        return None
    return set(found.visible_to(person).values_list("pk", flat=True))


def _colleagues(table: type[models.Model], rows: Sequence[models.Model]) -> dict[int, str]:
    names = [
        column.attname
        for column in shown_columns(table)
        if isinstance(column, models.ForeignKey) and column.related_model is User
    ]
    numbers = {getattr(row, name) for row in rows for name in names}
    return dict(User.objects.filter(pk__in=numbers - {None}).values_list("pk", "name")) if names else {}


def _done(person: User, until: float | None) -> Iterator[Done]:
    mine = models.Q(actor=person.public_id)
    to_me = models.Q(object__in=[f"accounts.user:{person.pk}", f"people.person:{person.pk}"])
    lines = AuditLine.objects.filter(mine | to_me).order_by("-pk")[:MOST_AUDIT_LINES]
    for line in lines.iterator(chunk_size=2_000):
        if until is not None and time.monotonic() > until:
            raise TakesLong
        yield Done(
            at=date_format(localtime(line.at), "DATETIME_FORMAT"),
            action=line.action,
            object=line.object,
            by_others=line.actor != person.public_id,
        )
