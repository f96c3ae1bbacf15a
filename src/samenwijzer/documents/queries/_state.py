"""The state a reader sees, which follows from what the owner set and from the review date."""

from __future__ import annotations

import datetime
from typing import Literal

from django.db.models import Q

from samenwijzer.documents.models import Page, PageState

ShownState = Literal["current", "review", "expired", "replaced"]
SHOWN_STATES: tuple[ShownState, ...] = ("current", "review", "expired", "replaced")


def shown_state(page: Page, *, today: datetime.date) -> ShownState:
    """Say the state: a current page whose review date has come needs review, and may still be used."""
    if page.state == PageState.REPLACED:
        return "replaced"
    if page.state == PageState.EXPIRED:
        return "expired"
    return "review" if page.review_on is not None and page.review_on <= today else "current"


def in_state(state: ShownState, *, today: datetime.date) -> Q:
    """Keep the pages that a reader sees in this state."""
    if state == "review":
        return Q(state=PageState.CURRENT, review_on__lte=today)
    if state == "current":
        return Q(state=PageState.CURRENT) & (Q(review_on=None) | Q(review_on__gt=today))
    return Q(state=state)


def date_to_show(page: Page) -> str | datetime.datetime:
    """Give the date as it came, so that no time appears that nobody wrote."""
    return page.date_given or page.dated
