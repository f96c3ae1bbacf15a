"""Spaces as exchange records, and the default space that every department gets."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import GUEST_BIT, Department, Team, User
from samenwijzer.accounts.records import withheld_field
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.modules import RecordField, RecordKind
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.spaces.models import Kind, Member, Role, Space, Visibility

_AT_ONCE = 500
_MADE_HERE = re.compile(r"[0-9a-f]{32}")


# What may be a member, each also the name of its column; in this order members stand in a record.
_MEMBERS = {"person": User, "team": Team, "department": Department}


def _load_members(keys: Sequence[int]) -> Mapping[int, list[dict[str, str]]]:
    members: dict[int, list[dict[str, str]]] = {key: [] for key in keys}
    rows = Member.objects.filter(space__in=keys).order_by()
    found = []
    for key, role, *ids in rows.values_list("space", "role", *(f"{name}__external_id" for name in _MEMBERS)):
        place = next(place for place, external_id in enumerate(ids) if external_id is not None)
        found.append((key, place, ids[place], role))
    names = list(_MEMBERS)
    for key, place, external_id, role in sorted(found):
        members[key].append({names[place]: external_id, "role": role})
    return members


def _save_members(values: Mapping[int, list[dict[str, str]]]) -> None:
    numbers = {name: _numbers(table, name, values) for name, table in _MEMBERS.items()}
    wanted = {
        (key, name, numbers[name][member[name]]): member["role"]
        for key, members in values.items()
        for member in members
        for name in _MEMBERS
        if member.get(name) in numbers[name]
    }
    _refuse_owners(wanted)
    stored = {}
    for row in Member.objects.filter(space__in=list(values)).order_by():
        name = next(name for name in _MEMBERS if getattr(row, f"{name}_id") is not None)
        stored[row.space_id, name, getattr(row, f"{name}_id")] = row
    gone = [row.pk for place, row in stored.items() if wanted.get(place) != row.role]
    if gone:
        Member.objects.filter(pk__in=gone).delete()
    fresh = {
        place: role for place, role in wanted.items() if place not in stored or stored[place].role != role
    }
    Member.objects.bulk_create(
        [
            Member(space_id=space, role=role, **{f"{name}_id": number})
            for (space, name, number), role in sorted(fresh.items())
        ]
    )


def _refuse_owners(wanted: Mapping[tuple[int, str, int], str]) -> None:
    """Refuse an owner who is no person, or a guest: an owner decides who may join, and stays."""
    owners = {(name, number) for (_space, name, number), role in wanted.items() if role == Role.MANAGER}
    people = [number for name, number in owners if name == "person"]
    guests = User.objects.filter(pk__in=people, role_bits__gte=GUEST_BIT)
    if len(people) < len(owners) or (people and guests.exists()):
        raise Refusal(_("members: only a colleague can be the owner of a space, and no guest"))


def _numbers(table: Any, name: str, values: Mapping[int, list[dict[str, str]]]) -> dict[str, int]:
    ids = {member[name] for members in values.values() for member in members if name in member}
    found: dict[str, int] = {}
    for start in range(0, len(ids), _AT_ONCE):
        part = sorted(ids)[start : start + _AT_ONCE]
        rows = table.objects.filter(external_id__in=part).order_by()
        found |= dict(rows.values_list("external_id", "pk"))
    return found


def _take_over(records: Mapping[str, Mapping[str, Any]]) -> Mapping[str, str]:
    """Let the first open space record of a department take over the space made for it automatically."""
    wanted = {
        values["department"]: external_id
        for external_id, values in reversed(list(records.items()))
        if values.get("department")
        and values.get("visibility", Visibility.OPEN) == Visibility.OPEN
        and not values.get("archived")
    }
    made = Space.objects.filter(default_for__external_id__in=wanted).order_by()
    return {
        wanted[department]: external_id
        for external_id, department in made.values_list("external_id", "default_for__external_id")
        if _MADE_HERE.fullmatch(external_id)
    }


def _drop_defaults(spaces: Sequence[Space]) -> None:
    """A space that is closed, archived or of another department is nobody's default any more."""
    for space in spaces:
        is_open = space.visibility == Visibility.OPEN and space.archived_at is None
        if not is_open or space.department_id != space.default_for_id:
            space.default_for_id = None


def _check(values: Mapping[str, Any], given: Collection[str]) -> str:
    if not values.get("default_for") or "default_for" not in given:
        return ""
    is_open = values.get("visibility", Visibility.OPEN) == Visibility.OPEN and not values.get("archived")
    if is_open and values.get("department") == values["default_for"]:
        return ""
    return _("default_for: only an open space of that department can be its default space")


def give_defaults(ids: Sequence[str]) -> None:
    """Give every department without one a default space.

    It is the first open one of these ids, else one it has, else a new one.
    """
    without = Department.objects.filter(default_space__isnull=True)
    if not without.exists():
        return
    place = {external_id: number for number, external_id in enumerate(ids)}
    for department in without.annotate(rooms=Count("spaces")):
        rooms = (
            department.spaces.filter(visibility=Visibility.OPEN, archived_at=None).order_by("pk")
            if department.rooms
            else []
        )
        space = min(rooms, key=lambda room: (place.get(room.external_id, len(place)), room.pk), default=None)
        if space is None:
            space = Space.objects.create(name=department.name, department=department, default_for=department)
            audit.record(action="spaces.space.made", actor=None, object=Ref("spaces.space", space.pk))
        else:
            Space.objects.filter(pk=space.pk).update(default_for=department)


RECORDS = (
    RecordKind(
        type="space",
        order=40,
        model=Space,
        audit_kind="spaces.space",
        check=_check,
        before_save=_drop_defaults,
        adopt=_take_over,
        after=give_defaults,
        fields={
            "name": RecordField(kind="line", column="name", required=True),
            "kind": RecordField(kind="choice", column="kind", choices=tuple(Kind.values)),
            "about": RecordField(kind="text", column="about", length=2_000),
            "withheld": withheld_field(Space),
            "department": RecordField(kind="reference", column="department", to="department", kept=True),
            "default_for": RecordField(
                kind="reference", column="default_for", to="department", unique=True, stays=True, kept=True
            ),
            "team": RecordField(kind="reference", column="team", to="team"),
            "visibility": RecordField(
                kind="choice", column="visibility", choices=tuple(Visibility.values), kept=True
            ),
            "archived": RecordField(kind="instant", column="archived_at", kept=True),
            "members": RecordField(
                kind="items",
                most=5_000,
                load=_load_members,
                save=_save_members,
                one_of=tuple(_MEMBERS),
                parts={
                    **{name: RecordField(kind="reference", to=name) for name in _MEMBERS},
                    "role": RecordField(
                        kind="choice", choices=tuple(role.value for role in Role), required=True
                    ),
                },
            ),
        },
    ),
)
