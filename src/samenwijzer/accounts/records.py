"""Departments and people as exchange records."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from samenwijzer.accounts.models import Department, User
from samenwijzer.kernel.modules import RecordField, RecordKind


def forget_old_addresses(values: Mapping[int, str]) -> None:
    """Take away addresses by which people once signed in. Takes the new address by the person's number."""
    EmailAddress.objects.filter(user__in=list(values)).exclude(email__in=list(values.values())).delete()


RECORDS = (
    RecordKind(
        type="department",
        order=10,
        model=Department,
        audit_kind="accounts.department",
        fields={
            "name": RecordField(kind="line", column="name", required=True),
            "parent": RecordField(kind="reference", column="parent", to="department", chain=True),
        },
    ),
    RecordKind(
        type="person",
        order=20,
        model=User,
        audit_kind="accounts.user",
        # Nobody can sign in with it: the administrator or single sign-on gives a way in.
        new_row=lambda: {"password": make_password(None)},
        fields={
            "name": RecordField(kind="line", column="name", required=True),
            "email": RecordField(
                kind="email",
                column="email",
                required=True,
                unique=True,
                length=254,
                save=forget_old_addresses,
            ),
            "department": RecordField(kind="reference", column="department", to="department", kept=True),
            "function": RecordField(kind="line", column="function"),
            "working_days": RecordField(kind="days", column="working_day_bits"),
            "phone": RecordField(kind="line", column="phone", length=40),
            "about": RecordField(kind="text", column="about", length=2_000),
            "leaves_on": RecordField(kind="date", column="leaves_on"),
        },
    ),
)
