"""Departments, teams, places and people as exchange records."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from samenwijzer.accounts.actions import end_sessions
from samenwijzer.accounts.models import (
    DEEPEST_TREE,
    FORGOTTEN_NAME,
    STORED_ROLES,
    Department,
    Location,
    Municipality,
    Role,
    Team,
    User,
    WeekPattern,
    role_bits,
)
from samenwijzer.guard import Label
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.modules import RecordField, RecordKind

_LONGEST_LANGUAGE = 60
# How an office is reached; the name of a place may look like that of a person.
_OF_A_PLACE = frozenset({Label.ADDRESS, Label.POSTCODE, Label.PHONE, Label.EMAIL})
_NAME_OF_A_PLACE = _OF_A_PLACE | {Label.PERSON_NAME}
_ADMINISTRATOR = role_bits({Role.ADMINISTRATOR})


def forget_old_addresses(values: Mapping[int, str]) -> None:
    """Take away addresses by which people once signed in. Takes the new address by the person's number."""
    EmailAddress.objects.filter(user__in=list(values)).exclude(email__in=list(values.values())).delete()


def _new_person(external_id: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Nobody can sign in with it: the administrator or single sign-on gives a way in."""
    row: dict[str, Any] = {"password": make_password(None)}
    if values.get("forgotten"):
        address = f"{uuid.uuid5(uuid.NAMESPACE_OID, external_id).hex}@forgotten.invalid"
        row |= {"name": FORGOTTEN_NAME, "email": address, "is_active": False, "forgotten_at": clock.now()}
    return row


def _load_forgotten(keys: Sequence[int]) -> Mapping[int, bool]:
    rows = User.objects.filter(pk__in=keys).order_by().values_list("pk", "forgotten_at")
    return {pk: moment is not None for pk, moment in rows}


def _check_person(values: Mapping[str, Any], given: Collection[str]) -> str:
    if values.get("forgotten"):
        more = set(given) - {"forgotten"}
        return _("forgotten: of a forgotten person nothing else is known") if more else ""
    return _check_guest(values) or (
        _("left: who left is not active") if values.get("left") and values.get("active", True) else ""
    )


def _check_guest(values: Mapping[str, Any]) -> str:
    roles = values.get("roles") or []
    if Role.GUEST in roles:
        if len(roles) > 1:
            return _("roles: a guest has no other role")
        if not values.get("guest_until"):
            return _("guest_until: is missing, and a guest has a last day")
        if values.get("department") or values.get("team"):
            return _("department: a guest belongs to no department and no team")
    elif values.get("guest_until"):
        return _("guest_until: only a guest has a last day")
    return ""


def _administrators() -> QuerySet[User]:
    rows = User.objects.alias(administers=F("role_bits").bitand(_ADMINISTRATOR))
    return rows.filter(administers__gt=0, is_active=True)


def _keep_an_administrator(rows: Sequence[User]) -> None:
    """Refuse rows that take the role from the last who has it. Where nobody had it, nothing is refused."""
    if any(row.is_active and row.role_bits & _ADMINISTRATOR for row in rows):
        return
    mine = {row.pk for row in rows} - {None}
    if not mine or not _administrators().filter(pk__in=mine).exists():
        return
    # Locked, for somebody else may take the role from the others at this moment.
    if not _administrators().exclude(pk__in=mine).order_by("pk").select_for_update():
        raise Refusal(_("roles: nobody would administer any more; give somebody else that role first"))


def _before_people(rows: Sequence[User]) -> None:
    """Keep somebody who administers, and sign out at once who is not active any more."""
    _keep_an_administrator(rows)
    gone = [row for row in rows if row.pk and not row.is_active]
    if gone:
        end_sessions(people=gone)


def municipalities_field(table: Any, owner: str) -> RecordField:
    """Describe a list of municipalities in a linking table, whose column `owner` points at the row."""

    def load(keys: Sequence[int]) -> Mapping[int, list[str]]:
        found: dict[int, list[str]] = {key: [] for key in keys}
        rows = table.objects.filter(**{f"{owner}__in": keys}).order_by()
        for key, external_id in rows.values_list(owner, "municipality__external_id"):
            found[key].append(external_id)
        return {key: sorted(ids) for key, ids in found.items()}

    def save(values: Mapping[int, list[str]]) -> None:
        named = {external_id for ids in values.values() for external_id in ids}
        known = Municipality.objects.filter(external_id__in=named).order_by()
        numbers = dict(known.values_list("external_id", "pk"))
        table.objects.filter(**{f"{owner}__in": list(values)}).delete()
        table.objects.bulk_create(
            [
                table(**{f"{owner}_id": key, "municipality_id": numbers[external_id]})
                for key, ids in sorted(values.items())
                for external_id in ids
                if external_id in numbers
            ]
        )

    return RecordField(kind="references", to="municipality", most=500, load=load, save=save)


def withheld_field(table: Any) -> RecordField:
    """Describe since when a text is hidden because somebody can be recognised in it.

    An import may hide a text, and never shows what is hidden here: only who judges it does.
    """

    def load(keys: Sequence[int]) -> Mapping[int, str | None]:
        rows = table._base_manager.filter(pk__in=keys).order_by().values_list("pk", "withheld_at")
        return {pk: None if moment is None else clock.utc(moment) for pk, moment in rows}

    def save(values: Mapping[int, str | None]) -> None:
        for pk, moment in values.items():
            if moment is not None:
                shown = table._base_manager.filter(pk=pk, withheld_at=None)
                shown.update(withheld_at=clock.moment_of(moment))

    return RecordField(kind="instant", load=load, save=save)


def _name(**more: Any) -> RecordField:
    return RecordField(kind="line", column="name", required=True, **more)


def _own_name(**more: Any) -> RecordField:
    return _name(unique=True, folded=True, **more)


_PERSON = RecordKind(
    type="person",
    order=20,
    model=User,
    audit_kind="accounts.user",
    new_row=_new_person,
    before_save=_before_people,
    check=_check_person,
    stub="forgotten",
    fields={
        "name": _name(expects={Label.PERSON_NAME}),
        "email": RecordField(
            kind="email",
            column="email",
            required=True,
            unique=True,
            length=254,
            save=forget_old_addresses,
            expects={Label.EMAIL, Label.PERSON_NAME},
        ),
        "department": RecordField(kind="reference", column="department", to="department", kept=True),
        "team": RecordField(kind="reference", column="team", to="team", kept=True),
        "location": RecordField(kind="reference", column="location", to="location"),
        "function": RecordField(kind="line", column="function"),
        "roles": RecordField(
            kind="bits", column="role_bits", choices=tuple(role.value for role in STORED_ROLES), kept=True
        ),
        "guest_until": RecordField(kind="date", column="guest_until", kept=True),
        "working_days": RecordField(kind="days", column="working_day_bits"),
        "absent_until": RecordField(kind="date", column="absent_until"),
        "phone": RecordField(kind="line", column="phone", length=40, expects={Label.PHONE}),
        "just_call_me": RecordField(kind="flag", column="just_call_me"),
        "about": RecordField(kind="text", column="about", length=2_000),
        "withheld": withheld_field(User),
        "languages": RecordField(kind="lines", column="spoken_languages", length=_LONGEST_LANGUAGE, most=30),
        "birthday": RecordField(kind="birthday", column="birthday"),
        "field_visibility": RecordField(
            kind="map", column="field_visibility", choices=("department", "team", "nobody"), most=30
        ),
        "municipality": RecordField(kind="reference", column="municipality", to="municipality"),
        "language": RecordField(kind="choice", column="language", choices=("nl", "en")),
        "starts_on": RecordField(kind="date", column="starts_on"),
        "leaves_on": RecordField(kind="date", column="leaves_on"),
        "active": RecordField(kind="flag", column="is_active", kept=True, always=True),
        "left": RecordField(kind="instant", column="left_at", kept=True),
        "forgotten": RecordField(kind="flag", load=_load_forgotten, fixed=True, kept=True),
    },
)

RECORDS = (
    RecordKind(
        type="department",
        order=10,
        model=Department,
        audit_kind="accounts.department",
        fields={
            "name": _own_name(among="parent"),
            "parent": RecordField(
                kind="reference", column="parent", to="department", chain=True, deepest=DEEPEST_TREE
            ),
        },
    ),
    RecordKind(
        type="location",
        order=12,
        model=Location,
        audit_kind="accounts.location",
        fields={
            "name": _own_name(expects=_NAME_OF_A_PLACE),
            "about": RecordField(kind="text", column="about", length=2_000, expects=_OF_A_PLACE),
        },
    ),
    RecordKind(
        type="municipality",
        order=14,
        model=Municipality,
        audit_kind="accounts.municipality",
        fields={"name": _own_name(expects=_NAME_OF_A_PLACE)},
    ),
    RecordKind(
        type="week_pattern",
        order=16,
        model=WeekPattern,
        audit_kind="accounts.weekpattern",
        new_row=lambda _external_id, _values: {"working_day_bits": 0},
        fields={
            "name": _own_name(),
            "days": RecordField(kind="days", column="working_day_bits"),
        },
    ),
    RecordKind(
        type="team",
        order=18,
        model=Team,
        audit_kind="accounts.team",
        fields={
            "name": _own_name(among="department"),
            "department": RecordField(kind="reference", column="department", to="department", required=True),
            "manager": RecordField(kind="reference", column="manager", to="person", late=True),
            "location": RecordField(kind="reference", column="location", to="location"),
        },
    ),
    _PERSON,
)
