"""The lines of the audit as a page shows them, found by key so that a million lines are as fast as ten."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import IntegerField, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import Right, User
from samenwijzer.administration.queries._words import FILTER_KINDS, described, object_named, through
from samenwijzer.kernel.modules import search_sources
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox.models import AuditLine
from samenwijzer.spaces.models import Space

SIZE = 50
_MOST_PEOPLE = 200
_PERSON_KINDS = {"accounts.user", "people.person"}
_PAGES = {
    "documents.page": "documents:page",
    "forum.question": "forum:question",
    "signpost.service": "signpost:service",
    "spaces.space": "spaces:space",
}
# Clocks of machines may differ, and a line may be committed later than its neighbours.
_SLACK = datetime.timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What somebody wants to see; empty shows all. `since` and `until` are days, both included."""

    area: str = ""
    person: str = ""
    kind: str = ""
    number: int | None = None
    result: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def bits(self) -> int:
        """On which fields is filtered, as one bit for each of FILTER_KINDS: what may stand in the audit."""
        used = {
            "area": self.area,
            "person": self.person,
            "kind": self.kind,
            "result": self.result,
            "period": self.since or self.until,
        }
        return sum(1 << place for place, name in enumerate(FILTER_KINDS) if used[name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line in words. `object_url` is empty where the viewer may not read the object."""

    id: int
    at: datetime.datetime
    actor: str
    actor_url: str
    what: str
    object: str
    object_url: str
    refused: bool
    origin: str
    sequence: int | None
    foreign: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """Lines, newest first. `older` and `newer` are where to go on, or None at an end."""

    lines: Sequence[Line]
    older: int | None
    newer: int | None
    too_many_people: bool


def line_number(text: str | None) -> int | None:
    """Read the number of a line from an address; None for anything else."""
    usable = text is not None and text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if usable and text else None


def audit_page(
    *, viewer: User, filters: Filters, before: int | None = None, after: int | None = None
) -> AuditPage:
    """Read one page. Seven queries at most, whatever the number of lines."""
    people = people_named(filters.person)
    rows = filtered(filters, people)
    if after is not None:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: SIZE + 1])
        more_newer, more_older = len(found) > SIZE, True
        found = found[:SIZE][::-1]
    else:
        shown = rows if before is None else rows.filter(pk__lt=before)
        found = list(shown.order_by("-pk")[: SIZE + 1])
        more_newer, more_older = before is not None, len(found) > SIZE
        found = found[:SIZE]
    return AuditPage(
        lines=_in_words(found, viewer),
        older=found[-1].pk if found and more_older else None,
        newer=found[0].pk if found and more_newer else None,
        too_many_people=people is not None and len(people) >= _MOST_PEOPLE,
    )


def people_named(name: str) -> list[uuid.UUID] | None:
    """Give the opaque ids of at most 200 people in whose name this stands; None when nobody is asked for."""
    if not name:
        return None
    named = User.objects.filter(name__icontains=name.replace("\x00", "")).order_by("pk")
    return list(named.values_list("public_id", flat=True)[:_MOST_PEOPLE])


def filtered(filters: Filters, people: list[uuid.UUID] | None) -> QuerySet[AuditLine]:
    """Give the lines that fit, without an order."""
    rows = AuditLine.objects.all()
    if people is not None:
        rows = rows.filter(actor__in=people)
    if filters.area:
        rows = rows.filter(area=filters.area)
    if filters.kind and filters.number is not None:
        # SQLite takes the index on objects only when its condition stands in the question.
        rows = rows.exclude(object="").filter(object=str(Ref(filters.kind, filters.number)))
    elif filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.result:
        rows = rows.filter(result=filters.result)
    return _in_period(rows, filters.since, filters.until)


def _in_period(
    rows: QuerySet[AuditLine], since: datetime.date | None, until: datetime.date | None
) -> QuerySet[AuditLine]:
    if since is None and until is None:
        return rows
    begin = _midnight(since) if since else None
    end = _midnight(until + datetime.timedelta(days=1)) if until and until < datetime.date.max else None
    first, last = _numbers_between(begin, end)
    if begin is not None:
        rows = rows.filter(at__gte=begin, pk__gte=first)
    if end is not None:
        rows = rows.filter(at__lt=end, pk__lte=last)
    return rows


def _midnight(day: datetime.date) -> datetime.datetime:
    # The years of the calendar's ends cannot be turned into another time zone.
    day = min(max(day, datetime.date(1000, 1, 1)), datetime.date(9000, 1, 1))
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def _numbers_between(begin: datetime.datetime | None, end: datetime.datetime | None) -> tuple[int, int]:
    """Give between which numbers the lines of a period lie, with room, so that no others are looked at."""
    adapt = connection.ops.adapt_datetimefield_value
    least = datetime.datetime(1, 1, 2, tzinfo=datetime.UTC)
    low, high = (least if begin is None else begin - _SLACK), (least if end is None else end + _SLACK)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT id FROM outbox_auditline WHERE at >= %s ORDER BY at LIMIT 1),"
            " (SELECT id FROM outbox_auditline WHERE at < %s ORDER BY at DESC LIMIT 1)",
            [adapt(low), adapt(high)],
        )
        first, last = cursor.fetchone() or (None, None)
    return (2**62 if first is None else first), (0 if last is None else last)


@dataclass(frozen=True, slots=True)
class Names:
    """Who is who, by opaque id and by number."""

    by_id: dict[uuid.UUID, tuple[int, str]]
    by_number: dict[int, str]

    def actor(self, line: AuditLine) -> str:
        if line.actor is None and line.action == "privacy.text.reported":
            return _("a colleague (name not kept)")
        if line.actor is None:
            return _("nobody signed in") if line.origin == "page" else _("the system")
        known = self.by_id.get(line.actor)
        return _("unknown") if known is None else known[1]


def names_of(lines: Iterable[AuditLine]) -> Names:
    """Join the names of who acted and of who was acted upon, as they are now. One query."""
    actors = {line.actor for line in lines if line.actor is not None}
    refs = [_ref(line) for line in lines if line.kind in _PERSON_KINDS]
    numbers = {ref.id for ref in refs if ref is not None and ref.id < 2**62}
    found = User.objects.filter(Q(public_id__in=actors) | Q(pk__in=numbers)).order_by()
    people = list(found.values_list("pk", "public_id", "name"))
    return Names(
        by_id={public_id: (pk, name) for pk, public_id, name in people},
        by_number={pk: name for pk, _public_id, name in people},
    )


def object_in_words(line: AuditLine, names: Names) -> str:
    """Name the object: a person by name, anything else by kind and number."""
    ref = _ref(line)
    if ref is None:
        return line.object
    if ref.kind in _PERSON_KINDS:
        return names.by_number.get(ref.id, _("unknown"))
    return object_named(ref)


def _in_words(lines: Sequence[AuditLine], viewer: User) -> list[Line]:
    names = names_of(lines)
    readable = _readable(lines, viewer)
    return [
        Line(
            id=line.pk,
            at=line.at,
            actor=names.actor(line),
            actor_url=_person_url(names.by_id[line.actor][0], viewer) if line.actor in names.by_id else "",
            what=described(line.action),
            object=object_in_words(line, names),
            object_url=_url(_ref(line), readable, names, viewer),
            refused=line.result == "refused",
            origin=through(line.origin),
            sequence=line.sequence,
            foreign=line.is_foreign,
        )
        for line in lines
    ]


def _url(ref: Ref | None, readable: set[Ref], names: Names, viewer: User) -> str:
    if ref is None:
        return ""
    if ref.kind in _PERSON_KINDS and ref.id in names.by_number:
        return _person_url(ref.id, viewer)
    return reverse(_PAGES[ref.kind], args=[ref.id]) if ref in readable else ""


def _person_url(pk: int, viewer: User) -> str:
    return reverse("people:person", args=[pk]) if viewer.may(Right.READ_OPEN) else ""


def _readable(lines: Iterable[AuditLine], viewer: User) -> set[Ref]:
    """Find which objects the viewer may read: one query for all kinds that can be asked together."""
    asked: dict[str, set[int]] = {}
    for ref in map(_ref, lines):
        if ref is not None and ref.kind in _PAGES and ref.id < 2**62:
            asked.setdefault(ref.kind, set()).add(ref.id)
    sources = search_sources()
    found: set[Ref] = set()
    order, together = list(asked), []
    for place, kind in enumerate(order):
        ids = sorted(asked[kind])
        if kind == "spaces.space":
            visible: Any = Space.objects.readable_by(viewer).filter(pk__in=ids)
        else:
            visible = sources[kind].visible(ids, viewer) if kind in sources else ()
        if isinstance(visible, QuerySet):
            together.append(visible.order_by().values_list(Value(place, output_field=IntegerField()), "pk"))
        else:
            found.update(Ref(kind, pk) for pk in visible)
    if together:
        rows = together[0].union(*together[1:], all=True)
        found.update(Ref(order[place], pk) for place, pk in rows)
    return found


def _ref(line: AuditLine) -> Ref | None:
    try:
        return Ref.parse(line.object)
    except ValueError:
        return None
