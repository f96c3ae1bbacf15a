"""What time it is, asked in one place so that a test can set it."""

from __future__ import annotations

import datetime

from django.utils import timezone


def now() -> datetime.datetime:
    """Return the present moment, with time zone."""
    return timezone.now()


def today() -> datetime.date:
    """Return the date in the organisation's time zone."""
    return timezone.localdate()


def local_now() -> datetime.datetime:
    """Return the present moment as the organisation's clock shows it."""
    return timezone.localtime(now())


def moment_of(given: str) -> datetime.datetime:
    """Return the moment of a date-time with zone, or the first of a day in the organisation's time zone."""
    moment = datetime.datetime.fromisoformat(given)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=timezone.get_default_timezone())


def utc(moment: datetime.datetime) -> str:
    """Write a moment in UTC, so that one moment is always the same text."""
    return moment.astimezone(datetime.UTC).isoformat()
