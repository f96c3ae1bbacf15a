"""What accounts plugs into the house."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samenwijzer.accounts.actions import forget_account
from samenwijzer.accounts.models import (
    AllowedText,
    Department,
    Location,
    Municipality,
    Override,
    Right,
    Team,
    WeekPattern,
)
from samenwijzer.accounts.queries import guest_tasks
from samenwijzer.accounts.records import RECORDS
from samenwijzer.kernel.modules import AdminEntry, Module, TextKind


def _forget(person_id: int) -> None:
    forget_account(person_id=person_id)


TEXTS = (
    TextKind(
        kind="accounts.department",
        title=pgettext_lazy("kind of text", "Department"),
        model=Department,
        columns=("name",),
        url=lambda pk: reverse("accounts:department", args=[pk]),
    ),
    TextKind(
        kind="accounts.team",
        title=pgettext_lazy("kind of text", "Team"),
        model=Team,
        columns=("name",),
        url=lambda pk: reverse("people:team", args=[pk]),
    ),
    TextKind(
        kind="accounts.location",
        title=pgettext_lazy("kind of text", "Location"),
        model=Location,
        columns=("name", "about"),
    ),
    TextKind(
        kind="accounts.municipality",
        title=pgettext_lazy("kind of text", "Municipality"),
        model=Municipality,
        columns=("name",),
    ),
    TextKind(
        kind="accounts.weekpattern",
        title=pgettext_lazy("kind of text", "Week pattern"),
        model=WeekPattern,
        columns=("name",),
    ),
    TextKind(
        kind="accounts.allowed_text",
        title=pgettext_lazy("kind of text", "Allow list"),
        model=AllowedText,
        columns=("value", "note"),
        author="added_by",
    ),
    TextKind(
        kind="accounts.override",
        title=pgettext_lazy("kind of text", "Reason to let a warning stand"),
        model=Override,
        columns=("reason",),
        author="writer",
    ),
)

MODULE = Module(
    name="accounts",
    title=_("Accounts"),
    urls="samenwijzer.accounts.urls",
    records=RECORDS,
    texts=TEXTS,
    forget=_forget,
    tasks=lambda viewer: guest_tasks(viewer=viewer),
    administration=(
        AdminEntry(
            title=_("People"),
            url_name="accounts:people",
            icon="users",
            right=Right.ADMINISTER,
            group="people",
            position=10,
            hint=_("Who works here, who may sign in, and who is a guest."),
        ),
        AdminEntry(
            title=_("Departments"),
            url_name="accounts:departments",
            icon="network",
            right=Right.ADMINISTER,
            group="people",
            position=20,
            hint=_("The tree of the organisation."),
        ),
        AdminEntry(
            title=_("Teams"),
            url_name="accounts:teams",
            icon="users-round",
            right=Right.ADMINISTER,
            group="people",
            position=30,
            hint=_("Who works together, and who leads them."),
        ),
        AdminEntry(
            title=_("Locations"),
            url_name="accounts:location_list",
            icon="map-pin",
            right=Right.ADMINISTER,
            group="people",
            position=40,
            hint=_("Where people work."),
        ),
        AdminEntry(
            title=_("Municipalities"),
            url_name="accounts:municipality_list",
            icon="landmark",
            right=Right.ADMINISTER,
            group="people",
            position=50,
            hint=_("For whom the organisation works, when that is more than one."),
        ),
        AdminEntry(
            title=_("Week patterns"),
            url_name="accounts:week_pattern_list",
            icon="calendar-range",
            right=Right.ADMINISTER,
            group="people",
            position=60,
            hint=_("Working days to choose from."),
        ),
        AdminEntry(
            title=_("Allowed in texts"),
            url_name="accounts:allow_list",
            icon="shield-check",
            right=Right.KEEP_ALLOW_LIST,
            group="supervision",
            position=40,
            hint=_("What is no citizen’s data, such as your own numbers."),
        ),
    ),
)
