"""Spaces as exchange records, and the default space that every department gets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count

from samenwijzer.accounts.models import Department, User
from samenwijzer.kernel.modules import RecordField, RecordKind
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.spaces.models import Member, Role, Space, Visibility

_MADE_HERE = re.compile(r"[0-9a-f]{32}")


def _load_members(keys: Sequence[int]) -> Mapping[int, list[dict[str, str]]]:
    members: dict[int, list[dict[str, str]]] = {key: [] for key in keys}
    rows = Member.objects.filter(space__in=keys).order_by("person__external_id")
    for key, person, role in rows.values_list("space", "person__external_id", "role"):
        members[key].append({"person": person, "role": role})
    return members


def _save_members(values: Mapping[int, list[dict[str, str]]]) -> None:
    named = {member["person"] for members in values.values() for member in members}
    people = dict(User.objects.filter(external_id__in=named).order_by().values_list("external_id", "pk"))
    wanted = {
        (key, people[member["person"]]): member["role"]
        for key, members in values.items()
        for member in members
        if member["person"] in people
    }
    rows = Member.objects.filter(space__in=list(values)).order_by()
    stored = {(row.space_id, row.person_id): row for row in rows}
    gone = [row.pk for pair, row in stored.items() if wanted.get(pair) != row.role]
    Member.objects.filter(pk__in=gone).delete()
    Member.objects.bulk_create(
        [
            Member(space_id=space, person_id=person, role=role)
            for (space, person), role in sorted(wanted.items())
            if (space, person) not in stored or stored[space, person].role != role
        ]
    )


def _take_over(records: Mapping[str, Mapping[str, Any]]) -> Mapping[str, str]:
    """Let the first open space record of a department take over the space made for it automatically."""
    wanted = {
        values["department"]: external_id
        for external_id, values in reversed(list(records.items()))
        if values.get("department") and values.get("visibility", Visibility.OPEN) == Visibility.OPEN
    }
    made = Space.objects.filter(default_for__external_id__in=wanted).order_by()
    return {
        wanted[department]: external_id
        for external_id, department in made.values_list("external_id", "default_for__external_id")
        if _MADE_HERE.fullmatch(external_id)
    }


def _drop_default(space: Space) -> None:
    """A space that is no longer open, or went to another department, is nobody's default any more."""
    if space.visibility != Visibility.OPEN or space.department_id != space.default_for_id:
        space.default_for_id = None


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
            department.spaces.filter(visibility=Visibility.OPEN).order_by("pk") if department.rooms else []
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
        before_save=_drop_default,
        adopt=_take_over,
        after=give_defaults,
        fields={
            "name": RecordField(kind="line", column="name", required=True),
            "department": RecordField(kind="reference", column="department", to="department", kept=True),
            "visibility": RecordField(
                kind="choice", column="visibility", choices=tuple(Visibility.values), kept=True
            ),
            "members": RecordField(
                kind="items",
                most=5_000,
                load=_load_members,
                save=_save_members,
                parts={
                    "person": RecordField(kind="reference", to="person", required=True),
                    "role": RecordField(
                        kind="choice", choices=tuple(role.value for role in Role), required=True
                    ),
                },
            ),
        },
    ),
)
