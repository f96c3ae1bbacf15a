"""Whether somebody can be reached on a day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import WEEKDAYS, User
from samenwijzer.kernel import clock

_WEEK = len(WEEKDAYS)


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether somebody can be reached on a day, in words; `kind` chooses the shape beside them."""

    kind: Literal["here", "away", "off"]
    text: str

    @property
    def here(self) -> bool:
        return self.kind == "here"


def presence(person: User, *, day: datetime.date | None = None) -> Presence:
    """Say whether a person works on that day, and otherwise from when, in the active language. No query."""
    day = day or clock.today()
    if person.absent_until is not None and day < person.absent_until:
        same_year = person.absent_until.year == day.year
        until = date_format(person.absent_until, "j F" if same_year else "j F Y")
        return Presence("away", _("Absent until %(day)s") % {"day": until})
    if not person.working_day_bits:
        return Presence("off", _("Working days not filled in"))
    if person.works_on(day):
        return Presence("here", _("Works today"))
    next_day = next(
        day + datetime.timedelta(days=ahead)
        for ahead in range(1, _WEEK + 1)
        if person.works_on(day + datetime.timedelta(days=ahead))
    )
    return Presence("off", _("Not today, back on %(weekday)s") % {"weekday": date_format(next_day, "l")})
