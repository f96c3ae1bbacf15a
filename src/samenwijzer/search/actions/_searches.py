"""Noting what is searched and opened: one's own last searches, and numbers without people."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.jobs import job
from samenwijzer.kernel.modules import readable_sources
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.search import asking
from samenwijzer.search.counting import (
    FEWEST,
    Outcome,
    group_digest,
    held_key,
    leads_to_somebody,
    opening_digest,
    search_digest,
    shown_text,
    target_digest,
    this_week,
    words_of,
)
from samenwijzer.search.models import (
    CountedOpening,
    CountedSearch,
    Gap,
    OpenedFor,
    RecentSearch,
    SearchGroup,
    SynonymProposal,
    WeekKey,
)

MOST_RECENT = 10
_PEOPLE = Count("pk")
_NOTHING = Count("pk", filter=Q(is_found=False))
_UNOPENED = Count("pk", filter=Q(is_opened=False))
_AT_ONCE = 1_000  # Rows in one transaction, so that no other writer waits long.


@transaction.atomic
def note_search(*, viewer: User, text: str, outcome: Outcome | None) -> None:
    """Keep a text that `clean_query` gave among the viewer's own last searches, and count him for its words.

    Without an outcome, or when it may be about a person, it is no more than his own. Nothing is noted of who
    looks around as a role.
    """
    text = " ".join(text[: asking.LONGEST_TEXT].split())
    if viewer.pk < 1 or not text:
        return
    _keep_recent(viewer, text)
    words = words_of(asking.read(text).terms)
    if not words or outcome is None or leads_to_somebody(text):
        return
    week = this_week()
    key = held_key(week)
    group = group_digest(key, words)
    counted, is_new = CountedSearch.objects.get_or_create(
        digest=search_digest(key, words, person_id=viewer.pk),
        defaults={
            "group": group,
            "week": week,
            "is_found": outcome.is_found,
            "is_opened": outcome.is_answered,
        },
    )
    is_found_now = outcome.is_found and not counted.is_found
    if is_found_now:
        CountedSearch.objects.filter(pk=counted.pk).update(is_found=True)
    if is_new or is_found_now:
        _write_group(week, words, group, shown_text(text))


@transaction.atomic
def note_opened(*, viewer: User, text: str, ref: Ref) -> None:
    """Count the viewer for what he opened after he searched a text, once a week.

    Nothing is counted of what he may not read, and of words that he did not search this week.
    """
    words = words_of(asking.read(text).terms)
    source = readable_sources().get(ref.kind)
    if viewer.pk < 1 or not words or source is None or ref.id not in set(source.visible([ref.id], viewer)):
        return
    week = this_week()
    key = held_key(week)
    searches = CountedSearch.objects.filter(pk=search_digest(key, words, person_id=viewer.pk))
    if not searches.exists():
        return
    searches.update(is_opened=True)
    target = target_digest(key, words, ref)
    _opening, is_new = CountedOpening.objects.get_or_create(
        digest=opening_digest(key, words, ref, person_id=viewer.pk),
        defaults={"target": target, "week": week},
    )
    people = CountedOpening.objects.filter(target=target).count() if is_new else 0
    if people >= FEWEST:
        OpenedFor.objects.update_or_create(
            week=week, words=words, kind=ref.kind, number=ref.id, defaults={"people": people}
        )


@transaction.atomic
def forget_recent(*, viewer: User, number: int | None = None) -> None:
    """Remove one of the viewer's own last searches, or all of them."""
    mine = RecentSearch.objects.filter(person=viewer.pk)
    (mine if number is None else mine.filter(pk=number)).delete()


@transaction.atomic
def settle_gap(*, number: int, actor: User, is_settled: bool = True) -> None:
    """Say that searches without result are seen to, or take that back. Raises NotAllowed, Refusal."""
    require_right(actor, Right.KEEP_SUBJECTS)
    gaps = SearchGroup.objects.exclude(gap=Gap.NONE).filter(pk=number)
    if not gaps.exists():
        raise Refusal(_("These searches are not kept any more."))
    if gaps.filter(settled_at__isnull=is_settled).update(settled_at=clock.now() if is_settled else None):
        done = "search.gap.settled" if is_settled else "search.gap.reopened"
        audit.record(action=done, actor=actor, object=Ref("search.gap", number))


@transaction.atomic
def forget_searches(*, person_id: int) -> None:
    """Remove what somebody searched, and his name from what he proposed. May run twice."""
    RecentSearch.objects.filter(person=person_id).delete()
    for column in ("proposer", "decided_by"):
        SynonymProposal.objects.filter(**{column: person_id}).update(**{column: None})


@transaction.atomic
def close_week(*, week: datetime.date) -> None:
    """Write the last numbers of a week and throw its key away; its hashes say nothing from then on."""
    key = WeekKey.objects.select_for_update().filter(pk=week).first()
    if key is None:
        return
    groups = {group_digest(key, group.words): group for group in SearchGroup.objects.filter(week=week)}
    searched = CountedSearch.objects.filter(week=week).values_list("group").order_by()
    counted = searched.annotate(people=_PEOPLE, nothing=_NOTHING, unopened=_UNOPENED)
    for digest, people, nothing, unopened in counted.filter(people__gte=FEWEST):
        if group := groups.get(digest):
            _put_numbers(group, people=people, nothing=nothing, unopened=unopened)
    SearchGroup.objects.bulk_update(groups.values(), ["people", "gap", "missed"], batch_size=100)
    key.delete()


@job(seconds=600)
def close_weeks_job() -> None:
    """Close every week that is over, and remove the hashes of which the key is gone."""
    week = this_week()
    for over in WeekKey.objects.filter(week__lt=week).values_list("week", flat=True):
        close_week(week=over)
    for hashes in (CountedSearch, CountedOpening):
        _remove(hashes._default_manager.filter(week__lt=week))


def prune_recent(*, before: datetime.datetime) -> int:
    """Remove people's own searches from before; return how many. May run twice."""
    return _remove(RecentSearch.objects.filter(at__lt=before))


def prune_numbers(*, before: datetime.datetime) -> int:
    """Remove the numbers of weeks that began before; return how many. May run twice."""
    day = before.date()
    return _remove(SearchGroup.objects.filter(week__lt=day)) + _remove(OpenedFor.objects.filter(week__lt=day))


def prune_proposals(*, before: datetime.datetime) -> int:
    """Remove proposals that were decided about before; return how many. May run twice."""
    return _remove(SynonymProposal.objects.filter(decided_at__lt=before))


def _keep_recent(viewer: User, text: str) -> None:
    mine = RecentSearch.objects.filter(person=viewer.pk)
    if not mine.filter(text__iexact=text).update(text=text, at=clock.now()):
        try:
            with transaction.atomic():
                RecentSearch.objects.create(person=viewer, text=text, at=clock.now())
        except IntegrityError:  # The other click of two was first.
            return
    surplus = list(mine.order_by("-at", "-pk").values_list("pk", flat=True)[MOST_RECENT:])
    if surplus:
        mine.filter(pk__in=surplus).delete()


def _write_group(week: datetime.date, words: str, group: str, text: str) -> None:
    """Write how many people searched these words, from five on; the text is as the fifth typed it."""
    numbers = CountedSearch.objects.filter(group=group).aggregate(people=_PEOPLE, nothing=_NOTHING)
    if numbers["people"] >= FEWEST:
        row = SearchGroup.objects.filter(week=week, words=words).first()
        row = row or SearchGroup(week=week, words=words, text=text)
        # Who opened nothing yet may still do so, as long as the week lasts.
        _put_numbers(row, **numbers, unopened=0)
        row.save()


def _put_numbers(group: SearchGroup, *, people: int, nothing: int, unopened: int) -> None:
    """Say how many searched, and whom it did not help."""
    group.people, group.gap, group.missed = people, Gap.NONE, 0
    if nothing >= FEWEST:
        group.gap, group.missed = Gap.NOTHING, nothing
    elif unopened >= FEWEST:
        group.gap, group.missed = Gap.UNOPENED, unopened


def _remove(rows: models.QuerySet[Any]) -> int:
    """Remove rows in short transactions; return how many went."""
    gone = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]):
        with transaction.atomic():
            rows.model._default_manager.filter(pk__in=keys).delete()
        gone += len(keys)
    return gone
