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
MIDDAY = datetime.time(12, 30)  # Where the morning of a half day ends and its afternoon begins.


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether somebody can be reached on a day, in words; `kind` chooses the shape beside them."""

    kind: Literal["here", "away", "off"]
    text: str

    @property
    def here(self) -> bool:
        return self.kind == "here"


def presence(person: User, *, day: datetime.date | None = None) -> Presence:
    """Say whether a person works on that day, and otherwise from when, in the active language. No query.

    Of today it says so for this moment: who works the morning alone is not here in the afternoon.
    """
    day = day or clock.today()
    if person.absent_until is not None and day < person.absent_until:
        same_year = person.absent_until.year == day.year
        until = date_format(person.absent_until, "j F" if same_year else "j F Y")
        return Presence("away", _("Absent until %(day)s") % {"day": until})
    if not person.working_day_bits:
        return Presence("off", _("Working days not filled in"))
    works = person.works_on(day)
    if works and (now := _now(person, day)) is not None:
        return now
    next_day = next(
        day + datetime.timedelta(days=ahead)
        for ahead in range(1, _WEEK + 1)
        if person.works_on(day + datetime.timedelta(days=ahead))
    )
    words = _("Not now, back on %(weekday)s") if works else _("Not today, back on %(weekday)s")
    return Presence("off", words % {"weekday": date_format(next_day, "l")})


def _now(person: User, day: datetime.date) -> Presence | None:
    """Say how a working day stands at this moment; None when it is over. Of another day half is whole."""
    bit = 1 << day.weekday()
    afternoon = clock.local_now().time() >= MIDDAY
    if day != clock.today() or not (person.morning_only_bits | person.afternoon_only_bits) & bit:
        return Presence("here", _("Works today"))
    if person.morning_only_bits & bit:
        return None if afternoon else Presence("here", _("Works this morning"))
    if afternoon:
        return Presence("here", _("Works this afternoon"))
    return Presence("off", _("Not now, back this afternoon"))
