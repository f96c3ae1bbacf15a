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
