"""The working week as the days component shows it."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import pgettext

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Day:
    """One day: what is seen ("ma"), what a screen reader adds ("andag"), and whether it is worked.

    `half` is "morning" or "afternoon" when only that half is worked.
    """

    short: str
    rest: str
    works: bool
    today: bool
    half: str = ""


def _names() -> tuple[str, ...]:
    return (
        pgettext("day, short|rest", "mo|nday"),
        pgettext("day, short|rest", "tu|esday"),
        pgettext("day, short|rest", "we|dnesday"),
        pgettext("day, short|rest", "th|ursday"),
        pgettext("day, short|rest", "fr|iday"),
        pgettext("day, short|rest", "sa|turday"),
        pgettext("day, short|rest", "su|nday"),
    )


def week(
    *,
    working_days: Collection[str],
    today: datetime.date,
    mornings: Collection[str] = (),
    afternoons: Collection[str] = (),
) -> tuple[Day, ...]:
    """Return Monday to Friday, and the weekend days only when they are worked.

    `mornings` and `afternoons` are the working days of which only that half is worked.
    """
    days = []
    for number, (code, name) in enumerate(zip(WEEK, _names(), strict=True)):
        works = code in working_days
        if number < 5 or works:
            short, _, rest = name.partition("|")
            half = "morning" if code in mornings else "afternoon" if code in afternoons else ""
            days.append(Day(short, rest, works, number == today.weekday(), half if works else ""))
    return tuple(days)
