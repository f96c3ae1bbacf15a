"""The days of a week, as the bits of a number."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALL_WEEKDAYS = 2 ** len(WEEKDAYS) - 1


def week_constraints(table: str) -> list[models.CheckConstraint]:
    """Half days are among the working days, and no half day is both halves."""
    # As Any: django-stubs knows bitand() with numbers only.
    whole: Any = F("working_day_bits")
    morning: Any = F("morning_only_bits")
    afternoon: Any = F("afternoon_only_bits")
    return [
        models.CheckConstraint(
            name=f"{table}_working_days_are_days",
            condition=Q(working_day_bits__gte=0, working_day_bits__lte=ALL_WEEKDAYS),
        ),
        models.CheckConstraint(
            name=f"{table}_half_days_are_working_days",
            condition=Q(morning_only_bits=morning.bitand(whole), afternoon_only_bits=afternoon.bitand(whole)),
        ),
        models.CheckConstraint(
            name=f"{table}_half_day_is_one_half",
            condition=Exact(morning.bitand(afternoon), 0),
        ),
    ]


def weekday_bits(days: list[str]) -> int:
    """Turn ["mon", "wed"] into the number that is stored. Raises ValueError for an unknown day."""
    return sum(1 << WEEKDAYS.index(day) for day in set(days))


def weekday_names(bits: int) -> list[str]:
    """Turn the stored number back into names, in the order of the week."""
    return [day for index, day in enumerate(WEEKDAYS) if bits & (1 << index)]
