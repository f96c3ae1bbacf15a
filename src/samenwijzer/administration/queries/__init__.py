"""Reads of supervision, as plain values."""

from samenwijzer.administration.queries._audit import AuditPage, Filters, audit_page, line_number
from samenwijzer.administration.queries._csv import audit_as_csv
from samenwijzer.administration.queries._health import Fact, FailedJob, Health, health
from samenwijzer.administration.queries._overview import Note, notes
from samenwijzer.administration.queries._roles import RolesPage, roles_page
from samenwijzer.administration.queries._state import (
    database_version,
    index_behind,
    is_mended,
    long_transactions,
    waiting_too_long,
)
from samenwijzer.administration.queries._words import area_choices, described, kind_choices

__all__ = [
    "AuditPage",
    "Fact",
    "FailedJob",
    "Filters",
    "Health",
    "Note",
    "RolesPage",
    "area_choices",
    "audit_as_csv",
    "audit_page",
    "database_version",
    "described",
    "health",
    "index_behind",
    "is_mended",
    "kind_choices",
    "line_number",
    "long_transactions",
    "notes",
    "roles_page",
    "waiting_too_long",
]
