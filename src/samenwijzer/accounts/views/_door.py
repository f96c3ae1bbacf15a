"""What these doors share."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def address_if_any(name: str, *args: int) -> str:
    """Give an address of a part above this one, or nothing when that is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
